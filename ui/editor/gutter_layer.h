// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/text_mark.h"
#include "ui/inline/inline_geometry.h"

#include <QPainter>
#include <QPixmap>

#include <array>

namespace gatewright {

// Paints marks and fold handles in the margins of a view. Scintilla's own marker images know nothing of the
// screen's scale, and its fold symbols nothing of our icons; it still keeps the markers with their lines and
// takes the clicks.
class GutterLayer
{
public:
    explicit GutterLayer(QsciScintillaBase &view);

    void setTheme(const Theme &theme);
    void paint(QPainter &painter);

private:
    enum Image { ErrorImage, WarningImage, InformationImage, HintImage, FoldedImage, OpenImage, ImageCount };

    void render();
    void paintBookmark(QPainter &painter, int top, int height) const;
    void paintImage(QPainter &painter, Image image, int left, int width, int top, int height) const;

    QsciScintillaBase &m_view;
    InlineGeometry m_geometry;
    std::array<QColor, ImageCount> m_colours;
    std::array<QPixmap, ImageCount> m_images;
    QColor m_bookmark;
    qreal m_scale = 0; // of the screen that the images were made for
};

} // namespace gatewright
