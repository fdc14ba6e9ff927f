// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/build_cache.h"

#include "core/base/whole_file.h"
#include "plugins/language-hls/core/simulation/project_mirror.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace gatewright::hls {

namespace {

constexpr qint64 maximumBytes = qint64{256} * 1024 * 1024;
constexpr qint64 maximumManifestBytes = 1024 * 1024;

std::optional<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

// What tells that a file of the system is another now: nobody changes those behind their time.
QString stampOf(const QString &path)
{
    const QFileInfo file(path);
    return file.isFile()
               ? QStringLiteral("%1 %2").arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch())
               : QString();
}

bool hasContent(const QString &path, const QByteArray &hash)
{
    const std::optional<QByteArray> bytes = bytesOf(path);
    return bytes && contentHash(*bytes) == hash;
}

} // namespace

QByteArray contentHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray namesIn(const QString &folder)
{
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    return contentHash(names.join(QLatin1Char('/')).toUtf8());
}

BuildCache::BuildCache(QString folder)
    : m_folder(std::move(folder))
{
}

QString BuildCache::path(const QByteArray &name, const char *suffix) const
{
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name) + QLatin1String(suffix);
}

// The manifest of a key: {"object": hash, "headers": {"src/fir.h": hash}, "folders": {"src": hash of the
// names}, "system": {"/usr/include/math.h": "size time"}}. The folders are those of the headers, which
// include from there first.
std::optional<BuildCache::Object> BuildCache::findObject(const QByteArray &key,
                                                         const ProjectMirror &mirror) const
{
    QFile manifest(path(key, ".json"));
    if (manifest.size() > maximumManifestBytes || !manifest.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject root = QJsonDocument::fromJson(manifest.readAll()).object();
    const auto allAre = [&root](const char *what, const auto &isSame) {
        const QJsonObject entries = root[QLatin1String(what)].toObject();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
            if (!isSame(entry.key(), entry.value().toString()))
                return false;
        }
        return true;
    };
    const QString place = mirror.place() + QLatin1Char('/');
    const bool isCurrent =
        allAre("headers", [&](const QString &path,
                              const QString &hash) { return hasContent(place + path, hash.toLatin1()); }) &&
        allAre("folders",
               [&](const QString &path, const QString &names) {
                   return names == QLatin1String(namesIn(place + path));
               }) &&
        allAre("system", [](const QString &path, const QString &stamp) { return stamp == stampOf(path); });
    if (!isCurrent)
        return std::nullopt;
    const QByteArray identity = root[QStringLiteral("object")].toString().toLatin1();
    const QString object = path(identity, ".o");
    const bool isPlainName = !identity.isEmpty() && !identity.contains('/');
    if (!isPlainName || !hasContent(object, identity))
        return std::nullopt;
    return Object{object, identity};
}

std::optional<BuildCache::Object> BuildCache::addObject(const QByteArray &key, const ProjectMirror &mirror,
                                                        const QString &object,
                                                        const QStringList &headers) const
{
    const std::optional<QByteArray> bytes = bytesOf(object);
    if (!bytes || !QDir().mkpath(m_folder))
        return std::nullopt;
    const QString place = mirror.place() + QLatin1Char('/');
    QJsonObject hashes;
    QJsonObject folders;
    QJsonObject system;
    for (const QString &header : headers) {
        if (!header.startsWith(place)) {
            system[header] = stampOf(header);
            continue;
        }
        const std::optional<QByteArray> text = bytesOf(header);
        if (!text)
            return std::nullopt;
        hashes[header.mid(place.size())] = QString::fromLatin1(contentHash(*text));
        const QString folder = QFileInfo(header).path();
        folders[folder.mid(place.size())] = QString::fromLatin1(namesIn(folder));
    }
    const QByteArray identity = contentHash(*bytes);
    const QJsonObject manifest{{QStringLiteral("object"), QString::fromLatin1(identity)},
                               {QStringLiteral("headers"), hashes},
                               {QStringLiteral("folders"), folders},
                               {QStringLiteral("system"), system}};
    if (!writeWhole(path(identity, ".o"), *bytes) ||
        !writeWhole(path(key, ".json"), QJsonDocument(manifest).toJson(QJsonDocument::Compact)))
        return std::nullopt;
    return Object{path(identity, ".o"), identity};
}

std::optional<QString> BuildCache::findProgram(const QByteArray &identity) const
{
    const QString program = path(identity, ".program");
    const std::optional<QByteArray> hash = bytesOf(path(identity, ".sum"));
    return hash && hasContent(program, *hash) ? std::optional(program) : std::nullopt;
}

void BuildCache::addProgram(const QByteArray &identity, const QString &program) const
{
    const std::optional<QByteArray> bytes = bytesOf(program);
    if (bytes && QDir().mkpath(m_folder) && writeWhole(path(identity, ".program"), *bytes))
        static_cast<void>(writeWhole(path(identity, ".sum"), contentHash(*bytes))); // built again without it
}

void BuildCache::prune() const
{
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files, QDir::Time)) {
        bytes += file.size();
        if (bytes > maximumBytes)
            QFile::remove(file.absoluteFilePath());
    }
}

} // namespace gatewright::hls
