// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>

class QWidget;

namespace gatewright {

// Gives the commands the keys of the chosen scheme and of the user, at the start and whenever a setting
// changes, and opens the editor of both. Make it before MainWindow::buildMenus().
class KeyboardBinding : public QObject
{
    Q_OBJECT

public:
    KeyboardBinding(const WindowContext &context, QWidget &window, QObject *parent = nullptr);

    // Once every command is there.
    void apply();

private:
    WindowContext m_context;
};

} // namespace gatewright
