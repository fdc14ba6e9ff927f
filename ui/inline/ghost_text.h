// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tier_badge.h"

#include <QMetaType>
#include <QString>

#include <string>

namespace gatewright {

// A suggestion as it is offered at the caret.
struct GhostText
{
    QString id;                        // of the completion, for outcomes
    std::string text;                  // UTF-8, lines end with LF whatever the document has
    TierBadge badge = TierBadge::None; // may be raised later, see CodeView::setGhostBadge
    int index = 1;                     // which of `count` candidates this is; told to screen readers
    int count = 1;
};

// How much one key takes.
enum class AcceptUnit { All, Line, Word };

// Why a suggestion went away without being taken whole.
enum class GhostEnd {
    Escape,    // the user said no
    TypedOver, // the user typed something else
    Moved,     // the caret went elsewhere, or a selection was made
    Edited,    // the text changed by something other than typing (undo, paste, another view)
    FocusLost, // the keyboard went to another widget
    Replaced,  // another suggestion came
    Cleared,   // the program took it back
};

} // namespace gatewright

Q_DECLARE_METATYPE(gatewright::AcceptUnit)
Q_DECLARE_METATYPE(gatewright::GhostEnd)
