// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/language.h"

#include <tree_sitter/api.h>

#include <cstddef>
#include <string_view>

// For this folder's .cpp files alone.
namespace gatewright::detail {

// Whether a keyword stands where a name belongs, as in `x = static[i]`. tree-sitter reads a keyword that fits
// nowhere as a name, and sees no error. Looks at what ends behind byte `from` and before byte `limit`; words
// that C takes for names, like `class`, are let be.
[[nodiscard]] bool hasKeywordAsName(const TSTree *tree, Language language, std::string_view source,
                                    std::size_t from, std::size_t limit);

} // namespace gatewright::detail
