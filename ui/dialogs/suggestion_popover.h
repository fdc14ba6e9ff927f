// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace gatewright {

// The suggestion that stands, as plain text that can be read line by line, selected and copied: for people
// who listen to their screen, and for suggestions that are longer than what is seen of them. Escape closes
// it, Ctrl+Return accepts the suggestion.
class SuggestionPopover : public QFrame
{
    Q_OBJECT

public:
    // `text` has LF line ends.
    SuggestionPopover(const QString &text, const QFont &font, QWidget *parent);

    // Its corner there, inside the screen.
    void openAt(const QPoint &corner);

Q_SIGNALS:
    void accepted();
};

} // namespace gatewright
