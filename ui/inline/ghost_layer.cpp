// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inline/ghost_layer.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

// Underlines of marks (see MarkLayer) that are painted again when the rest of a line moves.
constexpr int firstUnderline = Base::INDIC_CONTAINER;
constexpr int underlineCount = 4;

// The word beside the badge's shape is a note about the text and not the text.
constexpr qreal badgeTextScale = 0.8;

QPainterPath wave(qreal left, qreal right, qreal bottom)
{
    constexpr qreal step = 2;
    QPainterPath path(QPointF(left, bottom));
    bool up = true;
    for (qreal x = left + step; x <= right; x += step, up = !up)
        path.lineTo(x, up ? bottom - step : bottom);
    return path;
}

} // namespace

// Everything that depends on the text, worked out once a paint.
struct GhostLayer::Layout
{
    int line = 0;
    std::size_t restEnd = 0; // the end of the document's line, or of the caret's part of a wrapped one
    QPoint caret;            // where the ghost begins
    int textLeft = 0;        // where the line's text begins
    int below = 0;           // the top of the second ghost line
    int lineHeight = 0;
    qreal baseline = 0;
    QFont font;
    QStringList lines; // tabs expanded
    bool hasRest = false;
};

GhostLayer::GhostLayer(QsciScintillaBase &view)
    : m_view(view)
    , m_geometry(view)
{
}

GhostLayer::~GhostLayer() = default;

void GhostLayer::show(const GhostRemainder &remainder, std::size_t anchor)
{
    update();
    m_remainder = remainder;
    m_anchor = anchor;
    m_shown = true;
    const int below = static_cast<int>(std::ranges::count(remainder.text(), '\n'));
    reserve(m_geometry.scintilla().lineAt(anchor), below);
    update();
}

void GhostLayer::hide()
{
    if (!m_shown)
        return;
    update();
    m_shown = false;
    release();
}

void GhostLayer::forget()
{
    m_shown = false;
    m_reservedLine = -1;
    m_reservedCount = 0;
}

void GhostLayer::setBadge(TierBadge badge, const QString &candidate)
{
    m_badge = badge;
    m_candidate = candidate;
    update();
}

void GhostLayer::reserve(int line, int count)
{
    if (count == m_reservedCount && (count == 0 || line == m_reservedLine))
        return; // the same room: nothing is laid out again while the user types along
    release();
    if (count == 0)
        return;
    const Scintilla scintilla = m_geometry.scintilla();
    const QByteArray blanks = QByteArray(" ") + QByteArray("\n ").repeated(count - 1);
    scintilla.send(Base::SCI_ANNOTATIONSETVISIBLE, Base::ANNOTATION_STANDARD);
    scintilla.send(Base::SCI_ANNOTATIONSETTEXT, line, blanks.constData());
    scintilla.send(Base::SCI_ANNOTATIONSETSTYLE, line, std::intptr_t{ghostRoomStyle});
    m_reservedLine = line;
    m_reservedCount = count;
}

void GhostLayer::release()
{
    if (m_reservedCount == 0)
        return;
    const Scintilla scintilla = m_geometry.scintilla();
    // Edits above move the annotation with its line; it is near where it was put.
    const int lineCount = scintilla.lineCount();
    const auto isReserved = [&](int line) {
        return line >= 0 && line < lineCount && scintilla.send(Base::SCI_ANNOTATIONGETLINES, line) > 0;
    };
    constexpr int near = 8;
    int line = m_reservedLine;
    for (int distance = 0; distance <= near && !isReserved(line); ++distance)
        line = isReserved(m_reservedLine - distance) ? m_reservedLine - distance : m_reservedLine + distance;
    for (int every = 0; every < lineCount && !isReserved(line); ++every)
        line = every;
    if (isReserved(line))
        scintilla.send(Base::SCI_ANNOTATIONSETTEXT, line, static_cast<const char *>(nullptr));
    scintilla.send(Base::SCI_ANNOTATIONSETVISIBLE, Base::ANNOTATION_HIDDEN);
    m_reservedLine = -1;
    m_reservedCount = 0;
}

void GhostLayer::update() const
{
    if (!m_shown)
        return;
    const int top = m_geometry.place(m_anchor).y();
    const int lines = 1 + static_cast<int>(std::ranges::count(m_remainder.text(), '\n'));
    const bool more = lines > 1; // wrapped lines lie between the caret's and the others: all below, then
    const int height = more ? m_view.viewport()->height() - top : m_geometry.lineHeight();
    m_view.viewport()->update(0, top, m_view.viewport()->width(), height);
}

GhostLayer::Layout GhostLayer::layout() const
{
    const Scintilla scintilla = m_geometry.scintilla();
    Layout layout;
    layout.line = scintilla.lineAt(m_anchor);
    layout.caret = m_geometry.place(m_anchor);
    layout.lineHeight = m_geometry.lineHeight();
    layout.baseline = m_geometry.baseline();
    layout.font = m_geometry.font();
    const QPoint start = m_geometry.place(scintilla.lineStart(layout.line));
    layout.textLeft = start.x();
    layout.below =
        start.y() + static_cast<int>(scintilla.send(Base::SCI_WRAPCOUNT, layout.line)) * layout.lineHeight;

    layout.restEnd = scintilla.lineEnd(layout.line);
    if (m_geometry.place(layout.restEnd).y() != layout.caret.y()) {
        // Wrapped: only what stands on the caret's own row moves, or it would be painted over the rows below.
        std::size_t inside = m_anchor;
        while (inside < layout.restEnd) {
            const auto next = static_cast<std::size_t>(scintilla.send(Base::SCI_POSITIONAFTER, inside));
            if (m_geometry.place(next).y() != layout.caret.y())
                break;
            inside = next;
        }
        layout.restEnd = inside;
    }
    for (std::size_t place = m_anchor; place < layout.restEnd && !layout.hasRest; ++place)
        layout.hasRest = scintilla.byteAt(place) != ' ' && scintilla.byteAt(place) != '\t';

    const int column = static_cast<int>(scintilla.send(Base::SCI_GETCOLUMN, m_anchor));
    for (const std::string_view text : m_remainder.lines())
        layout.lines.append(m_geometry.expanded(text, layout.lines.isEmpty() ? column : 0));
    return layout;
}

void GhostLayer::paint(QPainter &painter) const
{
    if (!m_shown || m_remainder.isEmpty())
        return;
    const Layout at = layout();
    painter.save();
    // Or the text would run over the line numbers after scrolling sideways.
    painter.setClipRect(m_geometry.textArea(), Qt::IntersectClip);
    painter.setFont(at.font);
    const QFontMetricsF metrics(at.font);
    const int last = static_cast<int>(at.lines.size()) - 1;

    if (at.hasRest) {
        const int left = at.caret.x() + m_geometry.caretWidth();
        painter.fillRect(QRect(left, at.caret.y(), m_view.viewport()->width() - left, at.lineHeight),
                         m_geometry.background(true));
    }
    qreal end = 0;
    int top = 0;
    for (int index = 0; index <= last; ++index) {
        const qreal left = index == 0 ? at.caret.x() : at.textLeft;
        top = index == 0 ? at.caret.y() : at.below + (index - 1) * at.lineHeight;
        if (top > m_view.viewport()->height())
            break; // further lines cannot be seen, however many the suggestion has
        painter.setPen(m_colour);
        painter.drawText(QPointF(left, top + at.baseline), at.lines.at(index));
        end = left + metrics.horizontalAdvance(at.lines.at(index));
    }
    if (at.hasRest) {
        paintRest(painter, at, end, top);
        end += m_geometry.place(at.restEnd).x() - at.caret.x();
    }
    paintBadge(painter, at, end + metrics.horizontalAdvance(QLatin1Char(' ')) * 1.5, top);
    painter.restore();
}

void GhostLayer::paintRest(QPainter &painter, const Layout &layout, qreal left, int top) const
{
    const Scintilla scintilla = m_geometry.scintilla();
    const qreal shift = left - layout.caret.x();
    const auto style = [&](std::size_t place) {
        return static_cast<int>(scintilla.send(Base::SCI_GETSTYLEAT, place)) & 0xFF;
    };
    for (std::size_t begin = m_anchor; begin < layout.restEnd;) {
        if (scintilla.byteAt(begin) == '\t') {
            ++begin; // the place of what follows is asked for, so blanks need no painting
            continue;
        }
        const int runStyle = style(begin);
        std::size_t end = begin;
        QByteArray run;
        for (; end < layout.restEnd && style(end) == runStyle && scintilla.byteAt(end) != '\t'; ++end)
            run.append(scintilla.byteAt(end));
        painter.setFont(m_geometry.font(runStyle));
        painter.setPen(m_geometry.foreground(runStyle));
        painter.drawText(QPointF(m_geometry.place(begin).x() + shift, top + layout.baseline),
                         QString::fromUtf8(run));
        begin = end;
    }
    paintUnderlines(painter, layout, shift, top);
}

void GhostLayer::paintUnderlines(QPainter &painter, const Layout &layout, qreal shift, int top) const
{
    const Scintilla scintilla = m_geometry.scintilla();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (int indicator = firstUnderline; indicator < firstUnderline + underlineCount; ++indicator) {
        const std::intptr_t colour = scintilla.send(Base::SCI_INDICGETFORE, indicator);
        painter.setPen(QColor(static_cast<int>(colour & 0xFF), static_cast<int>((colour >> 8) & 0xFF),
                              static_cast<int>((colour >> 16) & 0xFF)));
        for (std::size_t begin = m_anchor; begin < layout.restEnd;) {
            const auto end = static_cast<std::size_t>(
                scintilla.send(Base::SCI_INDICATOREND, indicator, static_cast<std::intptr_t>(begin)));
            const std::size_t inside = end > begin ? std::min(end, layout.restEnd) : layout.restEnd;
            if (scintilla.send(Base::SCI_INDICATORVALUEAT, indicator, static_cast<std::intptr_t>(begin)) != 0)
                painter.drawPath(wave(m_geometry.place(begin).x() + shift,
                                      m_geometry.place(inside).x() + shift, top + layout.lineHeight - 1.5));
            begin = inside;
        }
    }
    painter.restore();
}

void GhostLayer::paintBadge(QPainter &painter, const Layout &layout, qreal left, int top) const
{
    QFont small = layout.font;
    small.setPointSizeF(small.pointSizeF() * badgeTextScale);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    painter.setPen(m_colour);
    const qreal base = top + layout.baseline;
    if (!m_candidate.isEmpty()) {
        painter.drawText(QPointF(left, base), m_candidate);
        left += metrics.horizontalAdvance(m_candidate + QLatin1Char(' '));
    }
    if (m_badge == TierBadge::None)
        return;
    const qreal side = std::round(metrics.capHeight() * 1.2);
    paintTierBadge(painter, QRectF(std::round(left), std::round(base - side + 1), side, side), m_badge,
                   m_colour);
    painter.drawText(QPointF(left + side + metrics.horizontalAdvance(QLatin1Char(' ')) * 0.6, base),
                     tierBadgeText(m_badge));
}

int GhostLayer::endOfLine(int line) const
{
    if (!m_shown || m_geometry.scintilla().lineAt(m_anchor) != line)
        return -1;
    const Layout at = layout();
    const QFontMetricsF metrics(at.font);
    qreal end = at.caret.x() + metrics.horizontalAdvance(at.lines.first());
    if (at.lines.size() == 1) {
        end += m_geometry.place(at.restEnd).x() - at.caret.x();
        end += metrics.horizontalAdvance(QLatin1Char('m')) * (2 + tierBadgeText(m_badge).size());
    }
    return static_cast<int>(std::ceil(end));
}

} // namespace gatewright
