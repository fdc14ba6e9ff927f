// SPDX-License-Identifier: Apache-2.0
#include "core/git/staging.h"

#include "core/git/diff_options.h"
#include "core/git/file_versions.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"
#include "core/git/work_writer.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

#include <algorithm>

namespace gatewright::git {

namespace {

constexpr qint64 mostDiscardedBytes = qint64{100} << 20;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool exists(const Repository &repository, const GitPath &path)
{
    struct stat found{};
    return ::lstat(QFile::encodeName(repository.absolutePath(path)).constData(), &found) == 0;
}

Result<void> writeIndex(git_index *index)
{
    return checked(git_index_write(index), QStringLiteral("The index could not be written."));
}

Result<void> refuseFiltered(const Repository &repository, const GitPath &path)
{
    if (const QString filter = foreignFilter(repository, path); !filter.isEmpty())
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("The attributes send this file through a program or an encoding of the "
                           "user's (%1), which only the git program runs. Use it for this file.")
                .arg(filter),
            {}, displayPath(path));
    return {};
}

// The known files below a folder and the unknown ones that are not ignored.
int collectPath(const char *path, const char *, void *payload)
{
    static_cast<std::vector<GitPath> *>(payload)->push_back(path);
    constexpr int leaveIt = 1;
    return leaveIt;
}

Result<std::vector<GitPath>> filesBelow(git_index *index, const GitPath &folder)
{
    std::vector<GitPath> files;
    GitPath name = folder;
    char *names[] = {name.data()};
    const git_strarray paths{names, 1};
    GW_CHECK(
        checked(git_index_add_all(index, &paths, GIT_INDEX_ADD_DISABLE_PATHSPEC_MATCH, collectPath, &files),
                QStringLiteral("The folder cannot be read."), displayPath(folder)));
    return files;
}

Result<std::vector<GitPath>> expanded(git_index *index, const std::vector<GitPath> &paths)
{
    std::vector<GitPath> files;
    for (const GitPath &path : paths) {
        if (!path.endsWith('/')) {
            files.push_back(path);
            continue;
        }
        GW_TRY(below, filesBelow(index, path));
        files.insert(files.end(), below.begin(), below.end());
    }
    return files;
}

Result<void> removeFromIndex(git_index *index, const GitPath &path)
{
    git_index_conflict_remove(index, path.constData());
    const int code = git_index_remove_bypath(index, path.constData());
    return code == GIT_ENOTFOUND
               ? Result<void>()
               : checked(code, QStringLiteral("The file could not be staged."), displayPath(path));
}

// The entry that the last commit has, in `entry`. False: it has none.
bool committedEntry(const git_tree *tree, const GitPath &path, git_index_entry &entry)
{
    TreeEntryHandle found;
    if (!tree || git_tree_entry_bypath(found.out(), tree, path.constData()) != 0 ||
        git_tree_entry_type(found.get()) == GIT_OBJECT_TREE)
        return false;
    entry = {};
    entry.id = *git_tree_entry_id(found.get());
    entry.mode = static_cast<std::uint32_t>(git_tree_entry_filemode(found.get()));
    entry.path = path.constData();
    return true;
}

unsigned modeInWorkFolder(const Repository &repository, const GitPath &path)
{
    struct stat found{};
    if (::lstat(QFile::encodeName(repository.absolutePath(path)).constData(), &found) != 0)
        return GIT_FILEMODE_BLOB;
    if (S_ISLNK(found.st_mode))
        return GIT_FILEMODE_LINK;
    return (found.st_mode & S_IXUSR) != 0 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

Result<Discarded::File> keep(const Repository &repository, const GitPath &path)
{
    Discarded::File kept;
    kept.path = path;
    if (!exists(repository, path))
        return kept;
    kept.mode = modeInWorkFolder(repository, path);
    GW_TRY(version, versionInWorkFolder(repository, path));
    if (version.kind == FileVersion::Kind::Submodule)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("This is a submodule: open its folder to discard what changed in it."), {},
            displayPath(path));
    if (version.kind == FileVersion::Kind::TooLarge)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The file is too large to be discarded with a way back."), {},
                         displayPath(path));
    git_oid id;
    GW_CHECK(checked(git_blob_create_from_buffer(&id, repository.handle(), version.bytes.constData(),
                                                 static_cast<std::size_t>(version.bytes.size())),
                     QStringLiteral("What is discarded could not be kept."), displayPath(path)));
    kept.id = git_oid_tostr_s(&id);
    return kept;
}

// Puts `text` into the index, where an entry keeps its mode.
Result<void> stageText(const Repository &repository, git_index *index, const GitPath &path,
                       const std::string &text, unsigned mode)
{
    git_oid id;
    const QString failed = QStringLiteral("The lines could not be staged.");
    GW_CHECK(checked(git_blob_create_from_buffer(&id, repository.handle(), text.data(), text.size()), failed,
                     displayPath(path)));
    git_index_entry entry{};
    entry.id = id;
    entry.mode = mode;
    entry.path = path.constData();
    GW_CHECK(checked(git_index_add(index, &entry), failed, displayPath(path)));
    return writeIndex(index);
}

Result<void> checkSame(const FileVersion &staged, const QByteArray &expected, const GitPath &path)
{
    if (staged.id == expected)
        return {};
    return makeError(
        ErrorCode::InvalidInput,
        QStringLiteral("What is staged of this file changed meanwhile; look again and repeat it."), {},
        displayPath(path));
}

Result<void> checkText(const FileVersion &version, const GitPath &path)
{
    if (version.isText())
        return {};
    return makeError(ErrorCode::Unsupported, QStringLiteral("This file is no text; stage it as a whole."), {},
                     displayPath(path));
}

} // namespace

Result<void> stageFiles(const Repository &repository, const std::vector<GitPath> &paths)
{
    GW_TRY(index, openIndex(repository));
    GW_TRY(files, expanded(index.get(), paths));
    for (const GitPath &path : files)
        GW_CHECK(refuseFiltered(repository, path));
    for (const GitPath &path : files) {
        if (exists(repository, path))
            GW_CHECK(checked(git_index_add_bypath(index.get(), path.constData()),
                             QStringLiteral("The file could not be staged."), displayPath(path)));
        else
            GW_CHECK(removeFromIndex(index.get(), path));
    }
    return writeIndex(index.get());
}

Result<void> unstageFiles(const Repository &repository, const std::vector<GitPath> &paths)
{
    GW_TRY(index, openIndex(repository));
    GW_TRY(tree, headTree(repository));
    for (const GitPath &path : paths) {
        git_index_entry entry{};
        if (committedEntry(tree.get(), path, entry))
            GW_CHECK(checked(git_index_add(index.get(), &entry),
                             QStringLiteral("The file could not be unstaged."), displayPath(path)));
        else
            GW_CHECK(removeFromIndex(index.get(), path));
    }
    return writeIndex(index.get());
}

Result<Discarded> discardFiles(const Repository &repository, const std::vector<GitPath> &paths)
{
    GW_TRY(index, openIndex(repository));
    GW_TRY(files, expanded(index.get(), paths));
    Discarded discarded;
    qint64 bytes = 0;
    for (const GitPath &path : files) {
        GW_CHECK(refuseFiltered(repository, path));
        bytes += QFileInfo(repository.absolutePath(path)).size();
        if (bytes > mostDiscardedBytes)
            return makeError(
                ErrorCode::LimitExceeded,
                QStringLiteral("That is too much to be discarded with a way back: choose fewer files."), {},
                displayPath(path));
    }
    // All are kept before the first one goes.
    for (const GitPath &path : files) {
        GW_TRY(kept, keep(repository, path));
        discarded.files.push_back(std::move(kept));
    }
    const WorkWriter writer(repository);
    for (const GitPath &path : files) {
        const git_index_entry *entry = git_index_get_bypath(index.get(), path.constData(), 0);
        if (!entry) {
            GW_CHECK(writer.remove(path));
            continue;
        }
        const git_oid id = entry->id;
        const auto mode = entry->mode;
        GW_CHECK(writer.writeStored(path, id, mode));
        const git_index_entry fresh = indexEntry(repository, path, id, mode);
        GW_CHECK(checked(git_index_add(index.get(), &fresh),
                         QStringLiteral("The index could not be changed."), displayPath(path)));
    }
    GW_CHECK(writeIndex(index.get()));
    return discarded;
}

Result<void> restoreDiscarded(const Repository &repository, const Discarded &discarded)
{
    const WorkWriter writer(repository);
    for (const Discarded::File &file : discarded.files) {
        if (file.id.isEmpty()) {
            GW_CHECK(writer.remove(file.path));
            continue;
        }
        const QString failed = QStringLiteral("What was discarded cannot be had back.");
        git_oid id;
        BlobHandle blob;
        GW_CHECK(checked(git_oid_fromstr(&id, file.id.constData()), failed, displayPath(file.path)));
        GW_CHECK(
            checked(git_blob_lookup(blob.out(), repository.handle(), &id), failed, displayPath(file.path)));
        const QByteArray bytes(static_cast<const char *>(git_blob_rawcontent(blob.get())),
                               static_cast<qsizetype>(git_blob_rawsize(blob.get())));
        GW_CHECK(writer.write(file.path, bytes, file.mode));
    }
    return {};
}

Result<void> stageLines(const Repository &repository, const GitPath &path, const QByteArray &bytes,
                        const LineSelection &selection, const QByteArray &expected)
{
    GW_CHECK(refuseFiltered(repository, path));
    GW_TRY(staged, versionInIndex(repository, path, TextForm::Stored));
    GW_CHECK(checkText(staged, path));
    GW_CHECK(checkSame(staged, expected, path));
    GW_TRY(text, storedForm(repository, path, bytes));
    GW_TRY(changes, diffLines(view(staged.bytes), view(text)));
    GW_TRY(index, openIndex(repository));
    const git_index_entry *entry = git_index_get_bypath(index.get(), path.constData(), 0);
    const unsigned mode = entry ? entry->mode : modeInWorkFolder(repository, path);
    return stageText(repository, index.get(), path,
                     withChanges(view(staged.bytes), view(text), changes, selection), mode);
}

Result<void> unstageLines(const Repository &repository, const GitPath &path, const LineSelection &selection,
                          const QByteArray &expected)
{
    GW_TRY(staged, versionInIndex(repository, path, TextForm::Stored));
    GW_TRY(committed, versionInHead(repository, path, TextForm::Stored));
    GW_CHECK(checkText(staged, path));
    GW_CHECK(checkText(committed, path));
    GW_CHECK(checkSame(staged, expected, path));
    GW_TRY(changes, diffLines(view(committed.bytes), view(staged.bytes)));
    std::vector<LineChange> backwards;
    for (const LineChange &change : changes)
        backwards.push_back({change.newStart, change.newCount, change.oldStart, change.oldCount});
    const LineSelection swapped{selection.newLines, selection.oldLines};
    GW_TRY(index, openIndex(repository));
    const git_index_entry *entry = git_index_get_bypath(index.get(), path.constData(), 0);
    if (!entry)
        return makeError(ErrorCode::NotFound, QStringLiteral("Nothing of this file is staged."), {},
                         displayPath(path));
    const std::string text = withChanges(view(staged.bytes), view(committed.bytes), backwards, swapped);
    // Nothing left of a file that the commit does not have: it is not staged any more.
    if (text.empty() && committed.kind == FileVersion::Kind::Missing)
        return unstageFiles(repository, {path});
    return stageText(repository, index.get(), path, text, entry->mode);
}

} // namespace gatewright::git
