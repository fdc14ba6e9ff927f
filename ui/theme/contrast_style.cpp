// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/contrast_style.h"

#include <QPainter>
#include <QStyleOption>

namespace gatewright {

namespace {

// A thick edge in the highlight's colour is round what is `marked`, and round what has the focus.
void drawEdge(QPainter &painter, const QStyleOption &option, QRect place, bool marked = false)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focus = marked || (enabled && option.state.testFlag(QStyle::State_HasFocus));
    const int width = focus ? 2 : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const QColor colour = focus     ? option.palette.color(QPalette::Active, QPalette::Highlight)
                          : enabled ? option.palette.color(QPalette::Mid)
                                    : option.palette.color(QPalette::Disabled, QPalette::Text);
    // Within the control, whatever its width.
    for (int ring = 0; ring < width; ++ring) {
        painter.setPen(QPen(colour, 0));
        painter.drawRect(place.adjusted(ring, ring, -1 - ring, -1 - ring));
    }
    painter.restore();
}

// A line in the middle of what parts two panels.
void drawDivider(QPainter &painter, const QStyleOption &option)
{
    QRect line = option.rect;
    if (line.width() < line.height())
        line = QRect(line.center().x(), line.top(), 1, line.height());
    else
        line = QRect(line.left(), line.center().y(), line.width(), 1);
    painter.fillRect(line, option.palette.color(QPalette::Mid));
}

} // namespace

void ContrastStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    ThemeStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_FrameLineEdit:
    case PE_FrameGroupBox:
    case PE_FrameMenu:
    case PE_FrameTabWidget:
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawEdge(*painter, *option, option->rect);
        break;
    case PE_Frame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawEdge(*painter, *option, option->rect);
        break;
    case PE_PanelButtonTool:
        if (option->state.testFlag(State_Raised) || option->state.testFlag(State_On))
            drawEdge(*painter, *option, option->rect);
        break;
    case PE_IndicatorDockWidgetResizeHandle:
        drawDivider(*painter, *option);
        break;
    case PE_PanelStatusBar:
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)),
                          option->palette.color(QPalette::Mid));
        break;
    default:
        break;
    }
}

void ContrastStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    ThemeStyle::drawControl(element, option, painter, widget);
    switch (element) {
    case CE_Splitter:
        drawDivider(*painter, *option);
        break;
    case CE_TabBarTabShape:
        drawEdge(*painter, *option, option->rect, option->state.testFlag(State_Selected));
        break;
    case CE_HeaderSection:
    case CE_ScrollBarSlider:
    case CE_ProgressBarGroove:
        drawEdge(*painter, *option, option->rect);
        break;
    default:
        break;
    }
}

void ContrastStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                       QPainter *painter, const QWidget *widget) const
{
    ThemeStyle::drawComplexControl(control, option, painter, widget);
    switch (control) {
    case CC_ComboBox:
    case CC_SpinBox:
        drawEdge(*painter, *option, option->rect);
        break;
    case CC_ScrollBar:
        drawEdge(*painter, *option, subControlRect(control, option, SC_ScrollBarSlider, widget));
        break;
    default:
        break;
    }
}

} // namespace gatewright
