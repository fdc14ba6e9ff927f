// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/neighbours.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gatewright::completion {

namespace {

constexpr std::size_t bracketReach = 64 * 1024; // bytes looked at on each side of the cursor
constexpr int linesCompared = 3;                // filled lines after the cursor's line
constexpr std::size_t shortestRepeat = 3; // bytes; shorter lines are brackets, which are counted instead

std::string withoutBlanks(std::string_view line)
{
    std::string result;
    std::copy_if(line.begin(), line.end(), std::back_inserter(result),
                 [](char character) { return character != ' ' && character != '\t' && character != '\r'; });
    return result;
}

bool hasOnlyBrackets(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char character) {
        return isClosing(character) || character == ';' || character == ' ' || character == ':' ||
               character == ',';
    });
}

std::vector<std::string> nextFilledLines(std::string_view following)
{
    std::vector<std::string> lines;
    while (!following.empty() && lines.size() < linesCompared) {
        std::string line = withoutBlanks(takeLine(following));
        if (!line.empty())
            lines.push_back(std::move(line));
    }
    return lines;
}

std::string_view lastBytes(std::string_view text)
{
    return text.substr(text.size() - std::min(text.size(), bracketReach));
}

// The text after the cursor, from where it is code again when the cursor stands in a string.
std::string_view codeAfter(const CursorContext &cursor)
{
    std::string_view after = cursor.after.substr(0, bracketReach);
    if (cursor.state == CodeState::String) {
        const std::size_t quote = cursor.lineSuffix.find_first_of("\"'");
        if (quote != std::string_view::npos)
            after.remove_prefix(quote + 1);
    }
    return after;
}

// The brackets open at the cursor that nothing after it closes: the innermost ones, which are left for the
// suggestion, because what follows closes the outermost. A closer of another kind than the bracket it would
// close is broken text and does not count.
std::vector<Bracket> bracketsLeft(const CursorContext &cursor)
{
    std::vector<Bracket> open = scanCode(cursor.language, lastBytes(cursor.before)).open;
    const std::vector<Bracket> closed = scanCode(cursor.language, codeAfter(cursor)).closed;
    auto left = open.begin();
    for (auto closer = closed.rbegin(); closer != closed.rend() && left != open.end(); ++closer) {
        if (partnerOf(left->character) == closer->character)
            ++left;
    }
    open.erase(open.begin(), left);
    return open;
}

} // namespace

std::size_t lengthBeforeLineSuffix(const CursorContext &cursor, std::string_view generated)
{
    const std::string_view suffix = trimmedRight(cursor.lineSuffix);
    if (suffix.empty())
        return generated.size();
    if (trimmed(suffix).size() >= shortestRepeat) {
        const std::size_t repeated = std::min(generated.find(suffix), generated.find(trimmed(suffix)));
        if (repeated != std::string_view::npos)
            return repeated;
    }
    for (std::size_t length = std::min(suffix.size(), generated.size()); length > 0; --length) {
        const std::string_view overlap = suffix.substr(0, length);
        // Brackets alone are no evidence: "bar(x)" before ")" needs its own.
        if (generated.ends_with(overlap) && !hasOnlyBrackets(overlap))
            return generated.size() - length;
    }
    return generated.size();
}

std::size_t lengthBeforeFollowingLines(const CursorContext &cursor, std::string_view generated)
{
    const std::vector<std::string> next = nextFilledLines(cursor.following);
    std::size_t offset = 0;
    std::string_view rest = generated;
    while (!rest.empty()) {
        const std::string_view piece = takeLine(rest);
        const std::string line = withoutBlanks(
            offset == 0 ? std::string(cursor.linePrefix) + std::string(piece) : std::string(piece));
        if (line.size() >= shortestRepeat && std::find(next.begin(), next.end(), line) != next.end())
            return offset == 0 ? 0 : offset - 1;
        offset += piece.size() + 1;
    }
    return generated.size();
}

std::size_t lengthBeforeSurplusBracket(const CursorContext &cursor, std::string_view generated)
{
    if (cursor.state == CodeState::LineComment || cursor.state == CodeState::BlockComment)
        return generated.size();
    const CodeScan own = scanCode(cursor.language, generated);
    if (own.closed.empty() || cursor.state == CodeState::String)
        return generated.size();
    const std::vector<Bracket> open = bracketsLeft(cursor);
    std::size_t innermost = open.size();
    for (const Bracket &bracket : own.closed) {
        if (innermost == 0 || partnerOf(open[innermost - 1].character) != bracket.character)
            return trimmedRight(generated.substr(0, bracket.offset)).size();
        --innermost;
    }
    return generated.size();
}

} // namespace gatewright::completion
