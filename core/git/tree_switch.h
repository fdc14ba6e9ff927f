// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/git_handles.h"
#include "core/git/repository.h"

#include <stop_token>

namespace gatewright::git {

// Inside this module: takes the index and the work folder from one tree to another, file by file, each at one
// stroke. Nothing is changed when a file that the step touches was changed or is in the way (InvalidInput
// names such files), or needs a filter program (Unsupported). Interrupted, it leaves whole files of either
// tree. `from` and `to` may be null: nothing there.
[[nodiscard]] Result<void> switchTree(const Repository &repository, git_tree *from, git_tree *to,
                                      const std::stop_token &stop);

// The same without a look at what was changed: the files that `paths` names become as `to` has them, and the
// index with them.
[[nodiscard]] Result<void> resetPaths(const Repository &repository, git_tree *to,
                                      const std::vector<GitPath> &paths);

} // namespace gatewright::git
