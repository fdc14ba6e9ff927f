// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tree_sitter/api.h>

#include <cstddef>
#include <vector>

// For this folder's .cpp files alone.
namespace gatewright::detail {

// All ERROR and MISSING nodes in the order of the text. An ERROR node may hold others.
[[nodiscard]] std::vector<TSNode> errorNodes(const TSTree *tree);

// How many of them end before byte `limit`.
[[nodiscard]] std::size_t errorsEndingBefore(const TSTree *tree, std::size_t limit);

} // namespace gatewright::detail
