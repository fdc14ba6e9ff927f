// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/git_program.h"
#include "ui/bridge/git_session.h"
#include "ui/shell/git_work.h"
#include "ui/shell/window_context.h"

#include <QObject>

class QDockWidget;

namespace gatewright {

class GitComparison;
class GitGutter;
class GitPanel;
class HistoryPanel;
class MainWindow;

// The window's side of git: the panel and the history in their docks, the branch in the status bar, the
// change gutter, the comparisons and the commands.
class GitBinding : public QObject
{
    Q_OBJECT

public:
    // Adds its docks and commands to the window, so before its menus are built. `session` and `program`
    // outlive it.
    GitBinding(const WindowContext &context, MainWindow &window, GitSession &session, GitProgram &program,
               QObject *parent = nullptr);
    ~GitBinding() override;

    [[nodiscard]] GitSession &session() const { return m_session; }
    [[nodiscard]] GitPanel &panel() const { return *m_panel; }
    [[nodiscard]] HistoryPanel &history() const { return *m_history; }
    [[nodiscard]] GitGutter &gutter() const { return *m_gutter; }
    [[nodiscard]] GitComparison &comparison() const { return *m_comparison; }
    [[nodiscard]] GitWork &work() const { return *m_work; }

private:
    void addDocks();
    // git_commands.cpp
    void addCommands();
    void addFileCommands();
    void addChangeCommands();
    void addBranchCommands();
    void addHistoryCommands();
    void fillPanel();

    void connectPanels();
    void followSession();
    void showDock(QDockWidget *dock);
    // What the commands about files mean: the selection of the list while it has the focus, else the file in
    // front. `groups` that count.
    [[nodiscard]] GitWork::Paths chosenPaths(std::initializer_list<int> groups) const;
    [[nodiscard]] git::GitPath currentPath() const;
    void commit();
    void openCompared();
    void chooseBranch(const QString &title, std::function<void(const QString &)> chosen);
    void openBranches();
    void openStashes();
    void settleConflict(git::ConflictChoice choice);
    [[nodiscard]] bool hasConflictAtCaret() const;
    void nextChange();
    void previousChange();
    [[nodiscard]] bool canStep() const;

    WindowContext m_context;
    MainWindow &m_window;
    GitSession &m_session;
    GitProgram &m_program;
    GitPanel *m_panel;
    HistoryPanel *m_history;
    QDockWidget *m_panelDock = nullptr;
    QDockWidget *m_historyDock = nullptr;
    GitWork *m_work;
    GitComparison *m_comparison;
    GitGutter *m_gutter;
};

} // namespace gatewright
