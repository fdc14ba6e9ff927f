// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace gatewright::git {

enum class FileChange {
    None,
    Added,
    Modified,
    Deleted,
    Renamed,
    TypeChanged, // a file became a link, or the like
    Untracked,
    Ignored,
    Conflicted,
    Unreadable,
};

// One file that is not as the last commit has it.
struct StatusEntry
{
    // A folder without any file that git knows ends with '/', and stands for all in it.
    GitPath path;
    GitPath oldPath;                       // of what was renamed
    FileChange staged = FileChange::None;  // from the last commit to the index
    FileChange working = FileChange::None; // from the index to the work folder
    bool isSubmodule = false;

    [[nodiscard]] bool isConflicted() const { return working == FileChange::Conflicted; }
    friend bool operator==(const StatusEntry &, const StatusEntry &) = default;
};

struct Status
{
    std::vector<StatusEntry> entries; // by path
    bool truncated = false;           // there are more than the limit

    friend bool operator==(const Status &, const Status &) = default;
};

struct StatusOptions
{
    enum class Ignored { Leave, List };
    enum class UntrackedFolders { AsOne, FileByFile };

    Ignored ignored = Ignored::Leave;
    UntrackedFolders folders = UntrackedFolders::AsOne;
    std::size_t limit = 20'000;
};

// What the git program says with `git status`: the same renames, the same folders. Looks at every file of
// the work folder and changes nothing, the index included. Cancelled when stopped.
[[nodiscard]] Result<Status> readStatus(const Repository &repository, const StatusOptions &options = {},
                                        const std::stop_token &stop = {});

} // namespace gatewright::git
