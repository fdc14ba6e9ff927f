// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diff_overview.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace gatewright {

DiffOverview::DiffOverview(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Where the changes are; click to go there"));
}

void DiffOverview::setChanges(const std::vector<DiffChange> &changes, int rowCount)
{
    m_changes = changes;
    m_rowCount = rowCount;
    update();
}

void DiffOverview::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void DiffOverview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const EditorColours &colours = m_theme.editor();
    painter.fillRect(rect(), colours.gutter);
    if (m_rowCount == 0)
        return;
    constexpr qreal leastHeight = 3;
    const qreal scale = static_cast<qreal>(height()) / std::max(m_rowCount, 1);
    for (const DiffChange &change : m_changes) {
        const QRectF mark(0, change.firstRow * scale, width(),
                          std::max(leastHeight, change.rowCount * scale));
        // Left half: what went; right half: what came.
        if (change.lines.oldCount > 0)
            painter.fillRect(mark.adjusted(1, 0, -width() / 2.0, 0), colours.removed);
        if (change.lines.newCount > 0)
            painter.fillRect(mark.adjusted(width() / 2.0, 0, -1, 0), colours.added);
    }
}

void DiffOverview::mousePressEvent(QMouseEvent *event)
{
    if (m_rowCount > 0 && height() > 0)
        Q_EMIT rowChosen(std::clamp(event->pos().y() * m_rowCount / height(), 0, m_rowCount - 1));
}

} // namespace gatewright
