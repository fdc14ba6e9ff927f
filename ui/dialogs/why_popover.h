// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/client/completion_controller.h"

#include <QFrame>

#include <deque>

namespace gatewright {

// "Why no suggestion?": what became of the last tries, the newest first, in plain words. Opens above its
// anchor and closes when the user looks elsewhere.
class WhyPopover : public QFrame
{
    Q_OBJECT

public:
    // `summary` is the state of the engine.
    WhyPopover(const QString &summary, const std::deque<completion::Attempt> &attempts, QWidget *parent);

    // Above `anchor`, inside its screen.
    void openAt(const QWidget &anchor);
};

} // namespace gatewright
