// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session.h"

#include "core/base/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace gatewright {

namespace {

constexpr int formatVersion = 1;
// A session names some hundred files at most; a larger file is not ours.
constexpr qint64 largestFile = 4 * 1024 * 1024;

QByteArray bytes(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

} // namespace

QJsonObject Session::toJson() const
{
    return {
        {QStringLiteral("version"), formatVersion},
        {QStringLiteral("geometry"), QString::fromLatin1(geometry.toBase64())},
        {QStringLiteral("docks"), QString::fromLatin1(docks.toBase64())},
        {QStringLiteral("folder"), folder},
        {QStringLiteral("editors"), editors},
    };
}

Session Session::fromJson(const QJsonObject &json)
{
    Session session;
    session.geometry = bytes(json.value(QLatin1String("geometry")));
    session.docks = bytes(json.value(QLatin1String("docks")));
    session.folder = json.value(QLatin1String("folder")).toString();
    session.editors = json.value(QLatin1String("editors")).toObject();
    return session;
}

Result<Session> SessionStore::load() const
{
    QFile file(m_file);
    if (!file.exists())
        return Session();
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The last session cannot be read."),
                         file.errorString(), m_file);
    if (file.size() > largestFile)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The file of the last session is too large."), {}, m_file);
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parseError);
    if (!document.isObject())
        return makeError(ErrorCode::Corrupt, QStringLiteral("The file of the last session is damaged."),
                         parseError.errorString(), m_file);
    if (document.object().value(QLatin1String("version")).toInt() > formatVersion)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The last session was written by a newer version of this program."),
                         {}, m_file);
    return Session::fromJson(document.object());
}

Result<void> SessionStore::save(const Session &session) const
{
    if (!QDir().mkpath(QFileInfo(m_file).absolutePath()))
        return makeError(ErrorCode::Io, QStringLiteral("The folder for the session cannot be made."), {},
                         m_file);
    return writeWhole(m_file, QJsonDocument(session.toJson()).toJson());
}

} // namespace gatewright
