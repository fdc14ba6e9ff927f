// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/file_finder.h"
#include "ui/dialogs/user_questions.h"
#include "ui/shell/session_keeper.h"
#include "ui/shell/window_context.h"

#include <QMainWindow>

#include <memory>

class QDockWidget;
class QStackedWidget;

namespace gatewright {

class CompareView;
class DocumentActions;
class EditorArea;
class EditorPage;
class FindBar;
class ProblemNavigator;
class ProblemsPanel;
class ProjectPanel;
class QuickFixMenu;
class QuickPick;
class RunBinding;
class RunPanel;
class StatusBar;
class WelcomePage;

// The frame: puts the parts of the window in their places and connects them. What the parts do is theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // Without `questions` the window asks with the platform's dialogs.
    MainWindow(const WindowContext &context, SessionStore session,
               std::unique_ptr<UserQuestions> questions = {});
    ~MainWindow() override;

    [[nodiscard]] EditorArea &editors() const { return *m_editors; }
    [[nodiscard]] DocumentActions &documents() const { return *m_documents; }
    [[nodiscard]] CompareView &comparison() const { return *m_compare; }
    [[nodiscard]] FindBar &findBar() const { return *m_findBar; }
    [[nodiscard]] QuickPick &quickPick() const { return *m_quickPick; }
    [[nodiscard]] StatusBar &status() const { return *m_status; }
    [[nodiscard]] ProjectPanel &project() const { return *m_project; }
    [[nodiscard]] ProblemsPanel &problems() const { return *m_problems; }
    [[nodiscard]] RunPanel &run() const { return *m_run; }
    [[nodiscard]] SessionKeeper &session() const { return *m_session; }
    [[nodiscard]] QuickFixMenu &fixes() const { return *m_fixes; }
    // A dock for a panel that somebody else made, before the session is restored: behind the tab of another
    // dock, or under it. The panel becomes the window's.
    enum class DockPlace { Behind, Below };
    QDockWidget *addPanel(const QString &name, const QString &title, QWidget *panel, const QString &beside,
                          DockPlace place = DockPlace::Behind);
    // Brings a dock to the front.
    void showPanel(const QString &name);
    // The user's session ends: unsaved text is kept, nothing is asked, the program ends.
    void endNow();
    // Fills menus and shortcuts from the registry, once every part has added its commands.
    void buildMenus();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void addDock(const QString &name, const QString &title, QWidget *panel, Qt::DockWidgetArea area);
    void widenForTabs(QDockWidget &dock);
    void addCommands();
    void connectParts();
    void addPickSources();
    void followPage(EditorPage *page);
    void takeFiles();
    void connectComparing();
    void keepAndClose();
    void askAndClose();
    void updateTitle();
    void showMenu(const QStringList &commands, const QPoint &place);

    WindowContext m_context;
    std::unique_ptr<UserQuestions> m_questions;
    WelcomePage *m_welcome;
    EditorArea *m_editors;
    CompareView *m_compare;
    QStackedWidget *m_centre; // editors, or what is compared
    FindBar *m_findBar;
    QuickPick *m_quickPick;
    StatusBar *m_status;
    ProjectPanel *m_project;
    ProblemsPanel *m_problems;
    RunPanel *m_run;
    DocumentActions *m_documents;
    ProblemNavigator *m_navigator;
    QuickFixMenu *m_fixes;
    RunBinding *m_runBinding;
    SessionKeeper *m_session;
    FileFinder m_finder; // in the files of the open folder
    bool m_mayClose = false;
    bool m_isClosing = false; // unsaved text is being kept
};

} // namespace gatewright
