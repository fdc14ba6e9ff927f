// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gatewright/arguments.h"
#include "core/base/clock.h"
#include "core/base/paths.h"
#include "core/check/client/checker_client.h"
#include "core/check/syntax_check.h"
#include "core/completion/client/completion_controller.h"
#include "core/completion/client/engine_client.h"
#include "core/completion/client/learning_client.h"
#include "core/project/project_files.h"
#include "core/servers/language_servers.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/completion_presenter.h"
#include "ui/bridge/crash_recovery.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/document_checker.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/ghost_checker.h"
#include "ui/bridge/git_program.h"
#include "ui/bridge/git_session.h"
#include "ui/bridge/learning_session.h"
#include "ui/bridge/model_library.h"
#include "ui/bridge/model_service.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/run_session.h"
#include "ui/bridge/server_documents.h"
#include "ui/bridge/servers/checker_answers.h"
#include "ui/bridge/servers/findings_collector.h"
#include "ui/bridge/setup_session.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/bridge/task_session.h"
#include "ui/bridge/workspace_model.h"
#include "ui/shell/appearance.h"
#include "ui/shell/check_binding.h"
#include "ui/shell/completion_binding.h"
#include "ui/shell/diagnostics_binding.h"
#include "ui/shell/git_binding.h"
#include "ui/shell/keyboard_binding.h"
#include "ui/shell/learning_binding.h"
#include "ui/shell/main_window.h"
#include "ui/shell/model_binding.h"
#include "ui/shell/navigation_binding.h"
#include "ui/shell/search_binding.h"
#include "ui/shell/server_binding.h"
#include "ui/shell/server_setup.h"
#include "ui/shell/server_status.h"
#include "ui/shell/setup_binding.h"
#include "ui/shell/task_binding.h"

#include <QElapsedTimer>

#include <array>
#include <memory>
#include <optional>

class QApplication;

namespace gatewright {

// What tests and the tour choose differently.
struct CompositionOptions
{
    Arguments arguments;
    std::optional<Command> engine;  // nothing: gatewright-engine beside this program
    std::optional<Command> checker; // nothing: gatewright-checker beside this program
    RestartRules engineRestart;
    bool languageServers = true;              // false: none is started
    std::unique_ptr<UserQuestions> questions; // null: dialogs
};

// The composition root: makes every service of the window process once and passes it down. The order of the
// members is the order of making, and backwards that of destroying.
class Composition
{
public:
    Composition(QApplication &application, CompositionOptions options);
    ~Composition();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] const WindowContext &context() const { return m_context; }

    [[nodiscard]] completion::EngineClient &engine() { return m_engine; }
    [[nodiscard]] CompletionPresenter &completions() { return m_presenter; }
    [[nodiscard]] DocumentChecker &checker() { return m_checker; }
    [[nodiscard]] checker::CheckerClient &checkerProcess() { return m_checkerClient; }
    [[nodiscard]] GitBinding &git() { return *m_gitBinding; }
    [[nodiscard]] GitProgram &gitProgram() { return m_gitProgram; }
    [[nodiscard]] QString connectionLog() const { return m_connections.file(); }
    [[nodiscard]] SearchBinding &search() { return *m_searchBinding; }
    [[nodiscard]] LearningSession &learning() { return m_learning; }
    [[nodiscard]] LearningBinding &learningWindow() { return *m_learningBinding; }
    [[nodiscard]] NavigationBinding &navigation() { return *m_navigation; }
    [[nodiscard]] GhostChecker &ghostChecker() { return m_ghostChecker; }
    [[nodiscard]] servers::LanguageServers &languageServers() { return m_servers; }
    [[nodiscard]] ServerBinding &serverFeatures() { return *m_serverBinding; }

    // Shows the window, then restores the session and opens what the command line names. `sinceStart` runs
    // since the process began; how long it took until the window takes keys and the session stands is logged.
    void start(const QElapsedTimer &sinceStart);

private:
    [[nodiscard]] std::vector<const Check *> typingChecks(Language language) const;
    void startBehindTheWindow();
    void openFiles();
    [[nodiscard]] QString safetyFolder() const;
    void reportSettingsProblem();
    void followProject(const QString &folder);
    void makeServers();

    void restartEngine(const QString &changedSetting);

    Arguments m_arguments;
    bool m_hasOwnEngine; // a test's
    const bool m_startServers;
    QElapsedTimer m_sinceStart;
    Paths m_paths;
    SystemClock m_clock;
    std::unique_ptr<Settings> m_settings;
    // The one check of the window itself; all others are the checker's.
    const std::array<SyntaxCheck, 2> m_syntaxChecks{SyntaxCheck(Language::HlsCpp),
                                                    SyntaxCheck(Language::Qiskit)};
    SyntaxLibrary m_syntax;
    IconProvider m_icons;
    Appearance m_appearance;
    CommandRegistry m_commands;
    NoticeHub m_notices;
    TaskProgressModel m_tasks;
    DocumentManager m_documents;
    JournalKeeper m_journals;
    CrashRecovery m_recovery;
    DiagnosticsModel m_problems;
    WorkspaceModel m_workspace;
    ProjectFiles m_files;
    DocumentChecker m_checker;
    ServerDocuments m_serverDocuments;
    checker::CheckerClient m_checkerClient; // never started in safe mode, as the engine
    CheckerRunService m_runService;
    RunSession m_run;
    CheckerSetupService m_setupService;
    SetupSession m_setup;
    TaskSession m_taskSession;
    completion::EngineClient m_engine;
    completion::LearningClient m_learningClient;
    LearningSession m_learning;
    EngineModelService m_modelService;
    ModelLibrary m_models;
    completion::CompletionController m_controller;
    CompletionPresenter m_presenter;
    GhostChecker m_ghostChecker;
    CheckerAnswers m_checkerAnswers;
    servers::LanguageServers m_servers; // none before m_serverSetup starts, and never in safe mode
    FindingsCollector m_findings;
    ConnectionLog m_connections;
    GitSession m_git;
    GitProgram m_gitProgram;
    WindowContext m_context;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<CompletionBinding> m_completion;
    std::unique_ptr<LearningBinding> m_learningBinding;
    std::unique_ptr<CheckBinding> m_checkBinding;
    std::unique_ptr<SetupBinding> m_setupBinding;
    std::unique_ptr<GitBinding> m_gitBinding;
    std::unique_ptr<TaskBinding> m_taskBinding;
    std::unique_ptr<SearchBinding> m_searchBinding;
    std::unique_ptr<ModelBinding> m_modelBinding;
    std::unique_ptr<DiagnosticsBinding> m_diagnosticsBinding;
    std::unique_ptr<NavigationBinding> m_navigation;
    std::unique_ptr<KeyboardBinding> m_keyboard;
    std::unique_ptr<ServerSetup> m_serverSetup;
    std::unique_ptr<ServerStatus> m_serverStatus;
    std::unique_ptr<ServerBinding> m_serverBinding;
};

} // namespace gatewright
