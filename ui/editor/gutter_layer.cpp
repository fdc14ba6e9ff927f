// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/gutter_layer.h"

#include "ui/editor/mark_layer.h"
#include "ui/theme/icon_provider.h"

#include <algorithm>
#include <bit>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

constexpr int imageSide = 14;
constexpr std::array symbols{Symbol::Error, Symbol::Warning,      Symbol::Information,
                             Symbol::Hint,  Symbol::ChevronRight, Symbol::ChevronDown};

} // namespace

GutterLayer::GutterLayer(QsciScintillaBase &view)
    : m_view(view)
    , m_geometry(view)
{
}

void GutterLayer::setTheme(const Theme &theme)
{
    m_colours = {theme.levelColour(MarkLevel::Error),
                 theme.levelColour(MarkLevel::Warning),
                 theme.levelColour(MarkLevel::Information),
                 theme.levelColour(MarkLevel::Hint),
                 theme.editor().foldMarker,
                 theme.editor().foldMarker};
    m_bookmark = theme.accent();
    m_scale = 0;
}

void GutterLayer::render()
{
    const qreal scale = m_view.devicePixelRatioF();
    if (m_scale == scale)
        return;
    m_scale = scale;
    const IconProvider icons;
    for (std::size_t image = 0; image < m_images.size(); ++image)
        m_images[image] =
            icons.icon(symbols[image], m_colours[image]).pixmap(QSize(imageSide, imageSide), scale);
}

void GutterLayer::paintImage(QPainter &painter, Image image, int left, int width, int top, int height) const
{
    painter.drawPixmap(left + (width - imageSide) / 2, top + (height - imageSide) / 2, m_images[image]);
}

// A ribbon at the left edge, over the line number's empty side.
void GutterLayer::paintBookmark(QPainter &painter, int top, int height) const
{
    constexpr qreal width = 7;
    const qreal high = std::min<qreal>(height - 4, 12);
    const qreal y = top + (height - high) / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_bookmark);
    painter.drawPolygon(QPolygonF({QPointF(2, y), QPointF(2 + width, y), QPointF(2 + width, y + high),
                                   QPointF(2 + width / 2, y + high - 4), QPointF(2, y + high)}));
    painter.restore();
}

void GutterLayer::paint(QPainter &painter)
{
    const Scintilla scintilla = m_geometry.scintilla();
    const auto marginWidth = [&](int margin) {
        return static_cast<int>(scintilla.send(Base::SCI_GETMARGINWIDTHN, margin));
    };
    const int markLeft = marginWidth(lineNumberMargin);
    const int foldLeft = markLeft + marginWidth(markMargin);
    const int right = foldLeft + marginWidth(foldMargin);
    if (!painter.clipRegion().intersects(QRect(0, 0, right, m_view.viewport()->height())))
        return; // a key repaints the text of its line only
    render();
    const int height = m_geometry.lineHeight();
    const int first = static_cast<int>(scintilla.send(Base::SCI_GETFIRSTVISIBLELINE));
    const int rows = m_view.viewport()->height() / std::max(1, height) + 1;
    const int lineCount = scintilla.lineCount();
    int previous = -1;
    for (int row = 0; row < rows; ++row) {
        const int line = static_cast<int>(scintilla.send(Base::SCI_DOCLINEFROMVISIBLE, first + row));
        // The further rows of a wrapped line and the room under a ghost text belong to the line above.
        if (line == previous || line >= lineCount)
            continue;
        previous = line;
        const int top = row * height;
        if (scintilla.send(Base::SCI_VISIBLEFROMDOCLINE, line) != first + row)
            continue;
        const auto markers = static_cast<unsigned>(scintilla.send(Base::SCI_MARKERGET, line));
        if ((markers & (1U << bookmarkMarker)) != 0)
            paintBookmark(painter, top, height);
        if (const unsigned marks = markers & markMarkerMask; marks)
            paintImage(painter, static_cast<Image>(std::countr_zero(marks)), markLeft, foldLeft - markLeft,
                       top, height);
        if ((scintilla.send(Base::SCI_GETFOLDLEVEL, line) & Base::SC_FOLDLEVELHEADERFLAG) != 0)
            paintImage(painter,
                       scintilla.send(Base::SCI_GETFOLDEXPANDED, line) != 0 ? OpenImage : FoldedImage,
                       foldLeft, right - foldLeft, top, height);
    }
}

} // namespace gatewright
