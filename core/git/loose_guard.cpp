// SPDX-License-Identifier: Apache-2.0
#include "core/git/loose_guard.h"

#include "core/git/git_handles.h"

#include <QByteArray>
#include <QList>

#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

namespace gatewright::git {

namespace {

constexpr int asksFirst = 100;          // above the library's own places of objects
constexpr qsizetype mostFolders = 16;   // with the alternates
constexpr std::size_t chunk = 1U << 14; // bytes

// Its own objects and those of the repositories that it borrows from. Owned by the object database.
struct LooseGuard
{
    git_odb_backend backend{};
    QList<QByteArray> folders;
};

class Descriptor
{
public:
    explicit Descriptor(const QByteArray &path)
        : m_number(::open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC))
    {
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

// "blob 123<NUL>": the bytes of header and contents together; nothing when it is none.
std::optional<std::size_t> wholeSize(const unsigned char *bytes, std::size_t size)
{
    constexpr std::size_t longestHeader = 64;
    const auto *text = reinterpret_cast<const char *>(bytes);
    const void *end = std::memchr(text, 0, std::min(size, longestHeader));
    const void *blank =
        end ? std::memchr(text, ' ', static_cast<std::size_t>(static_cast<const char *>(end) - text))
            : nullptr;
    if (!blank)
        return {};
    const char *last = static_cast<const char *>(end);
    std::size_t contents = 0;
    const auto [stop, problem] = std::from_chars(static_cast<const char *>(blank) + 1, last, contents);
    if (problem != std::errc() || stop != last)
        return {};
    const auto header = static_cast<std::size_t>(last - text) + 1;
    return contents > SIZE_MAX - header ? std::nullopt : std::optional<std::size_t>(header + contents);
}

// Whether the file inflates to exactly what its header says.
bool isWhole(int file)
{
    std::array<unsigned char, chunk> in{};
    std::array<unsigned char, chunk> out{};
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return false;
    const std::unique_ptr<z_stream, int (*)(z_stream *)> closing(&stream, inflateEnd);
    std::optional<std::size_t> wanted;
    std::size_t made = 0;
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        if (stream.avail_in == 0) {
            const ssize_t got = ::read(file, in.data(), in.size());
            if (got <= 0)
                return false;
            stream.next_in = in.data();
            stream.avail_in = static_cast<unsigned>(got);
        }
        stream.next_out = out.data();
        stream.avail_out = static_cast<unsigned>(out.size());
        state = inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
            return false;
        const std::size_t now = out.size() - stream.avail_out;
        made += now;
        if (!wanted && now > 0) {
            wanted = wholeSize(out.data(), now);
            if (!wanted)
                return false;
        }
        if (wanted && made > *wanted)
            return false;
    }
    return wanted && made == *wanted;
}

// Never has an object itself: "not found" sends the library on to who does.
int look(void **, std::size_t *, git_object_t *, git_odb_backend *backend, const git_oid *id)
{
    const auto *guard = reinterpret_cast<const LooseGuard *>(backend);
    const QByteArray name = git_oid_tostr_s(id);
    for (const QByteArray &folder : guard->folders) {
        const Descriptor file(folder + name.left(2) + '/' + name.mid(2));
        struct stat found{};
        if (!file.isOpen())
            continue;
        if (::fstat(file.number(), &found) != 0 || !S_ISREG(found.st_mode) || !isWhole(file.number())) {
            git_error_set_str(GIT_ERROR_ODB, ("the file of object " + name + " is damaged").constData());
            return GIT_ERROR;
        }
        break; // the library takes the first one too
    }
    return GIT_ENOTFOUND;
}

void release(git_odb_backend *backend)
{
    delete reinterpret_cast<LooseGuard *>(backend);
}

QByteArray readAlternates(const QByteArray &objects)
{
    constexpr std::size_t longest = 1U << 16;
    QByteArray text(longest, Qt::Uninitialized);
    const Descriptor file(objects + "info/alternates");
    const ssize_t got = file.isOpen() ? ::read(file.number(), text.data(), longest) : 0;
    text.truncate(std::max<qsizetype>(0, got));
    return text;
}

// The folder and those that it borrows from, each ending with '/'.
QList<QByteArray> objectFolders(const QByteArray &objects)
{
    QList<QByteArray> folders{objects};
    for (qsizetype at = 0; at < folders.size() && folders.size() < mostFolders; ++at) {
        const QByteArray from = folders.at(at);
        const QList<QByteArray> lines = readAlternates(from).split('\n');
        for (const QByteArray &line : lines) {
            if (line.isEmpty() || line.startsWith('#') || folders.size() >= mostFolders)
                continue;
            const QByteArray folder = (line.startsWith('/') ? line : from + line) + '/';
            if (!folders.contains(folder))
                folders.append(folder);
        }
    }
    return folders;
}

} // namespace

int addLooseGuard(git_repository *repository)
{
    Buffer objects;
    Handle<git_odb, git_odb_free> database;
    if (const int code = git_repository_item_path(&objects.value, repository, GIT_REPOSITORY_ITEM_OBJECTS);
        code < 0)
        return code;
    if (const int code = git_repository_odb(database.out(), repository); code < 0)
        return code;
    auto guard = std::make_unique<LooseGuard>();
    if (const int code = git_odb_init_backend(&guard->backend, GIT_ODB_BACKEND_VERSION); code < 0)
        return code;
    guard->backend.read = look;
    guard->backend.free = release;
    QByteArray folder(objects.value.ptr, static_cast<qsizetype>(objects.value.size));
    if (!folder.endsWith('/'))
        folder += '/';
    guard->folders = objectFolders(folder);
    if (const int code = git_odb_add_backend(database.get(), &guard->backend, asksFirst); code < 0)
        return code;
    static_cast<void>(guard.release());
    return 0;
}

} // namespace gatewright::git
