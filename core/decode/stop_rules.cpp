// SPDX-License-Identifier: Apache-2.0
#include "core/decode/stop_rules.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <cstdint>

namespace gatewright::decode {

namespace {

// Where the line break stands that ends the given number of lines, or npos.
std::size_t endOfLines(std::string_view text, int lines)
{
    std::size_t position = std::string_view::npos;
    std::size_t begin = 0;
    for (int line = 0; line < lines; ++line) {
        position = text.find('\n', begin);
        if (position == std::string_view::npos)
            return position;
        begin = position + 1;
    }
    return position;
}

// How many bytes at the end of the text may be the beginning of `wanted`.
std::size_t overlap(std::string_view text, std::string_view wanted)
{
    for (std::size_t size = std::min(text.size(), wanted.size() - 1); size > 0; --size) {
        if (text.ends_with(wanted.substr(0, size)))
            return size;
    }
    return 0;
}

// Whether more bytes could make a character of these (table 3-7 of the Unicode standard).
bool isHalfACharacter(std::string_view bytes)
{
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const std::uint8_t lead = at(0);
    const std::size_t size = lead >= 0xc2 && lead <= 0xdf   ? 2
                             : lead >= 0xe0 && lead <= 0xef ? 3
                             : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                            : 0;
    if (bytes.size() >= size)
        return false;
    const std::uint8_t from = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const std::uint8_t to = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (bytes.size() > 1 && (at(1) < from || at(1) > to))
        return false;
    return bytes.size() < 3 || utf8::isContinuation(bytes[2]);
}

} // namespace

StopState applyStopRules(const StopRules &rules, std::string_view text)
{
    StopState state;
    state.certain = std::min(utf8::firstInvalid(text), text.size());
    if (state.certain < text.size() && !isHalfACharacter(text.substr(state.certain)))
        state.why = StopState::Why::BrokenText;
    const auto stopAt = [&](std::size_t position, StopState::Why why) {
        if (position <= state.certain) { // never true of npos
            state.certain = position;
            state.why = why;
        }
    };
    if (rules.lines > 0)
        stopAt(endOfLines(text, rules.lines), StopState::Why::Lines);
    for (const std::string &stop : rules.texts) {
        if (!stop.empty())
            stopAt(text.find(stop), StopState::Why::Text);
    }
    if (state.why != StopState::Why::GoOn)
        return state;
    for (const std::string &stop : rules.texts) {
        if (!stop.empty())
            state.certain = std::min(state.certain, text.size() - overlap(text, stop));
    }
    return state;
}

} // namespace gatewright::decode
