// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/git_handles.h"
#include "core/git/repository.h"

#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

namespace gatewright::git {

// Inside this module: a file as one commit has it.
struct FileAt
{
    git_oid commit{};
    GitPath path;
    git_oid blob{};
    unsigned mode = 0;

    friend bool operator==(const FileAt &one, const FileAt &other)
    {
        return git_oid_equal(&one.commit, &other.commit) != 0 && one.path == other.path;
    }
};

// The file in a commit, or nothing.
[[nodiscard]] Result<std::optional<FileAt>> fileAt(const Repository &repository, git_commit *commit,
                                                   const GitPath &path);

// Where the file of a commit was in one of its parents: under the same name, or, when the commit brought the
// name, under the one it was renamed from. Nothing: the commit made it.
[[nodiscard]] Result<std::optional<FileAt>> fileInParent(const Repository &repository, git_commit *commit,
                                                         const FileAt &file, unsigned parent,
                                                         const std::stop_token &stop);

// Walks back through the commits that changed a file, following renames, as `git log --follow` does: a commit
// that has the file as one of its parents has it is passed over, and only that parent gone on with.
class FileTrace
{
public:
    FileTrace(const Repository &repository, CommitId start, GitPath path);

    struct Step
    {
        CommitId commit;
        GitPath path; // in that commit
    };
    // Nothing: there are no more.
    [[nodiscard]] Result<std::optional<Step>> next(const std::stop_token &stop);

private:
    struct Waiting
    {
        git_time_t time = 0;
        std::size_t order = 0; // those of one time in the order in which they were found
        FileAt file;
        bool exists = true;

        friend bool operator<(const Waiting &one, const Waiting &other)
        {
            return one.time != other.time ? one.time > other.time : one.order < other.order;
        }
    };

    Result<void> add(const git_oid &commit, const GitPath &path);

    const Repository &m_repository;
    CommitId m_start;
    GitPath m_path;
    bool m_started = false;
    std::set<Waiting> m_waiting;
    std::set<std::pair<CommitId, GitPath>> m_seen;
    std::size_t m_order = 0;
};

} // namespace gatewright::git
