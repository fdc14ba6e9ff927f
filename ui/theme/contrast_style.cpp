// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/contrast_style.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace gatewright {

namespace {

void drawEdge(QPainter &painter, const QStyleOption &option, QRect place)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focus = enabled && option.state.testFlag(QStyle::State_HasFocus);
    const int width = focus ? 2 : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const QColor colour = focus     ? option.palette.color(QPalette::Highlight)
                          : enabled ? option.palette.color(QPalette::Mid)
                                    : option.palette.color(QPalette::Disabled, QPalette::Text);
    // Within the control, whatever its width.
    for (int ring = 0; ring < width; ++ring) {
        painter.setPen(QPen(colour, 0));
        painter.drawRect(place.adjusted(ring, ring, -1 - ring, -1 - ring));
    }
    painter.restore();
}

} // namespace

ContrastStyle::ContrastStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("fusion")); // by which it is told from the platform's own
}

void ContrastStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
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
    default:
        break;
    }
}

void ContrastStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    QProxyStyle::drawControl(element, option, painter, widget);
    switch (element) {
    case CE_HeaderSection:
    case CE_TabBarTabShape:
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
    QProxyStyle::drawComplexControl(control, option, painter, widget);
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
