// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/repetition.h"

#include "core/completion/serve/cursor_context.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace gatewright::completion {

namespace {

constexpr std::size_t longestGroup = 4;  // lines
constexpr std::size_t shortestText = 6;  // bytes a repeated group must have without its blanks
constexpr std::size_t longestPiece = 24; // bytes

struct Line
{
    std::string_view text;  // trimmed
    std::size_t offset = 0; // of its start in `generated`
};

// The last filled lines of `before`, without the unfinished one that `generated` continues.
std::vector<Line> lastLines(std::string_view before)
{
    std::vector<Line> lines;
    while (!before.empty() && lines.size() < longestGroup) {
        const std::size_t start = before.rfind('\n') + 1; // npos + 1 = 0
        const std::string_view text = trimmed(before.substr(start));
        if (!text.empty())
            lines.push_back({text, 0});
        before = before.substr(0, start == 0 ? 0 : start - 1);
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
}

// Where in `generated` the group of lines begins that ends at `last` and repeats the group before it.
std::optional<std::size_t> repeatedGroup(const std::vector<Line> &lines, std::size_t last)
{
    for (std::size_t group = 1; group <= longestGroup && 2 * group <= last + 1; ++group) {
        const std::size_t begin = last + 1 - group;
        std::size_t length = 0;
        bool equal = true;
        for (std::size_t index = begin; index <= last && equal; ++index) {
            equal = lines[index].text == lines[index - group].text;
            length += lines[index].text.size();
        }
        if (equal && length >= shortestText)
            return lines[begin].offset;
    }
    return std::nullopt;
}

// "qc.h(1)" and "qc.h(12)" as the same text.
std::string withoutDigits(std::string_view line)
{
    std::string result;
    std::copy_if(line.begin(), line.end(), std::back_inserter(result),
                 [](char character) { return character < '0' || character > '9'; });
    return result;
}

// The third line in a row that differs in its numbers alone: a model counts on for ever.
bool countsOn(const std::vector<Line> &lines)
{
    const std::size_t count = lines.size();
    if (count < 3 || lines[count - 1].text.size() < shortestText)
        return false;
    const std::string last = withoutDigits(lines[count - 1].text);
    return last == withoutDigits(lines[count - 2].text) && last == withoutDigits(lines[count - 3].text);
}

} // namespace

bool repeatsOnePiece(std::string_view line)
{
    line = trimmed(line);
    for (std::size_t piece = 1; piece <= longestPiece && piece * 6 <= line.size(); ++piece) {
        std::size_t run = 0; // bytes in a row that equal the byte one piece before
        for (std::size_t index = piece; index < line.size(); ++index) {
            run = line[index] == line[index - piece] ? run + 1 : 0;
            if (run + piece >= std::max<std::size_t>(18, piece * 6) &&
                !isBlank(line.substr(index + 1 - piece, piece)))
                return true;
        }
    }
    return false;
}

std::size_t lengthBeforeRepetition(std::string_view before, std::string_view generated)
{
    const std::size_t lineStart = before.rfind('\n') + 1;
    std::vector<Line> lines = lastLines(before.substr(0, lineStart == 0 ? 0 : lineStart - 1));
    const std::string first =
        std::string(before.substr(lineStart)) + std::string(generated.substr(0, generated.find('\n')));
    std::size_t offset = 0;
    std::string_view rest = generated;
    while (!rest.empty()) {
        const std::string_view piece = takeLine(rest);
        const std::string_view line = trimmed(offset == 0 ? std::string_view(first) : piece);
        if (!line.empty()) {
            lines.push_back({line, offset});
            // Within the first line only what is new counts: the user may have typed the beginning over and
            // over.
            if (repeatsOnePiece(offset == 0 ? piece : line))
                return offset;
            if (offset > 0 && countsOn(lines))
                return offset;
            if (const auto start = repeatedGroup(lines, lines.size() - 1))
                return *start;
        }
        offset += piece.size() + 1;
    }
    return generated.size();
}

} // namespace gatewright::completion
