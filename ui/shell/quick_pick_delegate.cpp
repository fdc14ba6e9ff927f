// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quick_pick_delegate.h"

#include "ui/shell/quick_pick.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace gatewright {

namespace {

constexpr int margin = 8;

// Draws one line and returns its width. Long text is cut at `width`, not wrapped.
qreal drawLine(QPainter *painter, const QFont &font, const QRect &area, const QString &text,
               const QList<int> &bold, const QColor &color)
{
    QTextLayout layout(text, font);
    QList<QTextLayout::FormatRange> formats;
    for (const int place : bold) {
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setFontUnderline(true);
        formats.append({place, 1, format});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter->save();
    painter->setClipRect(area);
    painter->setPen(color);
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
    painter->restore();
    return line.naturalTextWidth();
}

QColor dimmed(const QColor &text, const QColor &background)
{
    return QColor::fromRgbF(static_cast<float>(text.redF() * 0.65 + background.redF() * 0.35),
                            static_cast<float>(text.greenF() * 0.65 + background.greenF() * 0.35),
                            static_cast<float>(text.blueF() * 0.65 + background.blueF() * 0.35));
}

} // namespace

void QuickPickDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &row, painter, widget);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor text =
        option.palette.color(QPalette::Active, selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet =
        dimmed(text, option.palette.color(QPalette::Active, selected ? QPalette::Highlight : QPalette::Base));
    QRect area = option.rect.adjusted(margin, 0, -margin, 0);

    const QString hint = index.data(QuickPickModel::HintRole).toString();
    if (!hint.isEmpty()) {
        const int width = option.fontMetrics.horizontalAdvance(hint);
        drawLine(painter, option.font, QRect(area.right() - width, area.top(), width + 1, area.height()),
                 hint, {}, quiet);
        area.setRight(area.right() - width - 2 * margin);
    }
    const qreal used = drawLine(painter, option.font, area, index.data(Qt::DisplayRole).toString(),
                                index.data(QuickPickModel::MatchedRole).value<QList<int>>(), text);
    area.setLeft(area.left() + static_cast<int>(used) + margin);
    const QString context = index.data(QuickPickModel::ContextRole).toString();
    if (area.width() > 4 * margin && !context.isEmpty()) {
        drawLine(painter, option.font, area,
                 option.fontMetrics.elidedText(context, Qt::ElideMiddle, area.width()), {}, quiet);
    }
}

QSize QuickPickDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + margin};
}

} // namespace gatewright
