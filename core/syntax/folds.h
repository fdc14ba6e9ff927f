// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/language.h"

#include <vector>

extern "C" {
struct TSTree;
}

namespace gatewright {

// Lines that can be folded away: `firstLine` stays visible, those behind it up to and including `lastLine`
// go. 0-based; lines end with LF here. A closing bracket on a line of its own stays visible.
struct FoldRange
{
    int firstLine = 0;
    int lastLine = 0;

    friend bool operator==(const FoldRange &, const FoldRange &) = default;
};

namespace detail {

// In the order of their first lines, the outermost first; at most one for a first line.
[[nodiscard]] std::vector<FoldRange> foldsOf(const TSTree *tree, Language language);

} // namespace detail

} // namespace gatewright
