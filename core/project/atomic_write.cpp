// SPDX-License-Identifier: Apache-2.0
#include "core/project/atomic_write.h"

#include "core/base/file_descriptor.h"
#include "core/project/file_attributes.h"
#include "core/project/safety_copy.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

namespace gatewright::files {

namespace {

Error writeError(int code, const QString &path)
{
    QString message;
    switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        message =
            QStringLiteral("There is no room on the disk; free some space or save it elsewhere. The old "
                           "file is unchanged.");
        break;
    case EROFS:
        message = QStringLiteral("The disk can only be read; save it elsewhere.");
        break;
    case ENOENT:
    case ENOTDIR:
        message = QStringLiteral("The folder of the file does not exist; save it elsewhere.");
        break;
    case EACCES:
    case EPERM:
        message = QStringLiteral("You may not write into this folder; save the file elsewhere.");
        break;
    case ENAMETOOLONG:
        message =
            QStringLiteral("The name is longer than the file system allows; save it under another one.");
        break;
    default:
        message =
            QStringLiteral("The file could not be written; save it elsewhere. The old file is unchanged.");
        break;
    }
    return {ErrorCode::Io, message, QString::fromLocal8Bit(std::strerror(code)), path};
}

// 0, or the error's number.
int writeAll(int file, const QByteArray &bytes, qint64 from = 0)
{
    qint64 at = from;
    while (at < bytes.size()) {
        const ssize_t count =
            ::pwrite(file, bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at), at);
        if (count < 0 && errno != EINTR)
            return errno;
        if (count == 0)
            return EIO;
        at += std::max<ssize_t>(count, 0);
    }
    return 0;
}

// A file in the folder of the target that goes again unless it took the target's name. Where the file system
// can, it has no name before that moment, so that a kill leaves nothing beside the user's files.
class NewFile
{
public:
    // 0600 until it has the rights of the file it replaces; one that replaces none gets what the umask and
    // the folder's default access list say.
    static Result<NewFile> create(const QString &target, bool replaces)
    {
        const QByteArray folder = QFile::encodeName(QFileInfo(target).absolutePath());
        const mode_t mode = replaces ? 0600 : 0666;
        FileDescriptor nameless(::open(folder.constData(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode));
        if (nameless.isOpen())
            return NewFile({}, std::move(nameless));
        for (int attempt = 0; attempt < mostAttempts; ++attempt) {
            const QByteArray path = freshName(target);
            FileDescriptor named(
                ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
            if (named.isOpen())
                return NewFile(path, std::move(named));
            if (errno != EEXIST)
                break;
        }
        return tl::unexpected<Error>(writeError(errno, target));
    }
    ~NewFile()
    {
        if (!m_path.isEmpty())
            ::unlink(m_path.constData());
    }
    NewFile(NewFile &&other) noexcept
        : m_path(std::exchange(other.m_path, {}))
        , m_file(std::move(other.m_file))
    {
    }
    NewFile &operator=(NewFile &&) = delete;

    [[nodiscard]] int descriptor() const { return m_file.get(); }
    // 0, or the error's number.
    int takeNameOf(const QString &target)
    {
        if (const int code = takeAnyName(target); code != 0)
            return code;
        if (std::rename(m_path.constData(), QFile::encodeName(target).constData()) != 0)
            return errno;
        m_path.clear();
        return 0;
    }

private:
    static constexpr int mostAttempts = 100;

    NewFile(QByteArray path, FileDescriptor file)
        : m_path(std::move(path))
        , m_file(std::move(file))
    {
    }

    static QByteArray freshName(const QString &target)
    {
        const QFileInfo info(target);
        // A file system's names end at 255 bytes, and this one is longer than the target's.
        return QFile::encodeName(info.absolutePath()) + "/." + QFile::encodeName(info.fileName()).left(200) +
               "." + QByteArray::number(QRandomGenerator::system()->generate(), 36) + ".new";
    }

    // A link cannot take the place of a file, so there is a name in between.
    int takeAnyName(const QString &target)
    {
        const QByteArray self = "/proc/self/fd/" + QByteArray::number(m_file.get());
        for (int attempt = 0; m_path.isEmpty() && attempt < mostAttempts; ++attempt) {
            const QByteArray path = freshName(target);
            if (::linkat(AT_FDCWD, self.constData(), AT_FDCWD, path.constData(), AT_SYMLINK_FOLLOW) == 0)
                m_path = path;
            else if (errno != EEXIST)
                return errno;
        }
        return m_path.isEmpty() ? EEXIST : 0;
    }

    QByteArray m_path; // empty: it has no name, or no longer its own
    FileDescriptor m_file;
};

// So that the new name survives a power cut. Not every file system can do it, and nothing depends on it.
void syncFolderOf(const QString &target)
{
    const FileDescriptor folder(::open(QFile::encodeName(QFileInfo(target).absolutePath()).constData(),
                                       O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        ::fsync(folder.get());
}

tl::unexpected<Error> changedMeanwhile(const QString &path)
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("Another program changed the file."), {}, path);
}

bool isAnother(const FileStamp &expected, const QString &target)
{
    if (!expected.exists)
        return false;
    const FileStamp now = stampOf(target);
    return now.exists && now != expected;
}

// Nothing: it can only be written in place.
Result<std::optional<FileStamp>> replace(const WriteRequest &request, const QString &target,
                                         const struct stat *before)
{
    Result<NewFile> made = NewFile::create(target, before != nullptr);
    if (!made) {
        // The folder allows no new file, but the file itself may be written.
        if (before && QFileInfo(target).isFile())
            return std::optional<FileStamp>();
        return propagate(std::move(made));
    }
    if (before && !copyAttributes(target, *before, made->descriptor()))
        return std::optional<FileStamp>();
    if (const int code = writeAll(made->descriptor(), request.bytes); code != 0)
        return tl::unexpected<Error>(writeError(code, target));
    struct stat after = {};
    if (::fsync(made->descriptor()) != 0 || ::fstat(made->descriptor(), &after) != 0)
        return tl::unexpected<Error>(writeError(errno, target));
    if (isAnother(request.expected, target))
        return changedMeanwhile(target);
    if (const int code = made->takeNameOf(target); code != 0) {
        if (before && (code == EBUSY || code == EXDEV)) // the file itself is a mount point
            return std::optional<FileStamp>();
        return tl::unexpected<Error>(writeError(code, target));
    }
    syncFolderOf(target);
    return std::optional<FileStamp>(stampOf(after));
}

Result<FileStamp> writeInPlace(const WriteRequest &request, const QString &target)
{
    GW_TRY(old, read(target));
    if (isAnother(request.expected, target))
        return changedMeanwhile(target);
    std::optional<SafetyCopy> copy;
    if (!request.safetyFolder.isEmpty()) {
        Result<SafetyCopy> made = SafetyCopy::create(request.safetyFolder, target, old.bytes, request.bytes);
        if (!made)
            return propagate(std::move(made));
        copy.emplace(std::move(*made));
    }
    const FileDescriptor file(
        ::open(QFile::encodeName(target).constData(), O_WRONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return tl::unexpected<Error>(writeError(errno, target));
    // The room first: then a full disk is found out before the first byte is touched.
    if (request.bytes.size() > old.bytes.size() &&
        ::fallocate(file.get(), FALLOC_FL_KEEP_SIZE, 0, request.bytes.size()) != 0 && errno != EOPNOTSUPP &&
        errno != ENOSYS)
        return tl::unexpected<Error>(writeError(errno, target));
    int code = writeAll(file.get(), request.bytes);
    if (code == 0 && ::ftruncate(file.get(), request.bytes.size()) != 0)
        code = errno;
    if (code == 0 && ::fsync(file.get()) != 0)
        code = errno;
    if (code != 0) {
        // Its own blocks are still there, so the old contents fit.
        writeAll(file.get(), old.bytes);
        [[maybe_unused]] const int shortened = ::ftruncate(file.get(), old.bytes.size());
        ::fsync(file.get());
        return tl::unexpected<Error>(writeError(code, target));
    }
    return stampOf(target);
}

} // namespace

Result<WrittenFile> write(const WriteRequest &request)
{
    GW_TRY(target, targetOf(request.path));
    GW_CHECK(checkWritable(target));
    struct stat status = {};
    const bool exists = ::stat(QFile::encodeName(target).constData(), &status) == 0;
    if (exists && !S_ISREG(status.st_mode))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("This is not a file that can be written; save it elsewhere."), {},
                         target);
    if (isAnother(request.expected, target))
        return changedMeanwhile(target);
    WrittenFile written;
    written.checksum = checksumOf(request.bytes);
    // A new file would part the names of one file from each other.
    if (!exists || status.st_nlink < 2) {
        GW_TRY(replaced, replace(request, target, exists ? &status : nullptr));
        if (replaced) {
            written.stamp = *replaced;
            return written;
        }
    }
    GW_TRY(stamp, writeInPlace(request, target));
    written.stamp = stamp;
    written.method = WriteMethod::InPlace;
    return written;
}

Result<WrittenFile> write(const QString &path, const QByteArray &bytes)
{
    return write(WriteRequest{path, bytes, {}, {}});
}

} // namespace gatewright::files
