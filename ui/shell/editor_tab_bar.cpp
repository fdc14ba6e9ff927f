// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/editor_tab_bar.h"

#include "ui/theme/icon_provider.h"

#include <QMouseEvent>
#include <QToolButton>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int widestTab = 260;
constexpr int narrowestTab = 96;

} // namespace

EditorTabBar::EditorTabBar(const IconProvider &icons, QWidget *parent)
    : QTabBar(parent)
    , m_icons(icons)
{
    setMovable(true);
    setDocumentMode(true);
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Open files"));
}

// The style's own close buttons ignore the palette.
void EditorTabBar::tabInserted(int index)
{
    QTabBar::tabInserted(index);
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(m_icons.icon(Symbol::Close));
    button->setIconSize(QSize(12, 12));
    button->setFixedSize(20, 20);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tr("Close this file"));
    button->setAccessibleName(tr("Close this file"));
    setTabButton(index, QTabBar::RightSide, button);
    connect(button, &QToolButton::clicked, this, [this, button] {
        for (int tab = 0; tab < count(); ++tab) {
            if (tabButton(tab, QTabBar::RightSide) == button) {
                Q_EMIT tabCloseRequested(tab);
                return;
            }
        }
    });
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
