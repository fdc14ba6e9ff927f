// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gatewright/arguments.h"
#include "core/base/clock.h"
#include "core/base/paths.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/document_checker.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/bridge/workspace_model.h"
#include "ui/shell/appearance.h"
#include "ui/shell/main_window.h"

#include <memory>

class QApplication;

namespace gatewright {

// The composition root: makes every service of the window process once and passes it down. The order of the
// members is the order of making, and backwards that of destroying.
class Composition
{
public:
    Composition(QApplication &application, const Arguments &arguments);
    ~Composition();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] const WindowContext &context() const { return m_context; }

    // Shows the window, then restores the session and opens what the command line names.
    void start();

private:
    [[nodiscard]] std::vector<const Check *> typingChecks(Language language) const;
    void reportSettingsProblem();

    Arguments m_arguments;
    Paths m_paths;
    SystemClock m_clock;
    std::unique_ptr<Settings> m_settings;
    SyntaxLibrary m_syntax;
    IconProvider m_icons;
    Appearance m_appearance;
    CommandRegistry m_commands;
    NoticeHub m_notices;
    TaskProgressModel m_tasks;
    DocumentManager m_documents;
    DiagnosticsModel m_problems;
    WorkspaceModel m_workspace;
    DocumentChecker m_checker;
    WindowContext m_context;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace gatewright
