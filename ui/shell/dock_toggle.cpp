// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_toggle.h"

#include <QDockWidget>

namespace gatewright {

namespace {

// Where the keyboard goes on in the panel: what the panel names, else its first control that can be used. The
// panel itself shows no focus.
QWidget *focusIn(QWidget &panel)
{
    if (QWidget *named = panel.focusProxy(); named && named->isVisible())
        return named;
    for (QWidget *next = panel.nextInFocusChain(); next != &panel; next = next->nextInFocusChain()) {
        if (panel.isAncestorOf(next) && next->isVisible() && next->isEnabled() &&
            (next->focusPolicy() & Qt::TabFocus) != 0)
            return next;
    }
    return &panel;
}

} // namespace

void toggleDock(QDockWidget &dock)
{
    const bool show = !dock.isVisible() || dock.visibleRegion().isEmpty();
    dock.setVisible(show);
    if (show)
        showDock(dock);
}

void showDock(QDockWidget &dock)
{
    dock.show();
    dock.raise();
    focusIn(*dock.widget())->setFocus(Qt::OtherFocusReason);
}

} // namespace gatewright
