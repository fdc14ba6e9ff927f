// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/text_edit.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace gatewright {

// One of the selections of a view; the caret stands at either end. Bytes.
struct CaretRange
{
    std::size_t anchor = 0;
    std::size_t caret = 0;

    [[nodiscard]] std::size_t begin() const { return anchor < caret ? anchor : caret; }
    [[nodiscard]] std::size_t end() const { return anchor < caret ? caret : anchor; }
    [[nodiscard]] bool isEmpty() const { return anchor == caret; }

    friend bool operator==(const CaretRange &, const CaretRange &) = default;
};

// What a command on whole lines does with any number of selections.
struct LineChange
{
    std::vector<TextEdit> edits;    // all count in the text before; from its end to its start
    std::vector<CaretRange> carets; // in the text after; one for each selection before, in the same order
};

// The commands below mean the lines that a selection touches; one that it only reaches with its end is not
// meant. Lines end with LF, CR LF or CR, and keep what they have. Nothing to do: no edits.
enum class LineDirection { Up, Down };
enum class LineOrder { Ascending, Descending };

// Takes the prefix away where all lines have it, else puts it at the least indentation of a selection's
// lines. Empty lines stay.
[[nodiscard]] LineChange toggleLineComment(std::string_view text, std::span<const CaretRange> carets,
                                           std::string_view prefix);
[[nodiscard]] LineChange deleteLines(std::string_view text, std::span<const CaretRange> carets);
[[nodiscard]] LineChange moveLines(std::string_view text, std::span<const CaretRange> carets,
                                   LineDirection direction);
// By bytes; equal lines keep their order. Selections of one line sort nothing.
[[nodiscard]] LineChange sortLines(std::string_view text, std::span<const CaretRange> carets,
                                   LineOrder order);
// Takes blanks away in front of line ends: in the selected lines, or everywhere when nothing is selected.
[[nodiscard]] LineChange trimLineEnds(std::string_view text, std::span<const CaretRange> carets);
// Makes one line of the selected ones, or of a line and the next; one blank stands for each line end and the
// indentation behind it.
[[nodiscard]] LineChange joinLines(std::string_view text, std::span<const CaretRange> carets);
// A caret at the end of each line of each selection.
[[nodiscard]] std::vector<CaretRange> caretsAtLineEnds(std::string_view text,
                                                       std::span<const CaretRange> carets);

// Where an offset lies after edits that are given from the back to the front: behind what was put in at it,
// at the start of what was taken away around it.
[[nodiscard]] std::size_t offsetAfter(std::size_t offset, std::span<const TextEdit> backToFront);

} // namespace gatewright
