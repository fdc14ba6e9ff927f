// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace gatewright {

FlowLayout::FlowLayout(int gap, QWidget *parent)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

void FlowLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    place(area, true);
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0); // all in one row
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        size = {size.width() + (size.width() > 0 ? m_gap : 0) + hint.width(),
                std::max(size.height(), hint.height())};
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

int FlowLayout::place(const QRect &area, bool apply) const
{
    const auto direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int left = area.left();
    int top = area.top();
    int height = 0; // of the row
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint().boundedTo({std::max(1, area.width()), QWIDGETSIZE_MAX});
        if (left > area.left() && left + size.width() > area.left() + area.width()) {
            left = area.left();
            top += height + m_gap;
            height = 0;
        }
        if (apply)
            item->setGeometry(QStyle::visualRect(direction, area, {{left, top}, size}));
        left += size.width() + m_gap;
        height = std::max(height, size.height());
    }
    return top + height - area.top();
}

} // namespace gatewright
