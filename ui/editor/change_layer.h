// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/change_mark.h"
#include "ui/inline/inline_geometry.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <vector>

namespace gatewright {

// Scintilla's numbers for the change gutter.
inline constexpr int changeMargin = 3;
inline constexpr int firstChangeMarker = 16; // 16 to 19: one a ChangeKind
inline constexpr int changeKinds = 4;
inline constexpr unsigned changeMarkerMask = 0x0FU << firstChangeMarker;
inline constexpr int changeMarginWidth = 8;

// Scintilla keeps the marks, with the document, so that they move with the text and every view has them.
void setChangeMarks(Scintilla document, const std::vector<ChangeMark> &marks);

// Paints the change gutter: a bar for what was added, a bar in pieces for what was changed, a wedge where
// something is gone.
class ChangeLayer
{
public:
    explicit ChangeLayer(QsciScintillaBase &view);

    void setUp() const;
    void setTheme(const Theme &theme);
    void paint(QPainter &painter) const;
    // The line whose mark is at this place of the viewport, -1 for none.
    [[nodiscard]] int lineAt(const QPoint &place) const;
    // Whether the place is in the gutter, marked or not.
    [[nodiscard]] bool covers(const QPoint &place) const;

private:
    [[nodiscard]] int left() const;
    void paintLine(QPainter &painter, unsigned marks, int top, int height) const;

    QsciScintillaBase &m_view;
    InlineGeometry m_geometry;
    QColor m_added;
    QColor m_changed;
    QColor m_removed;
    QColor m_background;
};

} // namespace gatewright
