// SPDX-License-Identifier: Apache-2.0
#include "core/text/words.h"

#include <algorithm>

namespace gatewright {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view lineEnds = "\r\n";
constexpr std::string_view operators = "+-*/%<>=!&|^~:.?@#\\$";

std::size_t behindRun(std::string_view text, std::size_t offset, std::string_view characters)
{
    return std::min(text.find_first_not_of(characters, offset), text.size());
}

std::size_t behindLineEnd(std::string_view text, std::size_t offset)
{
    return offset + (text.substr(offset, 2) == "\r\n" ? 2 : 1);
}

} // namespace

bool isWordByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || static_cast<unsigned char>(byte) >= 0x80U;
}

std::size_t nextWordEnd(std::string_view text, std::size_t offset)
{
    std::size_t at = behindRun(text, offset, blanks);
    if (at >= text.size())
        return text.size();
    if (lineEnds.find(text[at]) != std::string_view::npos)
        return behindRun(text, behindLineEnd(text, at), blanks);
    if (isWordByte(text[at])) {
        while (at < text.size() && isWordByte(text[at]))
            ++at;
        return at;
    }
    if (operators.find(text[at]) != std::string_view::npos)
        return behindRun(text, at, operators);
    return at + 1;
}

std::size_t nextLineEnd(std::string_view text, std::size_t offset)
{
    if (offset >= text.size())
        return text.size();
    if (lineEnds.find(text[offset]) != std::string_view::npos)
        offset = behindLineEnd(text, offset);
    return std::min(text.find_first_of(lineEnds, offset), text.size());
}

} // namespace gatewright
