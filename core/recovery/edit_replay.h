// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/text_edit.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::recovery {

// The text after the edits, one after the other, and how many of them fitted: the first that does not ends
// it.
struct Replayed
{
    std::string text;
    std::size_t applied = 0;
};

// Many small edits close together in a large text cost what they touch, not the text each time.
[[nodiscard]] Replayed replay(std::string_view text, std::span<const TextEdit> edits);

// The same change in fewer edits: what was typed or rubbed out in one go becomes one, up to the end of a
// line, so that undo goes back in steps that people would make.
[[nodiscard]] std::vector<TextEdit> coalesced(std::span<const TextEdit> edits);

} // namespace gatewright::recovery
