// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tree_sitter/api.h>

#include <cstddef>
#include <string_view>
#include <vector>

// For this folder's .cpp files alone.
namespace gatewright::detail {

// A bracket without a partner. tree-sitter answers it with one error over half the file, or with a missing
// bracket at its very end; the bracket that was left open is what the user has to see.
struct LoneBracket
{
    char bracket = 0;
    std::size_t offset = 0;
    // For an opening bracket: where at the latest it should have been closed.
    std::size_t scopeEnd = 0;

    [[nodiscard]] bool opens() const { return bracket == '(' || bracket == '[' || bracket == '{'; }
};

// In the order of the text. Brackets in strings and comments do not count. Where braces are out of balance,
// the pair whose lines are indented differently names the culprit.
[[nodiscard]] std::vector<LoneBracket> loneBrackets(const TSTree *tree, std::string_view source);

} // namespace gatewright::detail
