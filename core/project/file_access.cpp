// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_access.h"

#include "core/base/file_descriptor.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace gatewright::files {

namespace {

constexpr qint64 chunk = 4 * 1024 * 1024;
// As many as the kernel follows.
constexpr int mostLinks = 40;

QString systemError(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

FileDescriptor openFile(const QString &path, int flags)
{
    // Without O_NONBLOCK opening a pipe would wait for its other end.
    return FileDescriptor(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NONBLOCK));
}

tl::unexpected<Error> tooLarge(const QString &path)
{
    return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is larger than 1 GiB."), {}, path);
}

Error openError(int code, const QString &path)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return {ErrorCode::NotFound, QStringLiteral("There is no such file."), systemError(code), path};
    case ELOOP:
        return {ErrorCode::InvalidInput,
                QStringLiteral("The symbolic links of this path lead in a circle; remove one of them."),
                systemError(code), path};
    case ENAMETOOLONG:
        return {ErrorCode::InvalidInput, QStringLiteral("The name is longer than the file system allows."),
                systemError(code), path};
    case ENXIO:
        return {ErrorCode::InvalidInput, QStringLiteral("This is not a file that can be edited."),
                systemError(code), path};
    default:
        return {ErrorCode::Io, QStringLiteral("The file cannot be read; check its permissions."),
                systemError(code), path};
    }
}

Result<QByteArray> readAll(const FileDescriptor &file, qint64 expected, const QString &path,
                           const std::stop_token &stop, const ReadProgress &progress)
{
    QByteArray bytes;
    // One more than expected, so that the end is seen without growing.
    bytes.resize(std::max<qint64>(expected + 1, 4096));
    qint64 filled = 0;
    while (true) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."), {}, path);
        if (filled == bytes.size()) {
            if (filled > largestFile)
                return tooLarge(path);
            bytes.resize(filled + std::max(chunk, filled / 2));
        }
        const ssize_t count = ::read(file.get(), bytes.data() + filled,
                                     static_cast<std::size_t>(std::min(chunk, bytes.size() - filled)));
        if (count < 0) {
            if (errno == EINTR)
                continue;
            return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read to its end."),
                             systemError(errno), path);
        }
        if (count == 0)
            break;
        filled += count;
        if (progress)
            progress(filled, std::max(expected, filled));
    }
    bytes.truncate(filled);
    return bytes;
}

} // namespace

FileStamp stampOf(const struct stat &status)
{
    return {true, static_cast<qint64>(status.st_size),
            static_cast<qint64>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec,
            static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino)};
}

FileStamp stampOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return stampOf(status);
}

Result<LoadedFile> read(const QString &path, std::stop_token stop, const ReadProgress &progress)
{
    const FileDescriptor file = openFile(path, O_RDONLY);
    if (!file.isOpen())
        return tl::unexpected<Error>(openError(errno, path));
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0)
        return tl::unexpected<Error>(openError(errno, path));
    if (!S_ISREG(status.st_mode))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("This is not a file that can be edited."),
                         {}, path);
    if (status.st_size > largestFile)
        return tooLarge(path);
    LoadedFile loaded;
    loaded.stamp = stampOf(status);
    GW_TRY(bytes, readAll(file, status.st_size, path, stop, progress));
    loaded.bytes = std::move(bytes);
    loaded.checksum = checksumOf(loaded.bytes);
    if (const Result<void> writable = checkWritable(path); !writable) {
        loaded.writable = false;
        loaded.whyNot = writable.error().message;
    }
    return loaded;
}

QByteArray checksumOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(bytes);
    return hash.result();
}

Result<QString> targetOf(const QString &path)
{
    QString target = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    for (int followed = 0; followed <= mostLinks; ++followed) {
        const QFileInfo info(target);
        if (!info.isSymLink()) {
            const QString canonical = info.canonicalFilePath();
            return canonical.isEmpty() ? target : canonical;
        }
        // Relative to the folder that the link lies in, which may be reached by links itself.
        const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
        target = QDir::cleanPath(QDir(folder).absoluteFilePath(info.symLinkTarget()));
    }
    return tl::unexpected<Error>(openError(ELOOP, path));
}

Result<void> checkWritable(const QString &path)
{
    if (const FileDescriptor file = openFile(path, O_WRONLY); file.isOpen())
        return {};
    const int code = errno;
    switch (code) {
    case ENOENT:
    case ETXTBSY: // a program that runs: replacing it is allowed
        return {};
    case EROFS:
        return makeError(ErrorCode::Io,
                         QStringLiteral("The file lies on a disk that can only be read; save it elsewhere."),
                         systemError(code), path);
    case EACCES:
    case EPERM:
        break;
    default:
        return tl::unexpected<Error>(openError(code, path));
    }
    const QFileInfo info(path);
    if (info.exists() && info.ownerId() == ::geteuid() && !info.permission(QFileDevice::WriteOwner))
        return tl::unexpected<Error>(Error{
            ErrorCode::Io,
            QStringLiteral("The file is write-protected; allow yourself to write it or save it elsewhere."),
            systemError(code), path, allowWritingRemedy});
    const QString owner = info.owner();
    return makeError(
        ErrorCode::Io,
        owner.isEmpty()
            ? QStringLiteral("You may not write this file; save it elsewhere.")
            : QStringLiteral("The file belongs to %1 and you may not write it; save it elsewhere.")
                  .arg(owner),
        systemError(code), path);
}

} // namespace gatewright::files
