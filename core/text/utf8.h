// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// UTF-8 as it comes from the disk. A byte that begins no valid sequence counts as one character of its own,
// one UTF-16 unit wide, exactly as QString::fromUtf8 shows it (one U+FFFD a byte), so that offsets and
// columns always agree.
namespace gatewright::utf8 {

struct Character
{
    char32_t codePoint = 0; // U+FFFD when not valid
    std::size_t length = 0; // bytes; 1 when not valid, 0 only at the end of the text
    bool valid = false;
};

// The character that begins at `offset`. Overlong forms, surrogates and values past U+10FFFF are not valid.
[[nodiscard]] Character characterAt(std::string_view text, std::size_t offset);

[[nodiscard]] constexpr bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The start of the character that holds `offset`; an offset past the end gives the end.
[[nodiscard]] std::size_t characterStart(std::string_view text, std::size_t offset);

// The offset of the first byte that is part of no valid sequence, or npos.
[[nodiscard]] std::size_t firstInvalid(std::string_view text);

// The width of the text in UTF-16 units and in code points.
[[nodiscard]] std::size_t utf16Units(std::string_view text);
[[nodiscard]] std::size_t codePoints(std::string_view text);

// How many bytes of `text` the first `count` units or code points take; all of them when there are fewer. A
// count that ends inside a surrogate pair gives the start of that character.
[[nodiscard]] std::size_t bytesOfUtf16Units(std::string_view text, std::size_t count);
[[nodiscard]] std::size_t bytesOfCodePoints(std::string_view text, std::size_t count);

// Appends a code point; a surrogate is written in three bytes (WTF-8), which characterAt does not call valid.
void append(std::string &text, char32_t codePoint);

} // namespace gatewright::utf8
