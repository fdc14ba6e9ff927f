// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/build_cache.h"

#include "plugins/language-hls/core/simulation/project_mirror.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

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

bool writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace

QByteArray contentHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

BuildCache::BuildCache(QString folder)
    : m_folder(std::move(folder))
{
}

QString BuildCache::path(const QByteArray &name, const char *suffix) const
{
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name) + QLatin1String(suffix);
}

// The manifest of a key: {"object": name, "headers": {"src/fir.h": hash}}.
std::optional<BuildCache::Object> BuildCache::findObject(const QByteArray &key,
                                                         const ProjectMirror &mirror) const
{
    QFile manifest(path(key, ".json"));
    if (manifest.size() > maximumManifestBytes || !manifest.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject root = QJsonDocument::fromJson(manifest.readAll()).object();
    const QJsonObject headers = root[QStringLiteral("headers")].toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header) {
        const std::optional<QByteArray> bytes = bytesOf(mirror.place() + QLatin1Char('/') + header.key());
        if (!bytes || QString::fromLatin1(contentHash(*bytes)) != header.value().toString())
            return std::nullopt;
    }
    const QByteArray identity = root[QStringLiteral("object")].toString().toLatin1();
    const QString object = path(identity, ".o");
    const bool isPlainName = !identity.isEmpty() && !identity.contains('/');
    if (!isPlainName || !QFileInfo(object).isFile())
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
    QJsonObject hashes;
    for (const QString &header : headers) {
        const std::optional<QByteArray> text = bytesOf(header);
        if (!text || !header.startsWith(mirror.place() + QLatin1Char('/')))
            return std::nullopt;
        hashes[header.mid(mirror.place().size() + 1)] = QString::fromLatin1(contentHash(*text));
    }
    const QByteArray identity = contentHash(*bytes);
    const QJsonObject manifest{{QStringLiteral("object"), QString::fromLatin1(identity)},
                               {QStringLiteral("headers"), hashes}};
    if (!writeWhole(path(identity, ".o"), *bytes) ||
        !writeWhole(path(key, ".json"), QJsonDocument(manifest).toJson(QJsonDocument::Compact)))
        return std::nullopt;
    return Object{path(identity, ".o"), identity};
}

std::optional<QString> BuildCache::findProgram(const QByteArray &identity) const
{
    const QString program = path(identity, ".program");
    return QFileInfo(program).isFile() ? std::optional(program) : std::nullopt;
}

void BuildCache::addProgram(const QByteArray &identity, const QString &program) const
{
    if (const std::optional<QByteArray> bytes = bytesOf(program); bytes && QDir().mkpath(m_folder))
        writeWhole(path(identity, ".program"), *bytes);
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
