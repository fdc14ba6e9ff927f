// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/git_handles.h"

namespace gatewright::git {

// How alike two files are, counted as the git program does it (diffcore-delta.c), so that both call the same
// things a rename. For git_diff_find_options::metric.
[[nodiscard]] git_diff_similarity_metric *renameScore();

} // namespace gatewright::git
