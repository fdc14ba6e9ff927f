// SPDX-License-Identifier: Apache-2.0
#include "core/git/work_writer.h"

#include "core/git/git_error.h"

#include <QFile>
#include <QList>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace gatewright::git {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int value = -1)
        : m_value(value)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_value(std::exchange(other.m_value, -1))
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }

    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] bool isOpen() const { return m_value >= 0; }

private:
    int m_value;
};

tl::unexpected<Error> systemError(const QString &message, const GitPath &path)
{
    return makeError(ErrorCode::Io, message, QString::fromLocal8Bit(std::strerror(errno)), displayPath(path));
}

// Names that would lead out of the work folder or into git's own never come from a sound repository.
bool isSafe(const QList<QByteArray> &parts)
{
    for (const QByteArray &part : parts) {
        const QByteArray lower = part.toLower();
        if (part.isEmpty() || part == "." || part == ".." || lower == ".git" || part.contains('\0'))
            return false;
    }
    return !parts.isEmpty();
}

enum class Missing { Make, Fail };

// The folder of the file, opened part by part so that no link is followed.
Result<Descriptor> openFolder(const Repository &repository, const GitPath &path, Missing missing)
{
    const QList<QByteArray> parts = path.split('/');
    if (!isSafe(parts))
        return makeError(ErrorCode::Corrupt, QStringLiteral("The repository names a file that cannot be."),
                         {}, displayPath(path));
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    Descriptor folder(::open(QFile::encodeName(repository.workFolder()).constData(), flags));
    for (qsizetype part = 0; folder.isOpen() && part + 1 < parts.size(); ++part) {
        Descriptor next(::openat(folder.get(), parts[part].constData(), flags));
        if (!next.isOpen() && errno == ENOENT && missing == Missing::Make) {
            if (::mkdirat(folder.get(), parts[part].constData(), 0777) != 0 && errno != EEXIST)
                return systemError(QStringLiteral("The folder could not be made."), path);
            next = Descriptor(::openat(folder.get(), parts[part].constData(), flags));
        }
        folder = std::move(next);
    }
    if (!folder.isOpen())
        return systemError(QStringLiteral("The folder of the file cannot be opened: it is missing, a link or "
                                          "a file."),
                           path);
    return folder;
}

QByteArray temporaryName()
{
    // Unique among those who write here; left behind only by a crash.
    static std::atomic<unsigned> counter{0};
    return ".gatewright-" + QByteArray::number(::getpid()) + '-' + QByteArray::number(++counter);
}

bool writeAll(int descriptor, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::write(descriptor, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        done += count;
    }
    return true;
}

bool makeTemporary(int folder, const QByteArray &name, const QByteArray &bytes, unsigned mode)
{
    if (mode == GIT_FILEMODE_LINK)
        return ::symlinkat(bytes.constData(), folder, name.constData()) == 0;
    const mode_t permissions = mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0777 : 0666;
    const Descriptor file(::openat(folder, name.constData(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions));
    return file.isOpen() && writeAll(file.get(), bytes) && ::fdatasync(file.get()) == 0;
}

} // namespace

Result<void> WorkWriter::write(const GitPath &path, const QByteArray &bytes, unsigned mode) const
{
    GW_TRY(folder, openFolder(m_repository, path, Missing::Make));
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    const QByteArray temporary = temporaryName();
    struct stat old{};
    const bool exists = ::fstatat(folder.get(), name.constData(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (!makeTemporary(folder.get(), temporary, bytes, mode)) {
        const int failure = errno;
        ::unlinkat(folder.get(), temporary.constData(), 0);
        errno = failure;
        return systemError(QStringLiteral("The file could not be written."), path);
    }
    // Who may read and write it stays; git says only who may run it.
    if (exists && S_ISREG(old.st_mode) && mode != GIT_FILEMODE_LINK) {
        mode_t permissions = old.st_mode & 0777;
        if (mode == GIT_FILEMODE_BLOB_EXECUTABLE)
            permissions |= (permissions & 0444U) >> 2U;
        else
            permissions &= ~mode_t{0111};
        ::fchmodat(folder.get(), temporary.constData(), permissions, 0);
    }
    // An empty folder, as a submodule leaves it, gives way.
    if (exists && S_ISDIR(old.st_mode))
        ::unlinkat(folder.get(), name.constData(), AT_REMOVEDIR);
    if (::renameat(folder.get(), temporary.constData(), folder.get(), name.constData()) == 0)
        return {};
    const int failure = errno;
    ::unlinkat(folder.get(), temporary.constData(), 0);
    errno = failure;
    return systemError(QStringLiteral("The file could not be put in place."), path);
}

Result<void> WorkWriter::writeStored(const GitPath &path, const git_oid &id, unsigned mode) const
{
    if (mode == GIT_FILEMODE_COMMIT) {
        GW_TRY(folder, openFolder(m_repository, path, Missing::Make));
        const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
        if (::mkdirat(folder.get(), name.constData(), 0777) != 0 && errno != EEXIST)
            return systemError(QStringLiteral("The folder of the submodule could not be made."), path);
        return {};
    }
    const QString failed = QStringLiteral("The file cannot be read from the repository.");
    BlobHandle blob;
    GW_CHECK(checked(git_blob_lookup(blob.out(), m_repository.handle(), &id), failed, displayPath(path)));
    const QByteArray stored =
        QByteArray::fromRawData(static_cast<const char *>(git_blob_rawcontent(blob.get())),
                                static_cast<qsizetype>(git_blob_rawsize(blob.get())));
    if (mode == GIT_FILEMODE_LINK)
        return write(path, QByteArray(stored.constData(), stored.size()), mode);
    FilterListHandle filters;
    GW_CHECK(checked(git_filter_list_load(filters.out(), m_repository.handle(), blob.get(), path.constData(),
                                          GIT_FILTER_TO_WORKTREE, GIT_FILTER_DEFAULT),
                     failed, displayPath(path)));
    if (!filters)
        return write(path, stored, mode);
    Buffer made;
    GW_CHECK(checked(git_filter_list_apply_to_blob(&made.value, filters.get(), blob.get()), failed,
                     displayPath(path)));
    return write(path, QByteArray::fromRawData(made.value.ptr, static_cast<qsizetype>(made.value.size)),
                 mode);
}

Result<void> WorkWriter::remove(const GitPath &path) const
{
    Result<Descriptor> folder = openFolder(m_repository, path, Missing::Fail);
    if (!folder)
        return folder.error().code == ErrorCode::Corrupt ? Result<void>(propagate(std::move(folder)))
                                                         : Result<void>();
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    if (::unlinkat(folder->get(), name.constData(), 0) != 0 && errno != ENOENT && errno != EISDIR)
        return systemError(QStringLiteral("The file could not be removed."), path);
    GitPath above = path;
    while (above.contains('/')) {
        above.truncate(above.lastIndexOf('/'));
        Result<Descriptor> outer = openFolder(m_repository, above, Missing::Fail);
        if (!outer ||
            ::unlinkat(outer->get(), above.mid(above.lastIndexOf('/') + 1).constData(), AT_REMOVEDIR) != 0)
            break;
    }
    return {};
}

git_index_entry indexEntry(const Repository &repository, const GitPath &path, const git_oid &id,
                           unsigned mode)
{
    git_index_entry entry{};
    entry.id = id;
    entry.mode = mode;
    entry.path = path.constData();
    struct stat found{};
    if (::lstat(QFile::encodeName(repository.absolutePath(path)).constData(), &found) != 0)
        return entry;
    entry.ctime = {static_cast<std::int32_t>(found.st_ctim.tv_sec),
                   static_cast<std::uint32_t>(found.st_ctim.tv_nsec)};
    entry.mtime = {static_cast<std::int32_t>(found.st_mtim.tv_sec),
                   static_cast<std::uint32_t>(found.st_mtim.tv_nsec)};
    entry.dev = static_cast<std::uint32_t>(found.st_dev);
    entry.ino = static_cast<std::uint32_t>(found.st_ino);
    entry.uid = found.st_uid;
    entry.gid = found.st_gid;
    entry.file_size = static_cast<std::uint32_t>(found.st_size);
    return entry;
}

} // namespace gatewright::git
