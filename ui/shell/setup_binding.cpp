// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/setup_binding.h"

#include "ui/bridge/notice_hub.h"
#include "ui/bridge/run_session.h"
#include "ui/dialogs/setup_dialog.h"
#include "ui/panels/run/run_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/status_bar.h"

#include <QFileInfo>

#include <utility>

namespace gatewright {

namespace {

const QString setUpCommand = QStringLiteral("qiskit.setUp");
const QString setupNotice = QStringLiteral("setup");
const QString connectionNotice = QStringLiteral("connection log");

} // namespace

SetupBinding::SetupBinding(const WindowContext &context, MainWindow &window, SetupSession &session,
                           QString connectionLog, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_session(session)
    , m_connectionLog(std::move(connectionLog))
{
    addCommands();
    window.run().addRemedy(setUpCommand, context.commands.action(setUpCommand));
    connect(&session, &SetupSession::stateChanged, this, &SetupBinding::tellState);
    connect(&session, &SetupSession::planned, this, &SetupBinding::ask);
    connect(&session, &SetupSession::alreadyDone, this,
            [this] { tellReady(tr("%1 is set up already.").arg(m_session.plan().title)); });
    connect(&session, &SetupSession::installed, this,
            [this] { tellReady(tr("%1 is ready.").arg(m_session.plan().title)); });
    connect(&session, &SetupSession::failed, this, &SetupBinding::tellFailure);
}

SetupBinding::~SetupBinding()
{
    delete m_dialog; // its answer would come to a binding that is gone
}

void SetupBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Tools);
    add("qiskit.setUp", tr("Set Up &Qiskit…"), [this] { setUp(); })
        .symbol(Symbol::Circuit)
        .describe(tr("Installs the Python environment that runs of Qiskit programs use; asks before it uses "
                     "the network"))
        .enabledWhen([this] {
            return m_session.state() == SetupSession::State::Idle ||
                   m_session.state() == SetupSession::State::Asking;
        });
    add("tools.connections", tr("Show Connection &Log"), [this] {
        showConnectionLog();
    }).describe(tr("What of this program used a network, when and why"));
}

void SetupBinding::setUp()
{
    m_context.notices.withdraw(setupNotice, 0);
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_session.start(Language::Qiskit);
}

void SetupBinding::ask()
{
    m_dialog = new SetupDialog(m_session.plan(), &m_window);
    connect(m_dialog, &QDialog::accepted, &m_session, &SetupSession::agree);
    connect(m_dialog, &QDialog::rejected, &m_session, &SetupSession::decline);
    m_dialog->open();
}

void SetupBinding::tellState()
{
    m_window.status().setConnection(m_session.state() == SetupSession::State::Installing
                                        ? tr("%1 is being installed from %2.")
                                              .arg(m_session.plan().title, m_session.plan().hosts.value(0))
                                        : QString());
    m_context.commands.refresh();
}

void SetupBinding::tellReady(const QString &text)
{
    Notice notice;
    notice.key = setupNotice;
    notice.text =
        m_session.plan().note.isEmpty() ? text : QStringLiteral("%1 %2").arg(text, m_session.plan().note);
    const RunSession &run = m_context.run;
    if (run.state() == RunSession::State::NotRun && run.error()->remedy == setUpCommand)
        notice.actions = {{tr("Run %1").arg(run.target().title),
                           [this] { m_context.commands.run(QStringLiteral("run.again")); }}};
    m_context.notices.present(notice, 0);
}

void SetupBinding::tellFailure(const Error &error)
{
    Notice notice = noticeFor(error, tr("Qiskit was not set up."));
    notice.key = setupNotice;
    notice.actions = {{tr("Try Again"), [this] { m_context.commands.run(setUpCommand); }}};
    m_context.notices.present(notice, 0);
}

void SetupBinding::showConnectionLog()
{
    m_context.notices.withdraw(connectionNotice, 0);
    if (QFileInfo(m_connectionLog).size() > 0) {
        m_window.documents().open({m_connectionLog});
        return;
    }
    Notice notice;
    notice.key = connectionNotice;
    notice.text = tr("There were no connections: nothing of this program has used a network.");
    m_context.notices.present(notice, 0);
}

} // namespace gatewright
