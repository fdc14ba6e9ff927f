// SPDX-License-Identifier: Apache-2.0
#include "core/git/status.h"

#include "core/git/diff_options.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"

#include <map>

namespace gatewright::git {

namespace {

class Collector
{
public:
    enum class From { Commit, Index };

    void take(const git_diff *diff, From from)
    {
        const std::size_t count = git_diff_num_deltas(diff);
        for (std::size_t i = 0; i < count; ++i)
            take(*git_diff_get_delta(diff, i), from);
    }

    Status status(std::size_t limit)
    {
        Status made;
        made.truncated = m_entries.size() > limit;
        for (auto &[path, entry] : m_entries) {
            if (made.entries.size() == limit)
                break;
            made.entries.push_back(std::move(entry));
        }
        return made;
    }

private:
    void take(const git_diff_delta &delta, From from)
    {
        const FileChange change = changeOf(delta.status);
        // A conflict is told by the index, whatever the commit says about the file.
        if (change == FileChange::None || (change == FileChange::Conflicted && from == From::Commit))
            return;
        const char *name = delta.status == GIT_DELTA_DELETED || !delta.new_file.path ? delta.old_file.path
                                                                                     : delta.new_file.path;
        StatusEntry &entry = m_entries[GitPath(name)];
        entry.path = name;
        entry.isSubmodule = entry.isSubmodule || delta.new_file.mode == GIT_FILEMODE_COMMIT ||
                            delta.old_file.mode == GIT_FILEMODE_COMMIT;
        if (change == FileChange::Renamed)
            entry.oldPath = delta.old_file.path;
        if (from == From::Commit)
            entry.staged = change;
        else
            entry.working = change;
        if (change == FileChange::Conflicted)
            entry.staged = FileChange::None;
    }

    std::map<GitPath, StatusEntry> m_entries;
};

} // namespace

Result<Status> readStatus(const Repository &repository, const StatusOptions &wanted,
                          const std::stop_token &stop)
{
    const QString failed = QStringLiteral("The state of the files cannot be read.");
    GW_TRY(index, openIndex(repository));
    GW_TRY(tree, headTree(repository));
    Collector collector;
    DiffOptions options(stop);
    options.value.flags |= GIT_DIFF_SKIP_BINARY_CHECK;
    DiffHandle staged;
    GW_CHECK(checked(
        git_diff_tree_to_index(staged.out(), repository.handle(), tree.get(), index.get(), &options.value),
        failed, repository.workFolder()));
    GW_CHECK(findRenames(repository, staged.get()));
    collector.take(staged.get(), Collector::From::Commit);

    options.value.flags |= GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_INCLUDE_UNREADABLE_AS_UNTRACKED;
    if (wanted.folders == StatusOptions::UntrackedFolders::FileByFile)
        options.value.flags |= GIT_DIFF_RECURSE_UNTRACKED_DIRS;
    if (wanted.ignored == StatusOptions::Ignored::List)
        options.value.flags |= GIT_DIFF_INCLUDE_IGNORED;
    DiffHandle working;
    GW_CHECK(
        checked(git_diff_index_to_workdir(working.out(), repository.handle(), index.get(), &options.value),
                failed, repository.workFolder()));
    collector.take(working.get(), Collector::From::Index);
    return collector.status(wanted.limit);
}

} // namespace gatewright::git
