// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/line_edits.h"
#include "ui/inline/scintilla.h"

#include <vector>

namespace gatewright {

// More carets than this would make a key slow.
inline constexpr std::size_t mostCarets = 10'000;

// All selections of the view, in the order that Scintilla has them; the main one may be any.
[[nodiscard]] std::vector<CaretRange> caretsOf(Scintilla view);
// At least one. The last one becomes the main one.
void setCarets(Scintilla view, const std::vector<CaretRange> &carets);
// One undo step; the carets stand where the change says. Nothing happens without edits.
void applyChange(Scintilla view, const LineChange &change);

// One more caret above the topmost or below the lowest, in the same column (tabs counted), at the line's end
// where that is nearer.
void addCaret(Scintilla view, LineDirection direction);
// The next place that reads as the main selection becomes one too; first the word at the caret.
void selectNextOccurrence(Scintilla view);
void selectAllOccurrences(Scintilla view);
// The main selection goes, the next occurrence comes.
void skipOccurrence(Scintilla view);
// The one added last goes.
void removeLastCaret(Scintilla view);

} // namespace gatewright
