// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// How two texts differ, line by line and word by word, as the git program would say it. Any two texts: they
// need no repository. Pure functions; long texts take a while, so call them from a task.
namespace gatewright::git {

// Lines [oldStart, oldStart + oldCount) of the old text became [newStart, newStart + newCount) of the new
// one. 0-based; a count of 0 means that the lines were added, or removed, in front of that line.
struct LineChange
{
    int oldStart = 0;
    int oldCount = 0;
    int newStart = 0;
    int newCount = 0;

    [[nodiscard]] int oldEnd() const { return oldStart + oldCount; }
    [[nodiscard]] int newEnd() const { return newStart + newCount; }
    friend bool operator==(const LineChange &, const LineChange &) = default;
};

// The larger ones are refused with LimitExceeded.
inline constexpr std::size_t largestComparedText = std::size_t{64} << 20;

// In the order of the text, without overlaps. Lines end with LF, CR LF or a lone CR, and keep their ends: a
// line whose end changed is a changed line.
[[nodiscard]] Result<std::vector<LineChange>> diffLines(std::string_view before, std::string_view after);

// A stretch of a text, in bytes.
struct WordSpan
{
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const WordSpan &, const WordSpan &) = default;
};

// What of two stretches of text is not in the other.
struct WordDiff
{
    std::vector<WordSpan> before;
    std::vector<WordSpan> after;
};

// Word by word: names and numbers, runs of blanks, and every other character on its own. Empty when hardly
// anything is common to both, since marks on everything say nothing, or when the texts are long.
[[nodiscard]] WordDiff diffWords(std::string_view before, std::string_view after);

// Where the lines of a text begin, with the end of the text last: line i is [starts[i], starts[i + 1]). A
// text that ends with a line end has no empty line behind it; an empty text has no line.
[[nodiscard]] std::vector<std::size_t> lineStarts(std::string_view text);

// Which parts of changes are meant: of the lines that a comparison removes and adds, these. Sorted.
struct LineSelection
{
    std::vector<int> oldLines; // of the text before
    std::vector<int> newLines; // of the text after

    [[nodiscard]] bool isEmpty() const { return oldLines.empty() && newLines.empty(); }
    // All lines of the change.
    void add(const LineChange &change);
    // The lines of the change that touch [begin, end) of the text after; what was removed there counts whole.
    void addNewLines(const LineChange &change, int begin, int end);
};

// `before` with the chosen parts of `changes` made, which lead from `before` to `after`.
[[nodiscard]] std::string withChanges(std::string_view before, std::string_view after,
                                      const std::vector<LineChange> &changes, const LineSelection &selection);

} // namespace gatewright::git
