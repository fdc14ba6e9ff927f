// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/document_buffer.h"

#include <algorithm>

namespace gatewright {

// Where a line (0-based) lies after an edit of its document: a place that was remembered goes along with its
// text. A line that was taken away is where it was.
[[nodiscard]] inline int shiftedLine(int line, const DocumentEdit &edit)
{
    const Position begin = edit.range.start;
    const Position end = edit.range.end;
    // The start of the line is what is followed; an edit that ends there moves it.
    if (line > end.line || (line == end.line && end.column == 0)) {
        // "\r\n" counts as the "\n" does: Scintilla's edits cut no line end in two.
        const auto lines = static_cast<int>(std::ranges::count(edit.edit.text, '\n'));
        return line - (end.line - begin.line) + lines;
    }
    return line > begin.line ? begin.line : line;
}

} // namespace gatewright
