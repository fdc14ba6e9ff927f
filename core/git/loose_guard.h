// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <git2.h>

namespace gatewright::git {

// Inside this module only. libgit2 1.5 turns for ever in an object's file that ends too early, which a full
// disk, a power cut or ill will leaves: each such file is looked at before the library reads it, and an error
// instead. libgit2's code.
[[nodiscard]] int addLooseGuard(git_repository *repository);

} // namespace gatewright::git
