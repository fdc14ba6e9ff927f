// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/history/graph_delegate.h"

#include "ui/theme/colour.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QSortFilterProxyModel>

#include <array>

namespace gatewright {

namespace {

constexpr int laneWidth = 12;
constexpr int margin = 8;
constexpr qreal dotRadius = 3.6;
constexpr int mostNames = 4;

int sourceRow(const QModelIndex &index)
{
    const auto *proxy = qobject_cast<const QSortFilterProxyModel *>(index.model());
    return proxy ? proxy->mapToSource(index).row() : index.row();
}

} // namespace

GraphDelegate::GraphDelegate(const HistoryModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

// Far apart on the circle of colours, and all readable on the background.
QColor GraphDelegate::laneColour(int colour) const
{
    static constexpr std::array hues{212, 135, 28, 285, 350, 178, 52, 250};
    const bool dark = m_theme.scheme() == ColourScheme::Dark;
    const QColor base = QColor::fromHsl(hues[static_cast<std::size_t>(colour) % hues.size()],
                                        dark ? 150 : 170, dark ? 160 : 95);
    constexpr double shapeContrast = 3.0;
    return readableOn(m_theme.editor().background, base, m_theme.editor().text, shapeContrast);
}

void GraphDelegate::paintGraph(QPainter &painter, const QRect &area, const git::GraphRow &row) const
{
    const auto x = [&area](int lane) { return area.left() + margin + lane * laneWidth + 0.5; };
    const qreal middle = area.top() + area.height() / 2.0;
    const QPointF dot(x(row.lane), middle);
    painter.save();
    painter.setClipRect(area);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const git::GraphRow::Line &line : row.lines) {
        const QPointF from = line.from < 0 ? dot : QPointF(x(line.from), area.top());
        const QPointF to = line.to < 0 ? dot : QPointF(x(line.to), area.bottom() + 1.0);
        QPainterPath path(from);
        const qreal half = (from.y() + to.y()) / 2;
        path.cubicTo(QPointF(from.x(), half), QPointF(to.x(), half), to);
        painter.setPen(QPen(laneColour(line.colour), 1.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    painter.setPen(QPen(m_theme.editor().background, 1.2));
    painter.setBrush(laneColour(row.colour));
    painter.drawEllipse(dot, dotRadius, dotRadius);
    painter.restore();
}

QSize GraphDelegate::sizeHint(const QStyleOptionViewItem &item, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(item, index);
    size.setHeight(std::max(size.height(), item.fontMetrics.height() + 6));
    return size;
}

void GraphDelegate::paint(QPainter *painter, const QStyleOptionViewItem &item, const QModelIndex &index) const
{
    QStyleOptionViewItem option = item;
    initStyleOption(&option, index);
    const QString subject = option.text;
    option.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const int row = sourceRow(index);
    if (row < 0 || row >= m_model.rowCount())
        return;
    int left = option.rect.left() + 4;
    if (m_showsGraph) {
        const int width = margin + m_model.graphWidth() * laneWidth;
        paintGraph(*painter, QRect(option.rect.left(), option.rect.top(), width, option.rect.height()),
                   m_model.graph(row));
        left = option.rect.left() + width;
    }
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const auto group = (option.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    const QColor text = selected ? option.palette.color(group, QPalette::HighlightedText)
                                 : option.palette.color(QPalette::Text);
    painter->save();
    painter->setFont(option.font);
    const QStringList names = m_model.commit(row).names.mid(0, mostNames);
    for (const QString &name : names) {
        const int width = option.fontMetrics.horizontalAdvance(name) + 10;
        const QRect label(left, option.rect.top() + 3, width, option.rect.height() - 6);
        if (label.right() > option.rect.right())
            break;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(selected ? text : mixed(option.palette.color(QPalette::Base), m_theme.accent(), 0.6));
        painter->setBrush(selected
                              ? QBrush(Qt::NoBrush)
                              : QBrush(mixed(option.palette.color(QPalette::Base), m_theme.accent(), 0.14)));
        painter->drawRoundedRect(QRectF(label).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter->setPen(text);
        painter->drawText(label, Qt::AlignCenter, name);
        left = label.right() + 6;
    }
    painter->setPen(text);
    const QRect rest(left, option.rect.top(), option.rect.right() - left - 4, option.rect.height());
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(subject, Qt::ElideRight, rest.width()));
    painter->restore();
}

} // namespace gatewright
