// SPDX-License-Identifier: Apache-2.0
#include "core/git/stash.h"

#include "core/git/diff_options.h"
#include "core/git/file_versions.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"
#include "core/git/status.h"
#include "core/git/tree_switch.h"
#include "core/git/work_writer.h"

#include <QFile>
#include <QSet>

#include <sys/stat.h>

#include <algorithm>

namespace gatewright::git {

namespace {

const QString saveFailed = QStringLiteral("The changes could not be put aside.");
const QString applyFailed = QStringLiteral("The stash could not be applied.");

int takeStash(std::size_t index, const char *message, const git_oid *id, void *payload)
{
    Stash stash;
    stash.index = index;
    stash.message = QString::fromUtf8(message);
    stash.commit = git_oid_tostr_s(id);
    static_cast<std::vector<Stash> *>(payload)->push_back(std::move(stash));
    return 0;
}

// A file of the work folder as an entry of `index`, which is only in memory.
Result<void> addFile(const Repository &repository, git_index *index, const GitPath &path)
{
    struct stat found{};
    if (::lstat(QFile::encodeName(repository.absolutePath(path)).constData(), &found) != 0) {
        git_index_remove(index, path.constData(), 0);
        return {};
    }
    git_index_entry entry{};
    entry.path = path.constData();
    entry.mode = S_ISLNK(found.st_mode)           ? GIT_FILEMODE_LINK
                 : (found.st_mode & S_IXUSR) != 0 ? GIT_FILEMODE_BLOB_EXECUTABLE
                                                  : GIT_FILEMODE_BLOB;
    GW_CHECK(checked(git_blob_create_from_workdir(&entry.id, repository.handle(), path.constData()),
                     saveFailed, displayPath(path)));
    return checked(git_index_add(index, &entry), saveFailed, displayPath(path));
}

Result<CommitHandle> writeCommit(const Repository &repository, git_index *index, const QString &message,
                                 const std::vector<const git_commit *> &parents)
{
    git_oid id;
    TreeHandle tree;
    SignatureHandle signature;
    CommitHandle commit;
    GW_CHECK(checked(git_index_write_tree_to(&id, index, repository.handle()), saveFailed));
    GW_CHECK(checked(git_tree_lookup(tree.out(), repository.handle(), &id), saveFailed));
    GW_CHECK(checked(git_signature_default(signature.out(), repository.handle()), saveFailed));
    std::vector<const git_commit *> pointers = parents;
    GW_CHECK(checked(git_commit_create(&id, repository.handle(), nullptr, signature.get(), signature.get(),
                                       nullptr, message.toUtf8().constData(), tree.get(), pointers.size(),
                                       pointers.data()),
                     saveFailed));
    GW_CHECK(checked(git_commit_lookup(commit.out(), repository.handle(), &id), saveFailed));
    return commit;
}

Result<IndexHandle> indexInMemory(git_tree *tree)
{
    IndexHandle index;
    GW_CHECK(checked(git_index_new(index.out()), saveFailed));
    if (tree)
        GW_CHECK(checked(git_index_read_tree(index.get(), tree), saveFailed));
    return index;
}

Result<void> pushStash(const Repository &repository, const git_oid &id, const QString &message)
{
    GW_CHECK(checked(git_reference_ensure_log(repository.handle(), "refs/stash"), saveFailed));
    ReferenceHandle reference;
    return checked(git_reference_create(reference.out(), repository.handle(), "refs/stash", &id, 1,
                                        message.toUtf8().constData()),
                   saveFailed);
}

// What a stash is about.
struct Changes
{
    std::vector<GitPath> known;   // changed or staged
    std::vector<GitPath> working; // of these, what the work folder has differently from the index
    std::vector<GitPath> untracked;
};

Result<Changes> changesOf(const Repository &repository, UntrackedFiles untracked, const std::stop_token &stop)
{
    StatusOptions options;
    options.folders = StatusOptions::UntrackedFolders::FileByFile;
    options.limit = 1'000'000;
    GW_TRY(status, readStatus(repository, options, stop));
    Changes changes;
    for (const StatusEntry &entry : status.entries) {
        if (entry.isSubmodule)
            continue; // its changes are its own
        if (entry.working == FileChange::Untracked) {
            if (untracked == UntrackedFiles::Stash && !entry.path.endsWith('/'))
                changes.untracked.push_back(entry.path);
        }
        if (entry.working == FileChange::Untracked && entry.staged == FileChange::None)
            continue;
        if (const QString filter = foreignFilter(repository, entry.path); !filter.isEmpty())
            return makeError(
                ErrorCode::Unsupported,
                QStringLiteral("The attributes send a file through a program of the user's (%1), "
                               "which only the git program runs. Use it to stash.")
                    .arg(filter),
                {}, displayPath(entry.path));
        changes.known.push_back(entry.path);
        if (!entry.oldPath.isEmpty())
            changes.known.push_back(entry.oldPath);
        if (entry.working != FileChange::None)
            changes.working.push_back(entry.path);
    }
    return changes;
}

// --- applying

struct StashTrees
{
    TreeHandle base;
    TreeHandle work;
    TreeHandle untracked; // null: none
};

Result<StashTrees> treesOf(const Repository &repository, const Stash &stash)
{
    GW_TRY(commit, lookUpCommit(repository, stash.commit));
    StashTrees trees;
    CommitHandle base;
    GW_CHECK(checked(git_commit_parent(base.out(), commit.get(), 0), applyFailed));
    GW_CHECK(checked(git_commit_tree(trees.base.out(), base.get()), applyFailed));
    GW_CHECK(checked(git_commit_tree(trees.work.out(), commit.get()), applyFailed));
    constexpr unsigned untrackedParent = 2;
    CommitHandle untracked;
    if (git_commit_parentcount(commit.get()) > untrackedParent) {
        GW_CHECK(checked(git_commit_parent(untracked.out(), commit.get(), untrackedParent), applyFailed));
        GW_CHECK(checked(git_commit_tree(trees.untracked.out(), untracked.get()), applyFailed));
    }
    return trees;
}

Result<std::vector<GitPath>> pathsBetween(const Repository &repository, git_tree *from, git_tree *to,
                                          const std::stop_token &stop)
{
    DiffOptions options(stop);
    DiffHandle diff;
    GW_CHECK(checked(git_diff_tree_to_tree(diff.out(), repository.handle(), from, to, &options.value),
                     applyFailed));
    std::vector<GitPath> paths;
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta &delta = *git_diff_get_delta(diff.get(), i);
        paths.emplace_back(delta.status == GIT_DELTA_DELETED ? delta.old_file.path : delta.new_file.path);
    }
    return paths;
}

Result<void> refuseInTheWay(const Repository &repository, const std::vector<GitPath> &paths,
                            const std::vector<GitPath> &untracked, const std::stop_token &stop)
{
    StatusOptions options;
    options.folders = StatusOptions::UntrackedFolders::FileByFile;
    options.limit = 1'000'000;
    GW_TRY(status, readStatus(repository, options, stop));
    QSet<GitPath> changed;
    for (const StatusEntry &entry : status.entries) {
        if (entry.working != FileChange::None)
            changed.insert(entry.path);
    }
    const auto refuse = [](const GitPath &path) {
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("A file that the stash changes has changes of its own. Commit or stash "
                           "them first."),
            {}, displayPath(path));
    };
    for (const GitPath &path : paths) {
        if (changed.contains(path))
            return refuse(path);
    }
    for (const GitPath &path : untracked) {
        struct stat found{};
        if (::lstat(QFile::encodeName(repository.absolutePath(path)).constData(), &found) == 0)
            return refuse(path);
    }
    return {};
}

Result<void> writeConflict(const Repository &repository, git_index *index, const GitPath &path,
                           const git_index_entry *base, const git_index_entry *ours,
                           const git_index_entry *theirs)
{
    git_merge_file_options options;
    git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
    options.our_label = "Updated upstream";
    options.their_label = "Stashed changes";
    git_merge_file_result merged{};
    const int code = git_merge_file_from_index(&merged, repository.handle(), base, ours, theirs, &options);
    if (code == 0 && merged.ptr && ours && theirs) {
        const Result<void> written =
            WorkWriter(repository)
                .write(path, QByteArray(merged.ptr, static_cast<qsizetype>(merged.len)), merged.mode);
        git_merge_file_result_free(&merged);
        GW_CHECK(written);
    } else {
        git_merge_file_result_free(&merged);
        // One side has no such file, or it is no text: the side that has something is shown.
        const git_index_entry *side = ours ? ours : theirs;
        if (side)
            GW_CHECK(WorkWriter(repository).writeStored(path, side->id, side->mode));
    }
    git_index_remove(index, path.constData(), 0);
    return checked(git_index_conflict_add(index, base, ours, theirs), applyFailed, displayPath(path));
}

Result<std::vector<GitPath>> writeMerged(const Repository &repository, git_index *index, git_index *merged,
                                         const std::vector<GitPath> &paths)
{
    std::vector<GitPath> conflicts;
    const WorkWriter writer(repository);
    for (const GitPath &path : paths) {
        const git_index_entry *base = nullptr;
        const git_index_entry *ours = nullptr;
        const git_index_entry *theirs = nullptr;
        if (git_index_conflict_get(&base, &ours, &theirs, merged, path.constData()) == 0) {
            GW_CHECK(writeConflict(repository, index, path, base, ours, theirs));
            conflicts.push_back(path);
            continue;
        }
        const git_index_entry *entry = git_index_get_bypath(merged, path.constData(), 0);
        if (!entry) {
            GW_CHECK(writer.remove(path));
            continue;
        }
        GW_CHECK(writer.writeStored(path, entry->id, entry->mode));
        // A new file stays known to git, as the git program leaves it.
        if (!git_index_get_bypath(index, path.constData(), 0)) {
            const git_index_entry added = indexEntry(repository, path, entry->id, entry->mode);
            GW_CHECK(checked(git_index_add(index, &added), applyFailed, displayPath(path)));
        }
    }
    return conflicts;
}

} // namespace

Result<std::vector<Stash>> listStashes(const Repository &repository)
{
    std::vector<Stash> stashes;
    GW_CHECK(checked(git_stash_foreach(repository.handle(), takeStash, &stashes),
                     QStringLiteral("The stashes cannot be listed.")));
    for (Stash &stash : stashes) {
        GW_TRY(commit, lookUpCommit(repository, stash.commit));
        stash.time = QDateTime::fromSecsSinceEpoch(git_commit_time(commit.get()));
    }
    return stashes;
}

Result<void> saveStash(const Repository &repository, const QString &message, UntrackedFiles untracked,
                       const std::stop_token &stop)
{
    GW_TRY(identity, readIdentity(repository));
    GW_TRY(head, repository.head());
    if (head.isUnborn())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("There is no commit yet that the files could go back to."));
    GW_TRY(index, openIndex(repository));
    if (git_index_has_conflicts(index.get()))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Some files have conflicts. Settle them first."));
    GW_TRY(changes, changesOf(repository, untracked, stop));
    if (changes.known.empty() && changes.untracked.empty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There are no changes to be put aside."));
    GW_TRY(last, lookUpCommit(repository, head.commit));
    TreeHandle headTree;
    GW_CHECK(checked(git_commit_tree(headTree.out(), last.get()), saveFailed));
    const QString branch = head.isDetached() ? QStringLiteral("(no branch)") : head.branch;
    const QString at = QStringLiteral("%1: %2 %3")
                           .arg(branch, QString::fromLatin1(head.commit.left(7)),
                                QString::fromUtf8(git_commit_summary(last.get())));

    GW_TRY(stagedCommit,
           writeCommit(repository, index.get(), QStringLiteral("index on %1\n").arg(at), {last.get()}));
    TreeHandle stagedTree;
    GW_CHECK(checked(git_commit_tree(stagedTree.out(), stagedCommit.get()), saveFailed));
    GW_TRY(work, indexInMemory(stagedTree.get()));
    for (const GitPath &path : changes.working)
        GW_CHECK(addFile(repository, work.get(), path));
    std::vector<const git_commit *> parents{last.get(), stagedCommit.get()};
    CommitHandle untrackedCommit;
    if (!changes.untracked.empty()) {
        GW_TRY(unknown, indexInMemory(nullptr));
        for (const GitPath &path : changes.untracked)
            GW_CHECK(addFile(repository, unknown.get(), path));
        GW_TRY(made,
               writeCommit(repository, unknown.get(), QStringLiteral("untracked files on %1\n").arg(at), {}));
        untrackedCommit = std::move(made);
        parents.push_back(untrackedCommit.get());
    }
    const QString said = message.simplified();
    const QString title =
        said.isEmpty() ? QStringLiteral("WIP on %1").arg(at) : QStringLiteral("On %1: %2").arg(branch, said);
    GW_TRY(stash, writeCommit(repository, work.get(), title + QLatin1Char('\n'), parents));
    GW_CHECK(pushStash(repository, *git_commit_id(stash.get()), title));

    // Everything is safe in the stash; only now do files change.
    GW_CHECK(resetPaths(repository, headTree.get(), changes.known));
    for (const GitPath &path : changes.untracked)
        GW_CHECK(WorkWriter(repository).remove(path));
    return {};
}

Result<std::vector<GitPath>> applyStash(const Repository &repository, const Stash &stash, StashEnd end,
                                        const std::stop_token &stop)
{
    GW_TRY(index, openIndex(repository));
    if (git_index_has_conflicts(index.get()))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Some files have conflicts. Settle them first."));
    GW_TRY(trees, treesOf(repository, stash));
    GW_TRY(paths, pathsBetween(repository, trees.base.get(), trees.work.get(), stop));
    std::vector<GitPath> untracked;
    if (trees.untracked) {
        GW_TRY(found, pathsBetween(repository, nullptr, trees.untracked.get(), stop));
        untracked = std::move(found);
    }
    GW_CHECK(refuseInTheWay(repository, paths, untracked, stop));

    git_oid ours;
    TreeHandle oursTree;
    IndexHandle merged;
    GW_CHECK(checked(git_index_write_tree(&ours, index.get()), applyFailed));
    GW_CHECK(checked(git_tree_lookup(oursTree.out(), repository.handle(), &ours), applyFailed));
    git_merge_options options;
    git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
    GW_CHECK(checked(git_merge_trees(merged.out(), repository.handle(), trees.base.get(), oursTree.get(),
                                     trees.work.get(), &options),
                     applyFailed));
    GW_TRY(conflicts, writeMerged(repository, index.get(), merged.get(), paths));
    for (const GitPath &path : untracked) {
        TreeEntryHandle entry;
        GW_CHECK(checked(git_tree_entry_bypath(entry.out(), trees.untracked.get(), path.constData()),
                         applyFailed));
        GW_CHECK(
            WorkWriter(repository)
                .writeStored(path, *git_tree_entry_id(entry.get()), git_tree_entry_filemode(entry.get())));
    }
    GW_CHECK(checked(git_index_write(index.get()), applyFailed));
    if (end == StashEnd::Drop && conflicts.empty())
        GW_CHECK(dropStash(repository, stash));
    return conflicts;
}

Result<void> dropStash(const Repository &repository, const Stash &stash)
{
    GW_TRY(stashes, listStashes(repository));
    // Another program may have added or dropped one since the list was made.
    const auto found = std::find_if(stashes.begin(), stashes.end(),
                                    [&](const Stash &other) { return other.commit == stash.commit; });
    if (found == stashes.end())
        return makeError(ErrorCode::NotFound, QStringLiteral("This stash is gone already."));
    return checked(git_stash_drop(repository.handle(), found->index),
                   QStringLiteral("The stash could not be dropped."));
}

Result<void> restoreStash(const Repository &repository, const Stash &stash)
{
    GW_TRY(commit, lookUpCommit(repository, stash.commit));
    return pushStash(repository, *git_commit_id(commit.get()), stash.message);
}

} // namespace gatewright::git
