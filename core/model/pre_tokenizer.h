// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace gatewright::model {

// Cuts text into the pieces that byte-pair encoding may not join across, as the pre-tokenizer `smollm` does
// (the same as StarCoder's): first each \p{N} by itself, then what is between with GPT-2's expression
//     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
// where the end of such a part counts as the end of the text. Written by hand over Unicode categories: the
// expression backtracks over at most one character, so this is linear.
//
// A byte that is not part of valid UTF-8 counts as a symbol of its own that is neither space nor letter nor
// digit.
class PreTokenizer
{
public:
    explicit PreTokenizer(std::string_view text)
        : m_text(text)
    {
    }

    // The next piece, in place; empty at the end of the text.
    [[nodiscard]] std::string_view next();

private:
    std::string_view m_text;
    std::size_t m_position = 0;
};

} // namespace gatewright::model
