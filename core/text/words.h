// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

// How much of a suggestion one "accept word" or "accept line" takes. Offsets are bytes; all functions accept
// any offset.
namespace gatewright {

// Letters, digits, underscore, and every byte of a character outside ASCII.
[[nodiscard]] bool isWordByte(char byte);

// Where the next word from `offset` ends. Blanks in front belong to it. A word is a run of word bytes, a run
// of operator characters, or one bracket, quote or separator. A line end is a word of its own together with
// the indentation behind it. The result is behind `offset` unless the text ends there.
[[nodiscard]] std::size_t nextWordEnd(std::string_view text, std::size_t offset);

// Where the line of `offset` ends, in front of its line end; when `offset` is at a line end, where the next
// line ends.
[[nodiscard]] std::size_t nextLineEnd(std::string_view text, std::size_t offset);

} // namespace gatewright
