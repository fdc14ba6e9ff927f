// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QAction;

namespace gatewright {

// One change of the gutter, beside its lines: what stood there, what stands there now, and what can be done.
// Closes itself when the user goes elsewhere.
class ChangePopover : public QFrame
{
    Q_OBJECT

public:
    // The texts are whole lines.
    ChangePopover(const QString &before, const QString &after, const Theme &theme,
                  const QList<QAction *> &actions, QWidget *parent);

    // Below the place, or above it where there is no room.
    void openAt(const QPoint &globalPosition);
};

// The same texts as rich text, for a tool tip: at most some lines of each.
[[nodiscard]] QString changeToolTip(const QString &before, const QString &after, const Theme &theme);

} // namespace gatewright
