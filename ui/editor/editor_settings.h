// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace gatewright {

// How a view behaves; the window fills it from the user's settings and hands it to every view.
struct EditorSettings
{
    QFont font;          // default-constructed: the platform's fixed-width font
    int tabWidth = 4;    // columns that a tab character advances to
    int indentWidth = 4; // columns of one level
    bool indentWithTabs = false;
    bool autoIndent = true;
    bool wrapLines = false;
    bool showWhitespace = false;
    bool showLineNumbers = true;
    bool showIndentGuides = true;
    bool highlightCurrentLine = true;
    int rulerColumn = 0; // 0: none

    friend bool operator==(const EditorSettings &, const EditorSettings &) = default;
};

} // namespace gatewright
