// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/carets.h"
#include "ui/editor/code_view.h"
#include "ui/inline/scintilla.h"

#include <optional>
#include <string>

namespace gatewright {

// What a command does to a view and its document. The caller settles the view afterwards.
void runCommand(EditCommand command, Scintilla view, const DocumentBuffer &document);
[[nodiscard]] bool canRunCommand(EditCommand command, Scintilla view, const DocumentBuffer &document);

// The line end and the indentation that Enter puts in the place of a selection, and, between a pair of
// brackets, what goes behind the caret.
struct NewLine
{
    std::string before;
    std::string behind;
};
[[nodiscard]] NewLine newLineAt(CaretRange caret, const DocumentBuffer &document,
                                const EditorSettings &settings);
// Enter at every caret, one undo step.
void insertNewLines(Scintilla view, const DocumentBuffer &document, const EditorSettings &settings);

// After a closing bracket was typed as the first thing of its line: gives the line the indentation of the
// line that opens; at every caret.
void alignClosingBrackets(Scintilla view, const DocumentBuffer &document);

// The bracket that belongs to the one at `offset`, strings and comments apart; nothing when there is none
// within the distance that is searched. `bracket` is set when the byte there is one.
struct BracketMatch
{
    bool bracket = false;
    bool complete = true; // false: the search gave up because of the distance
    std::optional<std::size_t> partner;
};
[[nodiscard]] BracketMatch matchBracket(const DocumentBuffer &document, std::size_t offset);

} // namespace gatewright
