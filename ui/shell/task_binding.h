// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/task.h"
#include "ui/shell/window_context.h"

#include <QObject>

#include <functional>
#include <vector>

class QMainWindow;

namespace gatewright {

class MainWindow;
class TaskPanel;
class TaskSession;
struct QuickPickItem;

// The project's tasks and the user's own terminal in the window: commands, the list to choose from, the dock.
class TaskBinding : public QObject
{
    Q_OBJECT

public:
    // Commands that a project defines run only where the user trusts the folder.
    struct Trust
    {
        std::function<bool()> isTrusted;
        std::function<void()> ask;
    };

    TaskBinding(const WindowContext &context, MainWindow &window, TaskSession &session, Trust trust,
                QObject *parent = nullptr);

private:
    void addCommands();
    void addDock();
    void choose();
    [[nodiscard]] QList<QuickPickItem> items();
    void start(const tasks::Task &task);
    void edit();
    void openTerminal();
    void runInTerminal();
    void startTerminal(const std::optional<Command> &command);
    [[nodiscard]] QString currentFolder() const;
    [[nodiscard]] bool mayRun();
    void tell(const Error &error, const QString &whatFailed);

    WindowContext m_context;
    MainWindow &m_window;
    TaskSession &m_session;
    Trust m_trust;
    TaskPanel *m_panel;
    std::vector<tasks::Task> m_found; // what the list shows
};

} // namespace gatewright
