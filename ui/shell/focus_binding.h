// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>

class QMainWindow;

namespace gatewright {

class EditorArea;

// The way of the keyboard through the window: to the newest message with its buttons, and by Escape back to
// the text from wherever nothing else takes it.
class FocusBinding : public QObject
{
    Q_OBJECT

public:
    // All of them outlive the binding.
    FocusBinding(const WindowContext &context, QMainWindow &window, EditorArea &editors, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void focusText();
    void focusMessage();

    QMainWindow &m_window;
    EditorArea &m_editors;
};

} // namespace gatewright
