// SPDX-License-Identifier: Apache-2.0
#include "core/project/workspace_trust.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int currentVersion = 1;
constexpr qint64 largestFile = 1 << 20;

QString realPath(const QString &folder)
{
    return folder.isEmpty() ? QString() : QFileInfo(folder).canonicalFilePath();
}

bool isInside(const QString &path, const QString &folder)
{
    return path == folder || folder == QLatin1String("/") || path.startsWith(folder + QLatin1Char('/'));
}

// How long the nearest folder of the list above `path` is; -1: none.
qsizetype nearest(const QStringList &folders, const QString &path)
{
    qsizetype length = -1;
    for (const QString &folder : folders) {
        if (isInside(path, folder))
            length = std::max(length, folder.size());
    }
    return length;
}

QStringList folders(const QJsonValue &value)
{
    QStringList paths;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array) {
        if (QDir::isAbsolutePath(entry.toString()))
            paths << entry.toString();
    }
    return paths;
}

} // namespace

WorkspaceTrust WorkspaceTrust::load(const QString &path)
{
    WorkspaceTrust trust(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return trust;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json.value(QLatin1String("version")).toInt() != currentVersion)
        return trust;
    trust.m_trusted = folders(json.value(QLatin1String("trusted")));
    trust.m_restricted = folders(json.value(QLatin1String("restricted")));
    return trust;
}

std::optional<bool> WorkspaceTrust::answerFor(const QString &folder) const
{
    const QString real = realPath(folder);
    if (real.isEmpty())
        return std::nullopt;
    const qsizetype trusted = nearest(m_trusted, real);
    const qsizetype restricted = nearest(m_restricted, real);
    if (trusted < 0 && restricted < 0)
        return std::nullopt;
    return trusted > restricted;
}

Result<void> WorkspaceTrust::answer(const QString &folder, bool trusted)
{
    const QString real = realPath(folder);
    if (real.isEmpty() || !QFileInfo(real).isDir())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There is no such folder."), {}, folder);
    for (QStringList *list : {&m_trusted, &m_restricted})
        list->removeIf([&real](const QString &known) { return isInside(known, real); });
    (trusted ? m_trusted : m_restricted) << real;
    return write();
}

Result<void> WorkspaceTrust::write() const
{
    const QJsonObject json{{QStringLiteral("version"), currentVersion},
                           {QStringLiteral("trusted"), QJsonArray::fromStringList(m_trusted)},
                           {QStringLiteral("restricted"), QJsonArray::fromStringList(m_restricted)}};
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0 || !file.commit())
        return makeError(ErrorCode::Io,
                         QStringLiteral("Which folders are trusted could not be written; it holds until the "
                                        "program ends."),
                         file.errorString(), m_path);
    return {};
}

} // namespace gatewright
