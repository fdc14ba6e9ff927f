// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/check_binding.h"

#include "core/check/client/checker_client.h"
#include "ui/bridge/ghost_checker.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/workspace_model.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QUrl>

#include <optional>
#include <utility>

namespace gatewright {

namespace {

const QString trustNotice = QStringLiteral("workspace trust");
const QString stateNotice = QStringLiteral("checker state");

} // namespace

CheckBinding::CheckBinding(const WindowContext &context, MainWindow &window, checker::CheckerClient &checker,
                           GhostChecker &ghosts, WorkspaceTrust trust, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_checker(checker)
    , m_trust(std::move(trust))
{
    connect(&window.editors(), &EditorArea::currentPageChanged, &ghosts, [&ghosts](EditorPage *page) {
        ghosts.setView(page ? &page->view() : nullptr, page ? &page->document() : nullptr);
    });
    connect(&context.workspace, &WorkspaceModel::folderChanged, this, &CheckBinding::followFolder);
    connect(&checker, &checker::CheckerClient::statusChanged, this, &CheckBinding::tellState);
    connect(&checker, &checker::CheckerClient::fileExcluded, this, &CheckBinding::tellExcluded);
    addCommands();
    followFolder();
}

void CheckBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Tools);
    add("workspace.trusted", tr("&Trust This Folder"), [this] { setTrusted(!isTrusted()); })
        .describe(tr("Lets suggestions be run without asking, always in the sandbox"))
        .enabledWhen([this] { return !m_context.workspace.folder().isEmpty(); })
        .checkedWhen([this] { return isTrusted(); });
    add("checker.restart", tr("Restart the &Checker"), [this] {
        m_checker.restart();
    }).symbol(Symbol::Refresh);
}

bool CheckBinding::isTrusted() const
{
    return m_checker.workspace().trusted;
}

void CheckBinding::setTrusted(bool trusted)
{
    if (const Result<void> written = m_trust.answer(m_context.workspace.folder(), trusted); !written)
        m_context.notices.present(noticeFor(written.error(), tr("The answer was not kept.")), 0);
    followFolder();
    m_context.commands.refresh();
}

void CheckBinding::followFolder()
{
    const QString folder = m_context.workspace.folder();
    m_context.notices.withdraw(trustNotice, 0);
    const std::optional<bool> answer = folder.isEmpty() ? std::nullopt : m_trust.answerFor(folder);
    m_checker.setWorkspace({folder, answer.value_or(false)});
    Q_EMIT trustKnown(folder, answer.value_or(false));
    if (!folder.isEmpty() && !answer)
        askForTrust();
}

// A bar and no dialog: everything but running works in the meantime.
void CheckBinding::askForTrust()
{
    Notice notice;
    notice.key = trustNotice;
    notice.text = tr("Do you trust the code in “%1”? Until you say so it is checked, and run only when you "
                     "press Run. Every run is in a sandbox.")
                      .arg(QDir(m_context.workspace.folder()).dirName());
    notice.actions = {{tr("Trust"), [this] { setTrusted(true); }},
                      {tr("Keep Restricted"), [this] { setTrusted(false); }}};
    m_context.notices.present(notice, 0);
}

void CheckBinding::tellState()
{
    const SupervisedStatus &status = m_checker.status();
    const bool lost = status.state == SupervisedState::Missing || status.state == SupervisedState::GivenUp;
    if (!lost) {
        m_context.notices.withdraw(stateNotice, 0);
        return;
    }
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = stateNotice;
    notice.text = status.state == SupervisedState::Missing
                      ? tr("The checker is not installed: files are parsed, but not compiled or run.")
                      : tr("The checker stopped again and again: files are parsed, but not compiled or run.");
    if (status.lastError)
        notice.detail = status.lastError->toString();
    notice.actions = {{tr("Try Again"), [this] { m_checker.restart(); }}};
    m_context.notices.present(notice, 0);
}

void CheckBinding::tellExcluded(const QString &uri)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = QStringLiteral("checker excluded ") + uri;
    notice.text =
        tr("The checker stopped three times while it worked on this file, so it goes on without it: %1")
            .arg(QUrl(uri).toDisplayString(QUrl::PreferLocalFile));
    notice.actions = {{tr("Try Again"), [this, uri] { m_checker.allowFile(uri); }}};
    m_context.notices.present(notice, 0);
}

} // namespace gatewright
