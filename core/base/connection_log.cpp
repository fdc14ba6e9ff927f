// SPDX-License-Identifier: Apache-2.0
#include "core/base/connection_log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace gatewright {

namespace {

constexpr qsizetype longestField = 500;
// A file that others put aside again and again while we wait for it: nobody writes a megabyte that fast.
constexpr int mostTries = 20;

QByteArray lineOf(const ConnectionRecord &connection, const QDateTime &time)
{
    const QJsonObject json{{QStringLiteral("time"), time.toUTC().toString(Qt::ISODate)},
                           {QStringLiteral("purpose"), connection.purpose.left(longestField)},
                           {QStringLiteral("host"), connection.host.left(longestField)},
                           {QStringLiteral("why"), connection.why.left(longestField)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

tl::unexpected<Error> notWritten(const QFile &file, const QString &why)
{
    return makeError(ErrorCode::Io,
                     QStringLiteral("The connection log cannot be written, so no connection is made; make "
                                    "room for it, or see to the rights of its folder."),
                     why, file.fileName());
}

// Until the file is closed.
bool lock(const QFile &file)
{
    while (::flock(file.handle(), LOCK_EX) != 0) {
        if (errno != EINTR)
            return false;
    }
    return true;
}

// Whether `file` is still the one of that name: who waited for the lock may find that it was put aside.
bool isInPlace(const QFile &file)
{
    struct stat open{};
    struct stat named{};
    return ::fstat(file.handle(), &open) == 0 &&
           ::stat(QFile::encodeName(file.fileName()).constData(), &named) == 0 &&
           open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

} // namespace

ConnectionLog::ConnectionLog(QString file, const Clock &clock)
    : m_file(std::move(file))
    , m_clock(clock)
{
}

QString ConnectionLog::oldFile() const
{
    return m_file + QLatin1String(".old");
}

Result<void> ConnectionLog::write(const ConnectionRecord &connection) const
{
    const QByteArray line = lineOf(connection, m_clock.today());
    QFile file(m_file);
    if (!QDir().mkpath(QFileInfo(m_file).path()))
        return notWritten(file, QStringLiteral("its folder cannot be made"));
    for (int i = 0; i < mostTries; ++i) {
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                       QFile::ReadOwner | QFile::WriteOwner) ||
            !lock(file))
            return notWritten(file, file.errorString());
        const qint64 before = file.size();
        const bool isFull = before > 0 && before + line.size() > mostBytes;
        if (isInPlace(file) && !isFull) {
            if (file.write(line) == line.size())
                return {};
            const QString why = file.errorString();
            file.resize(before); // half a line would spoil the next one
            return notWritten(file, why);
        }
        if (isInPlace(file) &&
            ::rename(QFile::encodeName(m_file).constData(), QFile::encodeName(oldFile()).constData()) != 0)
            return notWritten(file, qt_error_string());
        file.close();
    }
    return notWritten(file, QStringLiteral("others write to it all the time"));
}

} // namespace gatewright
