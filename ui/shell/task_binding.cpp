// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/task_binding.h"

#include "core/project/atomic_write.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "core/task/start_task.h"
#include "core/tasks/project_tasks.h"
#include "core/tasks/terminal.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/task_session.h"
#include "ui/bridge/workspace_model.h"
#include "ui/panels/run/task_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/quick_pick_sources.h"

#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QProcess>

#include <memory>

namespace gatewright {

namespace {

constexpr QLatin1String taskNotice("task");
// Of the list of tasks in the palette.
constexpr QLatin1String prefix("!");

constexpr auto firstTasks = R"({
    "version": 1,
    "tasks": [
        {"name": "Build", "program": "make", "arguments": ["-j2"], "folder": "${workspace}", "problems": "compiler"}
    ]
}
)";

// A path that a shell would not need: what people call the command.
QString commandText(const tasks::Task &task)
{
    return (QStringList{task.program} + task.arguments).join(QLatin1Char(' '));
}

} // namespace

TaskBinding::TaskBinding(const WindowContext &context, MainWindow &window, TaskSession &session, Trust trust,
                         QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_session(session)
    , m_trust(std::move(trust))
    , m_panel(new TaskPanel(session, context.appearance.theme()))
{
    addDock();
    addCommands();
    window.quickPick().addSource(
        std::make_unique<ListSource>(prefix, tr("Choose a task of the project"), [this] { return items(); }));
    const CommandRegistry &commands = context.commands;
    m_panel->setActions(commands.action(QStringLiteral("task.run")),
                        commands.action(QStringLiteral("task.again")),
                        commands.action(QStringLiteral("task.cancel")));
    connect(m_panel, &TaskPanel::placeChosen, this, [this](const QString &path, int line, int column) {
        m_window.documents().open({path, line, column});
    });
    connect(&context.appearance, &Appearance::changed, m_panel,
            [this] { m_panel->setTheme(m_context.appearance.theme()); });
    connect(&session, &TaskSession::changed, &context.commands, &CommandRegistry::refresh);
}

void TaskBinding::addDock()
{
    m_window.addPanel(QStringLiteral("taskDock"), tr("Tasks"), m_panel, QStringLiteral("problemsDock"));
}

void TaskBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Run);
    const auto hasFolder = [this] { return !m_context.workspace.folder().isEmpty(); };
    add("task.run", tr("Run &Task…"), [this] { choose(); })
        .key(Qt::Key_F9)
        .symbol(Symbol::Run)
        .describe(tr("Run a command of the project: make, CMake, or what it defines"))
        .enabledWhen(hasFolder);
    add("task.again", tr("Run Tas&k Again"),
        [this] {
            if (mayRun())
                m_session.runAgain();
        })
        .key(Qt::CTRL | Qt::Key_F9)
        .symbol(Symbol::RunAgain)
        .enabledWhen([this, hasFolder] { return hasFolder() && m_session.job().has_value(); });
    add("task.cancel", tr("Cancel Task"), [this] { m_session.cancel(); })
        .symbol(Symbol::Stop)
        .enabledWhen([this] { return m_session.isRunning(); });
    add("task.edit", tr("Edit Tasks of the Project"), [this] { edit(); }).enabledWhen(hasFolder);
    add("terminal.open", tr("Open &Terminal Here"), [this] { openTerminal(); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_C)
        .describe(tr("Your own terminal, in the folder of the current file"));
    add("terminal.run", tr("Run in My Ter&minal"), [this] { runInTerminal(); })
        .describe(tr("The current Python file, outside of the sandbox, in your own terminal"))
        .enabledWhen([this] {
            const Document *document = m_window.documents().current();
            return document && !document->path().isEmpty() &&
                   document->buffer().language() == Language::Qiskit;
        });
    add("view.tasks", tr("T&asks"), [this] {
        auto *dock = m_window.findChild<QDockWidget *>(QStringLiteral("taskDock"));
        dock->setVisible(!dock->isVisible());
    }).checkedWhen([this] {
        return m_window.findChild<QDockWidget *>(QStringLiteral("taskDock"))->isVisible();
    });
}

void TaskBinding::choose()
{
    using List = std::vector<tasks::Task>;
    startTask<List>(
        this,
        [folder = m_context.workspace.folder()](std::stop_token) { return tasks::projectTasks(folder); },
        [this](Result<List> found) {
            m_context.notices.withdraw(taskNotice, 0);
            if (!found) {
                tell(found.error(), tr("The tasks were not read."));
                return;
            }
            m_found = std::move(*found);
            m_window.quickPick().open(prefix);
        });
}

QList<QuickPickItem> TaskBinding::items()
{
    QList<QuickPickItem> items;
    for (const tasks::Task &task : m_found)
        items.append({task.name, commandText(task), {}, [this, task] { start(task); }, {}});
    items.append({tr("Edit the tasks of the project…"), {}, {}, [this] { edit(); }, {}});
    return items;
}

bool TaskBinding::mayRun()
{
    if (m_trust.isTrusted())
        return true;
    m_trust.ask();
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = taskNotice;
    notice.text = tr("A task runs outside of the sandbox, so this folder must be trusted first.");
    m_context.notices.present(notice, 0);
    return false;
}

void TaskBinding::start(const tasks::Task &task)
{
    if (!mayRun())
        return;
    const Document *document = m_window.documents().current();
    const QString workspace = m_context.workspace.folder();
    Result<Command> command = commandOf(task, {workspace, document ? document->path() : QString()});
    if (!command) {
        tell(command.error(), tr("“%1” was not run.").arg(task.name));
        return;
    }
    if (auto *dock = m_window.findChild<QDockWidget *>(QStringLiteral("taskDock"))) {
        dock->show();
        dock->raise();
    }
    // What is built is what is seen.
    m_window.documents().saveNamed([this, task, command = std::move(*command), workspace](bool went) mutable {
        if (went)
            m_session.run({task, std::move(command), workspace});
    });
}

void TaskBinding::edit()
{
    const QString path = tasks::tasksFile(m_context.workspace.folder());
    startTask<bool>(
        this,
        [path](std::stop_token) -> Result<bool> {
            if (QFileInfo::exists(path))
                return true;
            if (!QDir().mkpath(QFileInfo(path).path()))
                return makeError(ErrorCode::Io, QStringLiteral("The folder cannot be made."), {}, path);
            GW_CHECK(files::write(path, QByteArray(firstTasks)));
            return true;
        },
        [this, path](const Result<bool> &made) {
            if (made)
                m_window.documents().open({path});
            else
                tell(made.error(), tr("The file of tasks was not made."));
        });
}

QString TaskBinding::currentFolder() const
{
    const Document *document = m_window.documents().current();
    if (document && !document->path().isEmpty())
        return QFileInfo(document->path()).path();
    return m_context.workspace.folder().isEmpty() ? QDir::homePath() : m_context.workspace.folder();
}

void TaskBinding::openTerminal()
{
    startTerminal({});
}

void TaskBinding::runInTerminal()
{
    Document *document = m_window.documents().current();
    const QString python = m_context.settings.value(keys::pythonInterpreter());
    Command command;
    command.program = python.isEmpty() ? QStringLiteral("python3") : python;
    command.arguments = {document->path()};
    m_window.documents().save(*document, [this, command](bool saved) {
        if (saved)
            startTerminal(command);
    });
}

void TaskBinding::startTerminal(const std::optional<Command> &command)
{
    const Result<Command> terminal =
        tasks::terminalCommand(currentFolder(), command, m_context.settings.value(keys::terminalProgram()));
    if (!terminal) {
        tell(terminal.error(), tr("No terminal was opened."));
        return;
    }
    // The user's own program: it lives on when the window goes.
    if (!QProcess::startDetached(terminal->program, terminal->arguments, terminal->workingFolder))
        tell({ErrorCode::Io, QStringLiteral("The terminal cannot be started."), {}, terminal->program},
             tr("No terminal was opened."));
}

void TaskBinding::tell(const Error &error, const QString &whatFailed)
{
    Notice notice = noticeFor(error, whatFailed);
    notice.key = taskNotice;
    m_context.notices.present(notice, 0);
}

} // namespace gatewright
