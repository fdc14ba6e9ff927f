// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/ghost_remainder.h"
#include "ui/inline/inline_geometry.h"

#include <QColor>
#include <QPainter>

namespace gatewright {

// Scintilla's style for the empty lines that make room under the caret's line. Defined here, filled by the
// view's styles.
inline constexpr int ghostRoomStyle = 60;

// Paints a suggestion at the caret of one view: the first line behind the caret with the rest of the
// document's line moved to the right, the other lines below. With several lines the rest of the document's
// line stands behind the last of them, where it will be once the text is accepted.
//
// Room below is made by an annotation of empty lines. It belongs to the document, so only this view shows
// annotations while it has a ghost; in a split the other views keep theirs hidden.
class GhostLayer
{
public:
    explicit GhostLayer(QsciScintillaBase &view);
    ~GhostLayer();
    GhostLayer(const GhostLayer &) = delete;
    GhostLayer &operator=(const GhostLayer &) = delete;

    void setColour(const QColor &colour) { m_colour = colour; }

    // Shows the remainder at `anchor`. Called again with what is left: then as little as possible is painted,
    // and the room below is only touched when the number of lines or the line changes.
    void show(const GhostRemainder &remainder, std::size_t anchor);
    void hide();
    // Between other documents' pointers: the annotation is forgotten with the old document.
    void forget();
    [[nodiscard]] bool isShown() const { return m_shown; }

    // `candidate` says which of several this is ("2/4"), or nothing.
    void setBadge(TierBadge badge, const QString &candidate);

    // After the view has painted itself. `painter` paints on the viewport.
    void paint(QPainter &painter) const;
    // Where the text behind the caret's line ends, ghost included; for what comes after it on this line. -1
    // when not shown.
    [[nodiscard]] int endOfLine(int line) const;

private:
    struct Layout;

    [[nodiscard]] Layout layout() const;
    void paintRest(QPainter &painter, const Layout &layout, qreal left, int top) const;
    void paintUnderlines(QPainter &painter, const Layout &layout, qreal shift, int top) const;
    void paintBadge(QPainter &painter, const Layout &layout, qreal left, int top) const;
    void reserve(int line, int count);
    void release();
    void update() const;

    QsciScintillaBase &m_view;
    InlineGeometry m_geometry;
    GhostRemainder m_remainder;
    std::size_t m_anchor = 0;
    QColor m_colour;
    TierBadge m_badge = TierBadge::None;
    QString m_candidate;
    bool m_shown = false;
    int m_reservedLine = -1;
    int m_reservedCount = 0;
};

} // namespace gatewright
