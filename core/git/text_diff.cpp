// SPDX-License-Identifier: Apache-2.0
#include "core/git/text_diff.h"

#include "core/git/git_error.h"
#include "core/git/git_handles.h"

#include <algorithm>
#include <cctype>

namespace gatewright::git {

namespace {

constexpr std::size_t longestForWords = 32 * 1024;
// Of two stretches with less in common than this, whole lines are marked and no words.
constexpr double leastInCommon = 0.3;

bool hasLoneReturn(std::string_view text)
{
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
        if (at + 1 == text.size() || text[at + 1] != '\n')
            return true;
    }
    return false;
}

// The library knows LF only. A lone CR becomes CR CR LF, which is no other line end: inside a line no CR can
// stand.
std::string withLineFeeds(std::string_view text)
{
    std::string made;
    made.reserve(text.size() + text.size() / 16);
    for (std::size_t at = 0; at < text.size(); ++at) {
        made += text[at];
        if (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'))
            made += "\r\n";
    }
    return made;
}

int takeHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
{
    LineChange change{hunk->old_start, hunk->old_lines, hunk->new_start, hunk->new_lines};
    // git counts from 1, and names the line before where there is none.
    if (change.oldCount > 0)
        --change.oldStart;
    if (change.newCount > 0)
        --change.newStart;
    static_cast<std::vector<LineChange> *>(payload)->push_back(change);
    return 0;
}

Result<std::vector<LineChange>> changesOf(std::string_view before, std::string_view after)
{
    ensureLibrary();
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
    options.context_lines = 0;
    options.interhunk_lines = 0;
    std::vector<LineChange> changes;
    GW_CHECK(checked(git_diff_buffers(before.data(), before.size(), nullptr, after.data(), after.size(),
                                      nullptr, &options, nullptr, nullptr, takeHunk, nullptr, &changes),
                     QStringLiteral("The texts could not be compared.")));
    return changes;
}

bool isWordByte(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 || std::isalnum(value) != 0 || byte == '_';
}

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

// Where the words begin, with the end last.
std::vector<std::size_t> wordStarts(std::string_view text)
{
    std::vector<std::size_t> starts;
    std::size_t at = 0;
    while (at < text.size()) {
        starts.push_back(at);
        const auto run = [&](auto belongs) {
            while (at < text.size() && belongs(text[at]))
                ++at;
        };
        if (isWordByte(text[at]))
            run(isWordByte);
        else if (isBlank(text[at]))
            run(isBlank);
        else
            ++at;
    }
    starts.push_back(text.size());
    return starts;
}

// Every word on a line of its own: what compares lines compares words then.
std::string wordPerLine(std::string_view text, const std::vector<std::size_t> &starts)
{
    std::string made;
    made.reserve(text.size() + starts.size());
    for (std::size_t word = 0; word + 1 < starts.size(); ++word) {
        const std::string_view bytes = text.substr(starts[word], starts[word + 1] - starts[word]);
        // Line ends are words too, and must not end the line.
        made += bytes == "\n" ? std::string_view("\x01") : bytes;
        made += '\n';
    }
    return made;
}

// Joins what touches: three words in a row are one mark.
void addSpan(std::vector<WordSpan> &spans, std::size_t begin, std::size_t end)
{
    if (begin == end)
        return;
    if (!spans.empty() && spans.back().end == begin)
        spans.back().end = end;
    else
        spans.push_back({begin, end});
}

std::size_t covered(const std::vector<WordSpan> &spans)
{
    std::size_t sum = 0;
    for (const WordSpan &span : spans)
        sum += span.end - span.begin;
    return sum;
}

std::string_view linesOf(std::string_view text, const std::vector<std::size_t> &starts, int begin, int end)
{
    const std::size_t from = starts[static_cast<std::size_t>(begin)];
    return text.substr(from, starts[static_cast<std::size_t>(end)] - from);
}

bool contains(const std::vector<int> &sorted, int line)
{
    return std::binary_search(sorted.begin(), sorted.end(), line);
}

} // namespace

Result<std::vector<LineChange>> diffLines(std::string_view before, std::string_view after)
{
    if (std::max(before.size(), after.size()) > largestComparedText)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The text is too long to be compared."));
    if (before == after)
        return std::vector<LineChange>{};
    if (hasLoneReturn(before) || hasLoneReturn(after))
        return changesOf(withLineFeeds(before), withLineFeeds(after));
    return changesOf(before, after);
}

WordDiff diffWords(std::string_view before, std::string_view after)
{
    if (before.empty() || after.empty() || std::max(before.size(), after.size()) > longestForWords)
        return {};
    const std::vector<std::size_t> oldWords = wordStarts(before);
    const std::vector<std::size_t> newWords = wordStarts(after);
    const Result<std::vector<LineChange>> changes =
        changesOf(wordPerLine(before, oldWords), wordPerLine(after, newWords));
    if (!changes)
        return {};
    WordDiff diff;
    const auto at = [](const std::vector<std::size_t> &words, int word) {
        return words[std::min(words.size() - 1, static_cast<std::size_t>(word))];
    };
    for (const LineChange &change : *changes) {
        addSpan(diff.before, at(oldWords, change.oldStart), at(oldWords, change.oldEnd()));
        addSpan(diff.after, at(newWords, change.newStart), at(newWords, change.newEnd()));
    }
    const auto common =
        static_cast<double>(before.size() - covered(diff.before) + after.size() - covered(diff.after));
    if (common < leastInCommon * static_cast<double>(before.size() + after.size()))
        return {};
    return diff;
}

std::vector<std::size_t> lineStarts(std::string_view text)
{
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool ends =
            text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
        if (ends)
            starts.push_back(at + 1);
    }
    if (starts.back() != text.size())
        starts.push_back(text.size());
    return starts;
}

void LineSelection::add(const LineChange &change)
{
    for (int line = change.oldStart; line < change.oldEnd(); ++line)
        oldLines.push_back(line);
    for (int line = change.newStart; line < change.newEnd(); ++line)
        newLines.push_back(line);
}

void LineSelection::addNewLines(const LineChange &change, int begin, int end)
{
    const int first = std::max(begin, change.newStart);
    const int last = std::min(end, change.newEnd());
    // What only removes has no lines to touch: the place counts.
    const bool touches =
        change.newCount == 0 ? begin <= change.newStart && change.newStart <= end : first < last;
    if (!touches)
        return;
    for (int line = first; line < last; ++line)
        newLines.push_back(line);
    // A changed line is a removed and an added one, side by side; removed lines without a partner go with the
    // last.
    for (int line = 0; line < change.oldCount; ++line) {
        const int partner = change.newStart + std::min(line, std::max(0, change.newCount - 1));
        if (change.newCount == 0 || (first <= partner && partner < last))
            oldLines.push_back(change.oldStart + line);
    }
}

std::string withChanges(std::string_view before, std::string_view after,
                        const std::vector<LineChange> &changes, const LineSelection &selection)
{
    const std::vector<std::size_t> oldStarts = lineStarts(before);
    const std::vector<std::size_t> newStarts = lineStarts(after);
    std::string made;
    made.reserve(std::max(before.size(), after.size()));
    int line = 0; // of `before`
    const auto append = [&](std::string_view piece) {
        // A last line without an end would grow together with what follows.
        if (!piece.empty() && !made.empty() && made.back() != '\n' && made.back() != '\r')
            made += '\n';
        made += piece;
    };
    for (const LineChange &change : changes) {
        append(linesOf(before, oldStarts, line, change.oldStart));
        const int pairs = std::max(change.oldCount, change.newCount);
        // Kept and added lines in the order of the pairs, so that half of a change stands where it belongs.
        for (int pair = 0; pair < pairs; ++pair) {
            const int oldLine = change.oldStart + pair;
            const int newLine = change.newStart + pair;
            if (pair < change.oldCount && !contains(selection.oldLines, oldLine))
                append(linesOf(before, oldStarts, oldLine, oldLine + 1));
            if (pair < change.newCount && contains(selection.newLines, newLine))
                append(linesOf(after, newStarts, newLine, newLine + 1));
        }
        line = change.oldEnd();
    }
    append(linesOf(before, oldStarts, line, static_cast<int>(oldStarts.size()) - 1));
    return made;
}

} // namespace gatewright::git
