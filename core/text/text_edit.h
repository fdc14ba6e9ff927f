// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

// Replaces the bytes [begin, end) by `text`. Offsets are bytes of the text as it is before this edit.
struct TextEdit
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;

    // Where the inserted text ends, in the text after the edit.
    [[nodiscard]] std::size_t newEnd() const { return begin + text.size(); }
    // Nothing goes and nothing comes.
    [[nodiscard]] bool isEmpty() const { return begin == end && text.empty(); }

    friend bool operator==(const TextEdit &, const TextEdit &) = default;
};

// InvalidInput when the edit is reversed or reaches past the end of a text of `size` bytes.
[[nodiscard]] Result<void> checkEdit(const TextEdit &edit, std::size_t size);

// The text after the edits, applied one after the other (each counts in what the one before it left).
[[nodiscard]] Result<std::string> textAfter(std::string_view text, std::span<const TextEdit> edits);

// Edits that all count in the same text, as a fix or a formatter gives them, in the order in which one may be
// applied after the other: from the end of the text to its start, so that none moves another. Insertions at
// the same place come to stand in the order given. InvalidInput when an edit is reversed or two overlap.
[[nodiscard]] Result<std::vector<TextEdit>> backToFront(std::vector<TextEdit> edits);

// The smallest single edit that turns `before` into `after`; it never cuts a UTF-8 character in two.
[[nodiscard]] TextEdit difference(std::string_view before, std::string_view after);

} // namespace gatewright
