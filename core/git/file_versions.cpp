// SPDX-License-Identifier: Apache-2.0
#include "core/git/file_versions.h"

#include "core/git/diff_options.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

namespace gatewright::git {

namespace {

const QString unreadable = QStringLiteral("The file cannot be read from the repository.");

FileVersion::Kind kindOf(const QByteArray &bytes)
{
    constexpr qsizetype looked = 8000; // as the git program
    return bytes.left(looked).contains('\0') ? FileVersion::Kind::Binary : FileVersion::Kind::Text;
}

QByteArray hex(const git_oid &id)
{
    return QByteArray(git_oid_tostr_s(&id));
}

Result<FilterListHandle> filtersFor(const Repository &repository, git_blob *blob, const GitPath &path,
                                    git_filter_mode_t mode)
{
    FilterListHandle filters;
    GW_CHECK(checked(git_filter_list_load(filters.out(), repository.handle(), blob, path.constData(), mode,
                                          GIT_FILTER_ALLOW_UNSAFE),
                     unreadable, displayPath(path)));
    return filters;
}

Result<FileVersion> versionOf(const Repository &repository, const git_oid &id, unsigned mode,
                              const GitPath &path, TextForm form)
{
    FileVersion version;
    version.id = hex(id);
    if (mode == GIT_FILEMODE_COMMIT) {
        version.kind = FileVersion::Kind::Submodule;
        version.bytes = version.id;
        return version;
    }
    BlobHandle blob;
    GW_CHECK(checked(git_blob_lookup(blob.out(), repository.handle(), &id), unreadable, displayPath(path)));
    const auto size = static_cast<qint64>(git_blob_rawsize(blob.get()));
    if (size > largestVersion) {
        version.kind = FileVersion::Kind::TooLarge;
        return version;
    }
    version.bytes = QByteArray(static_cast<const char *>(git_blob_rawcontent(blob.get())), size);
    version.kind = mode == GIT_FILEMODE_LINK ? FileVersion::Kind::Link : kindOf(version.bytes);
    if (version.kind != FileVersion::Kind::Text || form == TextForm::Stored)
        return version;
    GW_TRY(filters, filtersFor(repository, blob.get(), path, GIT_FILTER_TO_WORKTREE));
    if (!filters)
        return version;
    Buffer made;
    GW_CHECK(checked(git_filter_list_apply_to_blob(&made.value, filters.get(), blob.get()), unreadable,
                     displayPath(path)));
    version.bytes = QByteArray(made.value.ptr, static_cast<qsizetype>(made.value.size));
    return version;
}

Result<FileVersion> versionInTree(const Repository &repository, const git_tree *tree, const GitPath &path,
                                  TextForm form)
{
    TreeEntryHandle entry;
    const int code = git_tree_entry_bypath(entry.out(), tree, path.constData());
    if (code == GIT_ENOTFOUND)
        return FileVersion{};
    if (code < 0)
        return gitError(code, unreadable, displayPath(path));
    if (git_tree_entry_type(entry.get()) == GIT_OBJECT_TREE)
        return FileVersion{};
    return versionOf(repository, *git_tree_entry_id(entry.get()), git_tree_entry_filemode(entry.get()), path,
                     form);
}

Result<TreeHandle> treeOf(const Repository &repository, const CommitId &id)
{
    TreeHandle tree;
    if (id.isEmpty())
        return tree;
    GW_TRY(commit, lookUpCommit(repository, id));
    GW_CHECK(checked(git_commit_tree(tree.out(), commit.get()), QStringLiteral("The commit cannot be read."),
                     QString::fromLatin1(id)));
    return tree;
}

Result<DiffHandle> treeDiff(const Repository &repository, const CommitId &from, const CommitId &to,
                            const std::stop_token &stop)
{
    GW_TRY(before, treeOf(repository, from));
    GW_TRY(after, treeOf(repository, to));
    DiffOptions options(stop);
    options.value.id_abbrev = GIT_OID_HEXSZ;
    DiffHandle diff;
    GW_CHECK(checked(
        git_diff_tree_to_tree(diff.out(), repository.handle(), before.get(), after.get(), &options.value),
        QStringLiteral("The commits could not be compared."), QString::fromLatin1(to)));
    GW_CHECK(findRenames(repository, diff.get()));
    return diff;
}

Result<QByteArray> printed(git_diff *diff)
{
    Buffer text;
    GW_CHECK(checked(git_diff_to_buf(&text.value, diff, GIT_DIFF_FORMAT_PATCH),
                     QStringLiteral("The patch could not be written.")));
    return QByteArray(text.value.ptr, static_cast<qsizetype>(text.value.size));
}

// Reads a file that may be swapped for something else at any time: never a pipe, never more than the limit.
Result<QByteArray> readOrdinaryFile(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    QFile file;
    struct stat found{};
    if (descriptor < 0 || ::fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode) ||
        !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        if (descriptor >= 0 && !file.isOpen())
            ::close(descriptor);
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read."), {}, path);
    }
    if (found.st_size > largestVersion)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is too large."), {}, path);
    return file.read(largestVersion);
}

} // namespace

Result<FileVersion> versionInCommit(const Repository &repository, const CommitId &commit, const GitPath &path,
                                    TextForm form)
{
    GW_TRY(tree, treeOf(repository, commit));
    if (!tree)
        return FileVersion{};
    return versionInTree(repository, tree.get(), path, form);
}

Result<FileVersion> versionInHead(const Repository &repository, const GitPath &path, TextForm form)
{
    GW_TRY(tree, headTree(repository));
    if (!tree)
        return FileVersion{};
    return versionInTree(repository, tree.get(), path, form);
}

Result<FileVersion> versionInIndex(const Repository &repository, const GitPath &path, TextForm form)
{
    GW_TRY(index, openIndex(repository));
    constexpr int normal = 0;
    constexpr int ours = 2;
    const git_index_entry *entry = git_index_get_bypath(index.get(), path.constData(), normal);
    if (!entry)
        entry = git_index_get_bypath(index.get(), path.constData(), ours);
    // "git add -N" says that a file will be added, and nothing about what is in it.
    if (!entry || (entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0)
        return FileVersion{};
    return versionOf(repository, entry->id, entry->mode, path, form);
}

Result<FileVersion> versionInWorkFolder(const Repository &repository, const GitPath &path, TextForm form)
{
    FileVersion version;
    const QString file = repository.absolutePath(path);
    struct stat found{};
    if (::lstat(QFile::encodeName(file).constData(), &found) != 0)
        return version;
    if (S_ISLNK(found.st_mode)) {
        version.kind = FileVersion::Kind::Link;
        QByteArray target(4096, '\0');
        const ssize_t length = ::readlink(QFile::encodeName(file).constData(), target.data(),
                                          static_cast<std::size_t>(target.size()));
        version.bytes = target.left(std::max<ssize_t>(0, length));
        return version;
    }
    if (S_ISDIR(found.st_mode)) {
        version.kind = FileVersion::Kind::Submodule;
        return version;
    }
    Result<QByteArray> bytes = readOrdinaryFile(file);
    if (!bytes && bytes.error().code == ErrorCode::LimitExceeded) {
        version.kind = FileVersion::Kind::TooLarge;
        return version;
    }
    if (!bytes)
        return propagate(std::move(bytes));
    version.bytes = std::move(*bytes);
    version.kind = kindOf(version.bytes);
    if (form == TextForm::WorkFolder || version.kind != FileVersion::Kind::Text)
        return version;
    GW_TRY(stored, storedForm(repository, path, version.bytes));
    version.bytes = std::move(stored);
    return version;
}

Result<QByteArray> storedForm(const Repository &repository, const GitPath &path, const QByteArray &bytes)
{
    if (kindOf(bytes) == FileVersion::Kind::Binary)
        return bytes;
    GW_TRY(filters, filtersFor(repository, nullptr, path, GIT_FILTER_TO_ODB));
    if (!filters)
        return bytes;
    Buffer made;
    GW_CHECK(checked(git_filter_list_apply_to_buffer(&made.value, filters.get(), bytes.constData(),
                                                     static_cast<std::size_t>(bytes.size())),
                     unreadable, displayPath(path)));
    return QByteArray(made.value.ptr, static_cast<qsizetype>(made.value.size));
}

Result<std::vector<ChangedFile>> changedFiles(const Repository &repository, const CommitId &commit,
                                              const std::stop_token &stop)
{
    GW_TRY(found, lookUpCommit(repository, commit));
    const git_oid *parent = git_commit_parent_id(found.get(), 0);
    return changedFiles(repository, parent ? hex(*parent) : CommitId(), commit, stop);
}

Result<std::vector<ChangedFile>> changedFiles(const Repository &repository, const CommitId &from,
                                              const CommitId &to, const std::stop_token &stop)
{
    GW_TRY(diff, treeDiff(repository, from, to, stop));
    std::vector<ChangedFile> made;
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta &delta = *git_diff_get_delta(diff.get(), i);
        ChangedFile file;
        file.path = delta.status == GIT_DELTA_DELETED ? delta.old_file.path : delta.new_file.path;
        file.change = changeOf(delta.status);
        file.isSubmodule =
            delta.new_file.mode == GIT_FILEMODE_COMMIT || delta.old_file.mode == GIT_FILEMODE_COMMIT;
        if (file.change == FileChange::Renamed)
            file.oldPath = delta.old_file.path;
        made.push_back(std::move(file));
    }
    std::sort(made.begin(), made.end(),
              [](const ChangedFile &one, const ChangedFile &other) { return one.path < other.path; });
    return made;
}

Result<QByteArray> patchText(const Repository &repository, DiffScope scope, const GitPath &path,
                             const std::stop_token &stop)
{
    GW_TRY(index, openIndex(repository));
    DiffOptions options(stop);
    options.value.flags &= ~std::uint32_t{GIT_DIFF_INCLUDE_TYPECHANGE};
    options.value.id_abbrev = GIT_OID_HEXSZ;
    QByteArray name = path;
    char *names[] = {name.data()};
    if (!path.isEmpty()) {
        options.value.pathspec = {names, 1};
        options.value.flags |= GIT_DIFF_DISABLE_PATHSPEC_MATCH;
    }
    DiffHandle diff;
    const QString failed = QStringLiteral("The files could not be compared.");
    if (scope == DiffScope::Working) {
        GW_CHECK(checked(
            git_diff_index_to_workdir(diff.out(), repository.handle(), index.get(), &options.value), failed));
    } else {
        GW_TRY(tree, headTree(repository));
        GW_CHECK(checked(
            git_diff_tree_to_index(diff.out(), repository.handle(), tree.get(), index.get(), &options.value),
            failed));
        GW_CHECK(findRenames(repository, diff.get()));
    }
    return printed(diff.get());
}

Result<QByteArray> patchText(const Repository &repository, const CommitId &from, const CommitId &to,
                             const std::stop_token &stop)
{
    GW_TRY(diff, treeDiff(repository, from, to, stop));
    return printed(diff.get());
}

QString foreignFilter(const Repository &repository, const GitPath &path)
{
    for (const char *attribute : {"filter", "working-tree-encoding"}) {
        const char *value = nullptr;
        if (git_attr_get(&value, repository.handle(), GIT_ATTR_CHECK_FILE_THEN_INDEX, path.constData(),
                         attribute) == 0 &&
            git_attr_value(value) == GIT_ATTR_VALUE_STRING)
            return QString::fromUtf8(value);
    }
    return {};
}

} // namespace gatewright::git
