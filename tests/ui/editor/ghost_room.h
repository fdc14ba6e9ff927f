// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/code_view.h"
#include "ui/inline/inline_geometry.h"

// How a view makes room for a ghost of several lines.
namespace gatewright {

inline QsciScintillaBase &scintillaOf(const CodeView &view)
{
    return *qobject_cast<QsciScintillaBase *>(view.focusProxy());
}

// The rows of room for a ghost below a line.
inline int roomBelow(const CodeView &view, int line)
{
    return static_cast<int>(
        Scintilla(&scintillaOf(view)).send(Scintilla::Base::SCI_ANNOTATIONGETLINES, line));
}

// The rows of the whole text, room for ghosts included.
inline int rowsOf(const CodeView &view)
{
    // Where the last line stands tells how many rows are above it.
    const InlineGeometry geometry(scintillaOf(view));
    const Scintilla scintilla = geometry.scintilla();
    const QPoint last = geometry.place(scintilla.lineStart(scintilla.lineCount() - 1));
    return (last.y() - geometry.place(0).y()) / geometry.lineHeight() + 1;
}

} // namespace gatewright
