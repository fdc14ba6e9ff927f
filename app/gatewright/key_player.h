// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>
#include <QWindow>

namespace gatewright {

// Presses keys the way the windowing system would report them: shortcuts, focus and input all see them as the
// user's.
class KeyPlayer
{
public:
    explicit KeyPlayer(QWindow &window)
        : m_window(window)
    {
    }

    // One key with its modifiers: "Ctrl+Shift+P".
    void press(const QKeySequence &key) const;
    // One character after the other; a line feed is the Return key.
    void type(const QString &text) const;

private:
    QWindow &m_window;
};

} // namespace gatewright
