// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/vendor_mask.h"

#include "core/text/words.h"

#include <algorithm>

namespace gatewright::detail {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view lineEnds = "\r\n";

void blankOut(std::string &masked, std::size_t begin, std::size_t end)
{
    for (std::size_t at = begin; at < end; ++at) {
        if (masked[at] != '\n' && masked[at] != '\r')
            masked[at] = ' ';
    }
}

// Nothing but blanks stands between the start of the line and `at`.
bool beginsLine(std::string_view text, std::size_t at)
{
    const std::size_t before = text.substr(0, at).find_last_not_of(blanks);
    return before == std::string_view::npos || text[before] == '\n' || text[before] == '\r';
}

// `#pragma` or `#include`, with blanks where they are allowed.
bool isMaskedDirective(std::string_view text, std::size_t hash)
{
    const std::size_t word = text.find_first_not_of(blanks, hash + 1);
    if (word == std::string_view::npos)
        return false;
    for (const std::string_view keyword : {"pragma", "include"}) {
        const std::size_t behind = word + keyword.size();
        if (text.substr(word).starts_with(keyword) && (behind == text.size() || !isWordByte(text[behind])))
            return true;
    }
    return false;
}

// Where the directive ends: at the first line end that no backslash precedes.
std::size_t directiveEnd(std::string_view text, std::size_t at)
{
    for (;;) {
        const std::size_t end = text.find_first_of(lineEnds, at);
        if (end == std::string_view::npos)
            return text.size();
        if (text[end - 1] != '\\')
            return end;
        at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
}

void maskDirectives(std::string_view text, std::string &masked)
{
    for (std::size_t hash = text.find('#'); hash != std::string_view::npos;) {
        std::size_t end = hash + 1;
        if (beginsLine(text, hash) && isMaskedDirective(text, hash)) {
            end = directiveEnd(text, hash);
            // A comment that begins or ends in the line goes on beyond it.
            const std::string_view line = text.substr(hash, end - hash);
            blankOut(masked, hash, hash + std::min({line.size(), line.find("/*"), line.find("*/")}));
        }
        hash = text.find('#', end);
    }
}

bool isMacroName(std::string_view word)
{
    return word == "_Pragma" ||
           std::none_of(word.begin(), word.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; });
}

// Behind the bracket that closes the one at `open`; the end of the line when it is still to be written.
std::size_t callEnd(std::string_view text, std::size_t open)
{
    int depth = 0;
    for (std::size_t at = open; at < text.size() && lineEnds.find(text[at]) == std::string_view::npos; ++at) {
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        if (depth == 0)
            return at + 1;
    }
    return std::min(text.find_first_of(lineEnds, open), text.size());
}

bool isDirectiveLine(std::string_view text, std::size_t at)
{
    const std::size_t start = text.substr(0, at).find_last_of(lineEnds) + 1;
    const std::size_t first = text.find_first_not_of(blanks, start);
    return first != std::string_view::npos && text[first] == '#';
}

// Calls of a macro whose name holds `part`.
void maskPragmaCalls(std::string_view text, std::string &masked, std::string_view part)
{
    for (std::size_t found = text.find(part); found != std::string_view::npos;) {
        std::size_t begin = found;
        std::size_t end = found;
        while (begin > 0 && isWordByte(text[begin - 1]))
            --begin;
        while (end < text.size() && isWordByte(text[end]))
            ++end;
        const std::size_t open = text.find_first_not_of(blanks, end);
        if (open != std::string_view::npos && text[open] == '(' &&
            isMacroName(text.substr(begin, end - begin)) && !isDirectiveLine(text, begin)) {
            end = callEnd(text, open);
            blankOut(masked, begin, end);
        }
        found = text.find(part, end);
    }
}

// Each place where `word` stands as a whole word.
template <class Visit>
void forEachWord(std::string_view text, std::string_view word, Visit visit)
{
    for (std::size_t found = text.find(word); found != std::string_view::npos;
         found = text.find(word, found + word.size())) {
        const std::size_t end = found + word.size();
        if ((found == 0 || !isWordByte(text[found - 1])) && (end == text.size() || !isWordByte(text[end])))
            visit(found, end);
    }
}

// A name with :: in it and then a bracket.
bool isConversion(std::string_view text, std::size_t at)
{
    const std::size_t name = text.find_first_not_of(blanks, at);
    if (name == at || name == std::string_view::npos)
        return false;
    std::size_t end = name;
    while (end < text.size() && (isWordByte(text[end]) || text[end] == ':'))
        ++end;
    const std::size_t bracket = text.find_first_not_of(blanks, end);
    return bracket != std::string_view::npos && (text[bracket] == '(' || text[bracket] == '{') &&
           text.substr(name, end - name).find("::") != std::string_view::npos;
}

} // namespace

std::string withoutVendorCode(std::string_view text)
{
    std::string masked(text);
    maskDirectives(text, masked);
    maskPragmaCalls(text, masked, "PRAGMA");
    maskPragmaCalls(text, masked, "_Pragma");
    const auto blank = [&masked](std::size_t begin, std::size_t end) { blankOut(masked, begin, end); };
    forEachWord(text, "hls_thread_local", blank);
    forEachWord(text, "hls_register", blank);
    forEachWord(text, "__extension__", blank);
    forEachWord(text, "typename", [&](std::size_t begin, std::size_t end) {
        if (isConversion(text, end))
            blank(begin, end);
    });
    return masked;
}

} // namespace gatewright::detail
