// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/run_binding.h"

#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/run_session.h"
#include "ui/bridge/server_documents.h"
#include "ui/bridge/workspace_model.h"
#include "ui/panels/run/run_panel.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QDockWidget>
#include <QMainWindow>

namespace gatewright {

RunBinding::RunBinding(const WindowContext &context, QMainWindow &window, EditorArea &editors,
                       DocumentActions &documents, RunPanel &panel, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_editors(editors)
    , m_documents(documents)
    , m_panel(panel)
{
    connect(&panel, &RunPanel::placeChosen, this,
            [this](const QString &path, int line, int column) { m_documents.open({path, line, column}); });
    connect(&panel, &RunPanel::programPlaceChosen, this, &RunBinding::goToProgram);
    panel.setFolder(context.workspace.folder());
    connect(&context.workspace, &WorkspaceModel::folderChanged, &panel, &RunPanel::setFolder);
    connect(&context.run, &RunSession::changed, &context.commands, &CommandRegistry::refresh);
}

void RunBinding::fillPanel()
{
    const CommandRegistry &commands = m_context.commands;
    m_panel.setActions({commands.action(QStringLiteral("run.run")),
                        commands.action(QStringLiteral("run.again")),
                        commands.action(QStringLiteral("run.cancel"))});
}

bool RunBinding::canRun() const
{
    const EditorPage *page = m_editors.currentPage();
    // Large documents are kept from the checker.
    return page && page->document().buffer().language() != Language::PlainText &&
           !page->document().buffer().isLarge();
}

void RunBinding::run()
{
    if (!canRun())
        return;
    const Document &document = m_editors.currentPage()->document();
    m_context.run.run({documentUri(document), document.title(), document.path()});
    showPanel();
}

Document *RunBinding::ranDocument() const
{
    return documentWithUri(m_context.documents, m_context.run.target().uri);
}

bool RunBinding::canRunAgain() const
{
    const RunSession &run = m_context.run;
    return run.state() != RunSession::State::Idle && (ranDocument() || !run.target().path.isEmpty());
}

void RunBinding::runAgain()
{
    if (!canRunAgain())
        return;
    showPanel();
    if (ranDocument()) {
        m_context.run.runAgain();
        return;
    }
    m_documents.open({m_context.run.target().path}, [this](bool opened) {
        if (opened)
            m_context.run.runAgain();
    });
}

void RunBinding::cancel()
{
    m_context.run.cancel();
}

bool RunBinding::canCancel() const
{
    return m_context.run.isRunning();
}

void RunBinding::showPanel()
{
    if (auto *dock = m_window.findChild<QDockWidget *>(QStringLiteral("runDock"))) {
        dock->show();
        dock->raise();
    }
}

void RunBinding::goToProgram(Position place)
{
    if (Document *document = ranDocument()) {
        m_documents.show(*document, place);
    } else if (const QString path = m_context.run.target().path; !path.isEmpty()) {
        m_documents.open({path}, [this, place](bool opened) {
            Document *again = opened ? ranDocument() : nullptr;
            if (again)
                m_documents.show(*again, place);
        });
    }
}

} // namespace gatewright
