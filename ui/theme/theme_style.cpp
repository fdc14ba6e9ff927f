// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme_style.h"

#include "ui/theme/colour.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>

namespace gatewright {

namespace {

// What the edge of a control must keep to its surroundings to be found (WCAG 2.1, 1.4.11).
constexpr double findable = 3.0;
// Of a field, which its other ground tells as well.
constexpr double traceable = 2.0;
constexpr int rowPadding = 3; // above and below the text of a row
constexpr int tabLine = 2;

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

// `ground` is what the edge lies on. Nothing is drawn over what has the focus: Fusion marks that well.
void drawEdge(QPainter &painter, const QStyleOption &option, const QColor &ground, double contrast,
              bool round)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor text = option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(dimmed(text, ground, contrast));
    const QRectF place = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (round)
        painter.drawEllipse(place);
    else
        painter.drawRoundedRect(place, 1.5, 1.5);
    painter.restore();
}

// Along the side of the tab that lies away from its page.
void drawTabLine(QPainter &painter, const QStyleOptionTab &tab)
{
    QRect line = tab.rect;
    switch (tab.shape) {
    case QTabBar::RoundedSouth:
    case QTabBar::TriangularSouth:
        line.setTop(line.bottom() - tabLine + 1);
        break;
    case QTabBar::RoundedNorth:
    case QTabBar::TriangularNorth:
        line.setHeight(tabLine);
        break;
    default:
        return;
    }
    painter.fillRect(line, tab.palette.color(QPalette::Active, QPalette::Highlight));
}

// An icon paints its colour for a selection, which is for the accent colour below it; without the focus there
// is only grey.
QIcon plain(const QStyleOptionViewItem &item)
{
    const qreal ratio = item.widget ? item.widget->devicePixelRatioF() : 1.0;
    const QPixmap pixmap = item.icon.pixmap(item.decorationSize, ratio);
    QIcon icon;
    icon.addPixmap(pixmap, QIcon::Normal);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

} // namespace

ThemeStyle::ThemeStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("fusion")); // by which it is told from the platform's own
}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawEdge(*painter, *option, option->palette.color(QPalette::Base), findable, false);
        break;
    case PE_IndicatorRadioButton:
        drawEdge(*painter, *option, option->palette.color(QPalette::Base), findable, true);
        break;
    case PE_FrameLineEdit:
        if (isDark(option->palette) && !option->state.testFlag(State_HasFocus))
            drawEdge(*painter, *option, option->palette.color(QPalette::Window), traceable, false);
        break;
    default:
        break;
    }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        element == CE_ItemViewItem && item && !item->icon.isNull() && item->state.testFlag(State_Selected) &&
        !item->state.testFlag(State_Active)) {
        QStyleOptionViewItem inactive(*item);
        inactive.icon = plain(*item);
        QProxyStyle::drawControl(element, &inactive, painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        element == CE_TabBarTabShape && tab && tab->state.testFlag(State_Selected))
        drawTabLine(*painter, *tab);
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if ((control == CC_SpinBox || control == CC_ComboBox) && isDark(option->palette) &&
        !option->state.testFlag(State_HasFocus))
        drawEdge(*painter, *option, option->palette.color(QPalette::Window), traceable, false);
}

QSize ThemeStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ItemViewItem)
        result.setHeight(std::max(result.height(), option->fontMetrics.height() + 2 * rowPadding));
    return result;
}

} // namespace gatewright
