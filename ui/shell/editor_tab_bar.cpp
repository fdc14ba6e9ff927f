// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/editor_tab_bar.h"

#include <QMouseEvent>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int widestTab = 260;
constexpr int narrowestTab = 96;

} // namespace

EditorTabBar::EditorTabBar(QWidget *parent)
    : QTabBar(parent)
{
    setMovable(true);
    setTabsClosable(true);
    setDocumentMode(true);
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Open files"));
}

void EditorTabBar::mouseReleaseEvent(QMouseEvent *event)
{
    const int tab = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && tab >= 0) {
        Q_EMIT tabCloseRequested(tab);
        return;
    }
    QTabBar::mouseReleaseEvent(event);
}

void EditorTabBar::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && tabAt(event->position().toPoint()) < 0)
        Q_EMIT emptyAreaDoubleClicked();
    else
        QTabBar::mouseDoubleClickEvent(event);
}

QSize EditorTabBar::minimumTabSizeHint(int index) const
{
    const QSize natural = QTabBar::minimumTabSizeHint(index);
    return {std::max(natural.width(), narrowestTab), natural.height()};
}

QSize EditorTabBar::tabSizeHint(int index) const
{
    const QSize natural = QTabBar::tabSizeHint(index);
    return {std::clamp(natural.width(), narrowestTab, widestTab), natural.height()};
}

} // namespace gatewright
