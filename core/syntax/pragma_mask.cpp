// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/pragma_mask.h"

namespace gatewright::detail {

namespace {

constexpr std::string_view blanks = " \t";

// Nothing but blanks stands between the start of the line and `at`.
bool beginsLine(std::string_view text, std::size_t at)
{
    const std::size_t before = text.substr(0, at).find_last_not_of(blanks);
    return before == std::string_view::npos || text[before] == '\n' || text[before] == '\r';
}

bool isPragma(std::string_view text, std::size_t hash)
{
    constexpr std::string_view keyword = "pragma";
    const std::size_t word = text.find_first_not_of(blanks, hash + 1);
    if (word == std::string_view::npos || !text.substr(word).starts_with(keyword))
        return false;
    const std::size_t behind = word + keyword.size();
    return behind == text.size() || text.find_first_of(" \t\r\n\\", behind) == behind;
}

// Where the directive ends: at the first line end that no backslash precedes.
std::size_t directiveEnd(std::string_view text, std::size_t at)
{
    for (;;) {
        const std::size_t end = text.find_first_of("\r\n", at);
        if (end == std::string_view::npos)
            return text.size();
        if (text[end - 1] != '\\')
            return end;
        at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
}

} // namespace

std::string withoutPragmas(std::string_view text)
{
    std::string masked(text);
    for (std::size_t hash = text.find('#'); hash != std::string_view::npos;) {
        std::size_t end = hash + 1;
        if (beginsLine(text, hash) && isPragma(text, hash)) {
            end = directiveEnd(text, hash);
            for (std::size_t at = hash; at < end; ++at) {
                if (text[at] != '\n' && text[at] != '\r')
                    masked[at] = ' ';
            }
        }
        hash = text.find('#', end);
    }
    return masked;
}

} // namespace gatewright::detail
