// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/git/git_handles.h"
#include "core/git/status.h"

#include <stop_token>

namespace gatewright::git {

class Repository;

// Inside this module: how the git program compares when nobody says otherwise.
struct DiffOptions
{
    // The token outlives the options. A file that became a link, or the other way round, is one change with
    // GIT_DIFF_INCLUDE_TYPECHANGE, and otherwise one that goes and one that comes.
    explicit DiffOptions(const std::stop_token &stop);

    git_diff_options value;
};

[[nodiscard]] FileChange changeOf(git_delta_t delta);

// Finds renames as the configuration has it (diff.renames, diff.renameLimit) and as the git program counts.
[[nodiscard]] Result<void> findRenames(const Repository &repository, git_diff *diff);

// The tree of HEAD; null when there is no commit yet.
[[nodiscard]] Result<TreeHandle> headTree(const Repository &repository);
[[nodiscard]] Result<IndexHandle> openIndex(const Repository &repository);
[[nodiscard]] Result<CommitHandle> lookUpCommit(const Repository &repository, const QByteArray &id);

} // namespace gatewright::git
