// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

namespace gatewright {

class EditorArea;
class EditorPage;
class StatusBar;

// Keeps the status bar in step with the page in front and with the problems.
class StatusBinding : public QObject
{
    Q_OBJECT

public:
    StatusBinding(const WindowContext &context, EditorArea &editors, StatusBar &bar,
                  QObject *parent = nullptr);

private:
    void follow(EditorPage *page);
    void updateDocument();
    void updatePosition();
    void updateProblems();

    WindowContext m_context;
    StatusBar &m_bar;
    QPointer<EditorPage> m_page;
};

} // namespace gatewright
