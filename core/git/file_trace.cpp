// SPDX-License-Identifier: Apache-2.0
#include "core/git/file_trace.h"

#include "core/git/diff_options.h"
#include "core/git/git_error.h"

namespace gatewright::git {

namespace {

const QString failed = QStringLiteral("The history of the file cannot be read.");

Result<TreeHandle> treeOf(git_commit *commit)
{
    TreeHandle tree;
    GW_CHECK(checked(git_commit_tree(tree.out(), commit), failed));
    return tree;
}

// The name that the file had before the commit renamed it; empty: it was made there.
Result<GitPath> nameBefore(const Repository &repository, git_tree *before, git_tree *after,
                           const GitPath &path, const std::stop_token &stop)
{
    DiffOptions options(stop);
    DiffHandle diff;
    GW_CHECK(checked(git_diff_tree_to_tree(diff.out(), repository.handle(), before, after, &options.value),
                     failed));
    GW_CHECK(findRenames(repository, diff.get()));
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta &delta = *git_diff_get_delta(diff.get(), i);
        if (delta.status == GIT_DELTA_RENAMED && path == delta.new_file.path)
            return GitPath(delta.old_file.path);
    }
    return GitPath();
}

} // namespace

Result<std::optional<FileAt>> fileAt(const Repository &, git_commit *commit, const GitPath &path)
{
    GW_TRY(tree, treeOf(commit));
    TreeEntryHandle entry;
    const int code = git_tree_entry_bypath(entry.out(), tree.get(), path.constData());
    if (code == GIT_ENOTFOUND)
        return std::optional<FileAt>();
    GW_CHECK(checked(code, failed, displayPath(path)));
    if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
        return std::optional<FileAt>();
    return std::optional<FileAt>(FileAt{*git_commit_id(commit), path, *git_tree_entry_id(entry.get()),
                                        git_tree_entry_filemode(entry.get())});
}

Result<std::optional<FileAt>> fileInParent(const Repository &repository, git_commit *commit,
                                           const FileAt &file, unsigned number, const std::stop_token &stop)
{
    CommitHandle parent;
    GW_CHECK(checked(git_commit_parent(parent.out(), commit, number), failed));
    GW_TRY(same, fileAt(repository, parent.get(), file.path));
    if (same)
        return same;
    GW_TRY(before, treeOf(parent.get()));
    GW_TRY(after, treeOf(commit));
    GW_TRY(old, nameBefore(repository, before.get(), after.get(), file.path, stop));
    if (old.isEmpty())
        return std::optional<FileAt>();
    return fileAt(repository, parent.get(), old);
}

FileTrace::FileTrace(const Repository &repository, CommitId start, GitPath path)
    : m_repository(repository)
    , m_start(std::move(start))
    , m_path(std::move(path))
{
}

Result<void> FileTrace::add(const git_oid &id, const GitPath &path)
{
    CommitHandle commit;
    GW_CHECK(checked(git_commit_lookup(commit.out(), m_repository.handle(), &id), failed));
    if (!m_seen.insert({CommitId(git_oid_tostr_s(&id)), path}).second)
        return {};
    GW_TRY(file, fileAt(m_repository, commit.get(), path));
    Waiting waiting{git_commit_time(commit.get()), m_order++, {}, file.has_value()};
    waiting.file = file.value_or(FileAt{id, path, {}, 0});
    m_waiting.insert(std::move(waiting));
    return {};
}

Result<std::optional<FileTrace::Step>> FileTrace::next(const std::stop_token &stop)
{
    if (!m_started) {
        m_started = true;
        git_oid id;
        GW_CHECK(checked(git_oid_fromstr(&id, m_start.constData()), failed));
        GW_CHECK(add(id, m_path));
    }
    while (!m_waiting.empty()) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Reading the history was cancelled."));
        const Waiting waiting = *m_waiting.begin();
        m_waiting.erase(m_waiting.begin());
        CommitHandle commit;
        GW_CHECK(
            checked(git_commit_lookup(commit.out(), m_repository.handle(), &waiting.file.commit), failed));
        const unsigned parents = git_commit_parentcount(commit.get());
        const auto follow = [&](unsigned parent, const GitPath &path) {
            return add(*git_commit_parent_id(commit.get(), parent), path);
        };
        bool passed = false;
        std::vector<std::optional<FileAt>> before;
        for (unsigned parent = 0; parent < parents && !passed; ++parent) {
            CommitHandle above;
            GW_CHECK(checked(git_commit_parent(above.out(), commit.get(), parent), failed));
            GW_TRY(old, fileAt(m_repository, above.get(), waiting.file.path));
            const bool same = old.has_value() == waiting.exists &&
                              (!old || (git_oid_equal(&old->blob, &waiting.file.blob) != 0 &&
                                        old->mode == waiting.file.mode));
            if (same) {
                GW_CHECK(follow(parent, waiting.file.path));
                passed = true;
            }
            before.push_back(std::move(old));
        }
        if (passed || (parents == 0 && !waiting.exists))
            continue;
        for (unsigned parent = 0; parent < parents; ++parent) {
            GitPath path = waiting.file.path;
            if (!before[parent] && waiting.exists) {
                GW_TRY(renamed, fileInParent(m_repository, commit.get(), waiting.file, parent, stop));
                if (renamed)
                    path = renamed->path;
            }
            GW_CHECK(follow(parent, path));
        }
        return std::optional<Step>(Step{CommitId(git_oid_tostr_s(&waiting.file.commit)), waiting.file.path});
    }
    return std::optional<Step>();
}

} // namespace gatewright::git
