// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/setup_session.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

namespace gatewright {

class MainWindow;
class SetupDialog;

// The window's side of installing Qiskit, the one thing of this window that uses a network: the command, the
// question, what is said of the end, and the log of the connections.
class SetupBinding : public QObject
{
    Q_OBJECT

public:
    // `session` outlives this. `connectionLog` is the file of ConnectionLog.
    SetupBinding(const WindowContext &context, MainWindow &window, SetupSession &session,
                 QString connectionLog, QObject *parent = nullptr);
    ~SetupBinding() override;

private:
    void addCommands();
    void setUp();
    void ask();
    void tellState();
    void tellReady(const QString &text);
    void tellFailure(const Error &error);
    void showConnectionLog();

    WindowContext m_context;
    MainWindow &m_window;
    SetupSession &m_session;
    const QString m_connectionLog;
    QPointer<SetupDialog> m_dialog;
};

} // namespace gatewright
