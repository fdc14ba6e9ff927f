// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/change_layer.h"

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

constexpr int barWidth = 3;

unsigned bit(ChangeKind kind)
{
    return 1U << (firstChangeMarker + static_cast<unsigned>(kind));
}

} // namespace

void setChangeMarks(Scintilla document, const std::vector<ChangeMark> &marks)
{
    for (int marker = firstChangeMarker; marker < firstChangeMarker + changeKinds; ++marker)
        document.send(Base::SCI_MARKERDELETEALL, marker);
    const int lines = document.lineCount();
    for (const ChangeMark &mark : marks) {
        if (mark.line >= 0 && mark.line < lines)
            document.send(Base::SCI_MARKERADD, mark.line,
                          std::intptr_t{firstChangeMarker + static_cast<int>(mark.kind)});
    }
}

ChangeLayer::ChangeLayer(QsciScintillaBase &view)
    : m_view(view)
    , m_geometry(view)
{
}

void ChangeLayer::setUp() const
{
    const Scintilla view = m_geometry.scintilla();
    view.send(Base::SCI_SETMARGINTYPEN, changeMargin, std::intptr_t{Base::SC_MARGIN_SYMBOL});
    view.send(Base::SCI_SETMARGINMASKN, changeMargin, static_cast<std::intptr_t>(changeMarkerMask));
    view.send(Base::SCI_SETMARGINWIDTHN, changeMargin, std::intptr_t{changeMarginWidth});
    view.send(Base::SCI_SETMARGINSENSITIVEN, changeMargin, std::intptr_t{1});
    for (int marker = firstChangeMarker; marker < firstChangeMarker + changeKinds; ++marker)
        view.send(Base::SCI_MARKERDEFINE, marker, std::intptr_t{Base::SC_MARK_EMPTY});
}

void ChangeLayer::setTheme(const Theme &theme)
{
    m_added = theme.editor().added;
    m_changed = theme.editor().changed;
    m_removed = theme.editor().removed;
    m_background = theme.editor().gutter;
    // Without this the margin would have the colour of the window.
    m_geometry.scintilla().send(Base::SCI_SETMARGINBACKN, changeMargin, m_background);
}

int ChangeLayer::left() const
{
    int left = 0;
    for (int margin = 0; margin < changeMargin; ++margin)
        left += static_cast<int>(m_geometry.scintilla().send(Base::SCI_GETMARGINWIDTHN, margin));
    return left;
}

bool ChangeLayer::covers(const QPoint &place) const
{
    const int begin = left();
    return place.x() >= begin && place.x() < begin + changeMarginWidth;
}

int ChangeLayer::lineAt(const QPoint &place) const
{
    if (!covers(place))
        return -1;
    const Scintilla scintilla = m_geometry.scintilla();
    const auto first = scintilla.send(Base::SCI_GETFIRSTVISIBLELINE);
    const auto row = first + place.y() / std::max(1, m_geometry.lineHeight());
    const auto line = static_cast<int>(scintilla.send(Base::SCI_DOCLINEFROMVISIBLE, static_cast<int>(row)));
    const auto marks = static_cast<unsigned>(scintilla.send(Base::SCI_MARKERGET, line)) & changeMarkerMask;
    return line < scintilla.lineCount() && marks != 0 ? line : -1;
}

void ChangeLayer::paintLine(QPainter &painter, unsigned marks, int top, int height) const
{
    const int x = left() + 2;
    if ((marks & bit(ChangeKind::Modified)) != 0) {
        // In pieces, so that it is not only its colour that tells it from what was added.
        constexpr int pieces = 3;
        const qreal piece = static_cast<qreal>(height) / pieces;
        for (int i = 0; i < pieces; ++i)
            painter.fillRect(QRectF(x, top + i * piece, barWidth, piece - 1.5), m_changed);
    } else if ((marks & bit(ChangeKind::Added)) != 0) {
        painter.fillRect(QRectF(x, top, barWidth, height), m_added);
    }
    const auto wedge = [&](qreal y) {
        constexpr qreal side = 4.5;
        const QPointF corners[] = {{x - 1.0, y - side}, {x + side, y}, {x - 1.0, y + side}};
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_removed);
        painter.drawPolygon(corners, 3);
    };
    // On the edge between two lines; at the upper one of the text the lower half is seen.
    if ((marks & bit(ChangeKind::Removed)) != 0)
        wedge(top);
    if ((marks & bit(ChangeKind::RemovedBelow)) != 0)
        wedge(top + height);
}

void ChangeLayer::paint(QPainter &painter) const
{
    const int begin = left();
    const int viewHeight = m_view.viewport()->height();
    if (!painter.clipRegion().intersects(QRect(begin, 0, changeMarginWidth, viewHeight)))
        return;
    const Scintilla scintilla = m_geometry.scintilla();
    const int height = std::max(1, m_geometry.lineHeight());
    const int first = static_cast<int>(scintilla.send(Base::SCI_GETFIRSTVISIBLELINE));
    const int lineCount = scintilla.lineCount();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    int line = -1;
    unsigned marks = 0;
    for (int row = 0; row <= viewHeight / height; ++row) {
        const int at = static_cast<int>(scintilla.send(Base::SCI_DOCLINEFROMVISIBLE, first + row));
        if (at >= lineCount)
            break;
        const bool further = at == line; // a row of a wrapped line
        line = at;
        marks = static_cast<unsigned>(scintilla.send(Base::SCI_MARKERGET, line)) & changeMarkerMask;
        if (further)
            marks &= ~bit(ChangeKind::Removed);
        if (marks != 0)
            paintLine(painter, marks, row * height, height);
    }
    painter.restore();
}

} // namespace gatewright
