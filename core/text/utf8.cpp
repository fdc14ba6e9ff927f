// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace gatewright::utf8 {

namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr bool isAscii(char byte)
{
    return static_cast<unsigned char>(byte) < 0x80U;
}

// The length of the run of ASCII at the start of the text, eight bytes at a time.
std::size_t asciiPrefix(std::string_view text)
{
    std::size_t at = 0;
    while (at + sizeof(std::uint64_t) <= text.size()) {
        std::uint64_t block = 0;
        std::memcpy(&block, text.data() + at, sizeof block);
        if ((block & 0x8080808080808080ULL) != 0)
            break;
        at += sizeof block;
    }
    while (at < text.size() && isAscii(text[at]))
        ++at;
    return at;
}

constexpr std::size_t utf16Width(const Character &character)
{
    return character.codePoint > 0xFFFF ? 2 : 1;
}

constexpr std::size_t codePointWidth(const Character &)
{
    return 1;
}

template <class Width>
std::size_t widthOf(std::string_view text, Width width)
{
    std::size_t total = 0;
    while (!text.empty()) {
        const std::size_t ascii = asciiPrefix(text);
        total += ascii;
        text.remove_prefix(ascii);
        while (!text.empty() && !isAscii(text.front())) {
            const Character character = characterAt(text, 0);
            total += width(character);
            text.remove_prefix(character.length);
        }
    }
    return total;
}

template <class Width>
std::size_t bytesOf(std::string_view text, std::size_t count, Width width)
{
    std::size_t at = 0;
    while (at < text.size() && count > 0) {
        const std::size_t ascii = asciiPrefix(text.substr(at, std::min(count, text.size() - at)));
        at += ascii;
        count -= ascii;
        if (at >= text.size() || count == 0)
            break;
        const Character character = characterAt(text, at);
        if (width(character) > count)
            break;
        count -= width(character);
        at += character.length;
    }
    return at;
}

} // namespace

Character characterAt(std::string_view text, std::size_t offset)
{
    if (offset >= text.size())
        return {};
    const auto lead = static_cast<unsigned char>(text[offset]);
    if (lead < 0x80U)
        return {lead, 1, true};

    constexpr Character invalid{replacement, 1, false};
    std::size_t length = 0;
    char32_t codePoint = 0;
    if (lead >= 0xC2U && lead <= 0xDFU) {
        length = 2;
        codePoint = lead & 0x1FU;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3;
        codePoint = lead & 0x0FU;
    } else if (lead >= 0xF0U && lead <= 0xF4U) {
        length = 4;
        codePoint = lead & 0x07U;
    } else {
        return invalid;
    }
    if (text.size() - offset < length)
        return invalid;
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(text[offset + i]))
            return invalid;
        codePoint = (codePoint << 6U) | (static_cast<unsigned char>(text[offset + i]) & 0x3FU);
    }
    const bool overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    const bool surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    if (overlong || surrogate || codePoint > 0x10FFFF)
        return invalid;
    return {codePoint, length, true};
}

std::size_t characterStart(std::string_view text, std::size_t offset)
{
    if (offset >= text.size())
        return text.size();
    if (!isContinuation(text[offset]))
        return offset;
    constexpr std::size_t longestTail = 3;
    for (std::size_t back = 1; back <= std::min(offset, longestTail); ++back) {
        const std::size_t start = offset - back;
        if (isContinuation(text[start]))
            continue;
        return start + characterAt(text, start).length > offset ? start : offset;
    }
    return offset;
}

std::size_t firstInvalid(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        at += asciiPrefix(text.substr(at));
        if (at >= text.size())
            break;
        const Character character = characterAt(text, at);
        if (!character.valid)
            return at;
        at += character.length;
    }
    return std::string_view::npos;
}

std::size_t utf16Units(std::string_view text)
{
    return widthOf(text, utf16Width);
}

std::size_t codePoints(std::string_view text)
{
    return widthOf(text, codePointWidth);
}

std::size_t bytesOfUtf16Units(std::string_view text, std::size_t count)
{
    return bytesOf(text, count, utf16Width);
}

std::size_t bytesOfCodePoints(std::string_view text, std::size_t count)
{
    return bytesOf(text, count, codePointWidth);
}

void append(std::string &text, char32_t codePoint)
{
    const auto tail = [codePoint](unsigned shift) {
        return static_cast<char>(0x80U | ((codePoint >> shift) & 0x3FU));
    };
    if (codePoint < 0x80) {
        text += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        text += {static_cast<char>(0xC0U | (codePoint >> 6U)), tail(0)};
    } else if (codePoint < 0x10000) {
        text += {static_cast<char>(0xE0U | (codePoint >> 12U)), tail(6), tail(0)};
    } else {
        text += {static_cast<char>(0xF0U | (codePoint >> 18U)), tail(12), tail(6), tail(0)};
    }
}

} // namespace gatewright::utf8
