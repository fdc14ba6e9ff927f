// SPDX-License-Identifier: Apache-2.0
#include "core/store/database_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace gatewright::store {

namespace {

constexpr mode_t ownerOnly = S_IRUSR | S_IWUSR;
constexpr int mostCopies = 1000; // of one day

const std::array<QLatin1String, 2> journalSuffixes{QLatin1String("-wal"), QLatin1String("-shm")};

tl::unexpected<Error> systemError(const QString &message, const QString &path)
{
    return makeError(ErrorCode::Io, message, QString::fromLocal8Bit(std::strerror(errno)), path);
}

// Creates or opens; nothing but an ordinary file is taken, and no wait for the other end of a pipe.
Result<void> restrictFile(const QString &path, int extraFlags)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | O_NONBLOCK | extraFlags, ownerOnly);
    if (descriptor < 0) {
        if (errno == ENOENT && (extraFlags & O_CREAT) == 0)
            return {};
        return systemError(QStringLiteral("The learning store cannot be opened for writing."), path);
    }
    struct stat status = {};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    const bool restricted =
        regular && ((status.st_mode & 0777) == ownerOnly || ::fchmod(descriptor, ownerOnly) == 0);
    ::close(descriptor);
    if (!regular)
        return makeError(ErrorCode::Io, QStringLiteral("The learning store is no ordinary file."), {}, path);
    if (!restricted)
        return systemError(QStringLiteral("The learning store cannot be closed to other users."), path);
    return {};
}

} // namespace

Result<void> prepareFile(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return makeError(ErrorCode::Io, QStringLiteral("The folder of the learning store cannot be made."),
                         {}, folder);
    GW_CHECK(restrictFile(path, O_CREAT));
    for (const QLatin1String suffix : journalSuffixes)
        GW_CHECK(restrictFile(path + suffix, 0));
    return {};
}

Result<QString> setAside(const QString &path, const QDate &today)
{
    const QString base = path + QLatin1String(".broken-") + today.toString(Qt::ISODate);
    QString name = base;
    for (int number = 2; QFileInfo::exists(name); ++number) {
        if (number > mostCopies)
            return makeError(ErrorCode::Io, QStringLiteral("The broken learning store cannot be set aside."),
                             {}, path);
        name = QStringLiteral("%1-%2").arg(base).arg(number);
    }
    if (!QFile::rename(path, name))
        return makeError(ErrorCode::Io, QStringLiteral("The broken learning store cannot be set aside."), {},
                         path);
    for (const QLatin1String suffix : journalSuffixes) {
        if (QFileInfo::exists(path + suffix) && !QFile::rename(path + suffix, name + suffix))
            QFile::remove(path + suffix); // it must not be taken for the journal of the next store
    }
    return name;
}

QStringList brokenCopies(const QString &path)
{
    const QFileInfo file(path);
    QStringList copies;
    const QStringList names = QDir(file.absolutePath()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    for (const QString &name : names) {
        if (name.startsWith(file.fileName() + QLatin1String(".broken-")))
            copies << file.absolutePath() + QLatin1Char('/') + name;
    }
    return copies;
}

Result<void> removeBrokenCopies(const QString &path, const QDateTime &before)
{
    for (const QString &copy : brokenCopies(path)) {
        if (before.isValid() && QFileInfo(copy).lastModified() >= before)
            continue;
        if (!QFile::remove(copy))
            return makeError(ErrorCode::Io, QStringLiteral("A broken store cannot be removed."), {}, copy);
    }
    return {};
}

qint64 bytesOnDisk(const QString &path)
{
    return QFileInfo(path).size() + QFileInfo(path + journalSuffixes[0]).size();
}

} // namespace gatewright::store
