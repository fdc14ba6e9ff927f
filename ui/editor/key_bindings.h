// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/scintilla.h"

#include <QKeyEvent>

namespace gatewright {

// Replaces Scintilla's key map by ours: what every editor does with the same key. Scintilla's other bindings
// (Ctrl+D, Ctrl+L, Ctrl+T, Ctrl+U, Alt+Right, ...) are free for the window's shortcuts, which reach the view
// as EditCommand.
void bindKeys(Scintilla view);

// Whether the key writes or moves in the text, so that no shortcut of the window may take it from a focused
// view. Clipboard and undo keys are not among them: the window's actions, where it has them, go first.
[[nodiscard]] bool belongsToText(const QKeyEvent &event);

} // namespace gatewright
