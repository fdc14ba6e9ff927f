// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/git_binding.h"

#include "core/project/project_files.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/workspace_model.h"
#include "ui/editor/code_view.h"
#include "ui/panels/git/branch_popup.h"
#include "ui/panels/git/commit_box.h"
#include "ui/panels/git/git_panel.h"
#include "ui/panels/history/history_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/compare_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/git_comparison.h"
#include "ui/shell/git_gutter.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menu_builder.h"
#include "ui/shell/status_bar.h"

#include <QApplication>
#include <QCursor>
#include <QDockWidget>
#include <QMenu>

#include <algorithm>

namespace gatewright {

namespace {

using Group = GitStatusModel::Group;

} // namespace

GitBinding::GitBinding(const WindowContext &context, MainWindow &window, GitSession &session,
                       GitProgram &program, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_session(session)
    , m_program(program)
    , m_panel(new GitPanel(session, context.appearance.icons(), context.appearance.theme(), &window))
    , m_history(new HistoryPanel(session, context.appearance.icons(), context.appearance.theme(), &window))
    , m_work(new GitWork(context, session, program, window, this))
    , m_comparison(new GitComparison(context, session, window.comparison(), this))
    , m_gutter(new GitGutter(context, session, window.editors(), this))
{
    addDocks();
    addCommands();
    fillPanel();
    connectPanels();
    connect(&session, &GitSession::changed, this, &GitBinding::followSession);
    connect(&context.workspace, &WorkspaceModel::folderChanged, &session, &GitSession::setFolder);
    connect(&context.documents, &DocumentManager::saved, &session, &GitSession::refreshLater);
    connect(&context.files, &ProjectFiles::changed, &session, &GitSession::refreshLater);
    connect(qApp, &QGuiApplication::applicationStateChanged, &session, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_session.refreshLater();
    });
    connect(m_gutter, &GitGutter::changed, &context.commands, &CommandRegistry::refresh);
    connect(&context.appearance, &Appearance::changed, this, [this] {
        m_panel->setTheme(m_context.appearance.theme());
        m_history->setTheme(m_context.appearance.theme());
    });
    connect(&program, &GitProgram::changed, this, [this] {
        const QString &host = m_program.request().host;
        m_window.status().setConnection(host.isEmpty() ? QString() : tr("git talks to %1.").arg(host));
        m_context.commands.refresh();
    });
    connect(&window.status(), &StatusBar::branchClicked, this, &GitBinding::openBranches);
    session.setFolder(context.workspace.folder());
    followSession();
}

GitBinding::~GitBinding() = default;

void GitBinding::addDocks()
{
    m_panelDock =
        m_window.addPanel(QStringLiteral("gitDock"), tr("Git"), m_panel, QStringLiteral("projectDock"));
    m_historyDock = m_window.addPanel(QStringLiteral("historyDock"), tr("History"), m_history,
                                      QStringLiteral("problemsDock"));
}

void GitBinding::connectPanels()
{
    const auto menu = [this](const QStringList &ids, const QPoint &place) {
        m_context.commands.refresh();
        auto *made = new QMenu(&m_window);
        made->setAttribute(Qt::WA_DeleteOnClose);
        MenuBuilder(m_context.commands).fill(*made, ids);
        made->popup(place);
    };
    connect(m_panel, &GitPanel::compareRequested, this, [this](const GitPanel::Chosen &chosen) {
        if (chosen.entry.path.endsWith('/'))
            return;
        if (chosen.group == Group::Staged)
            m_comparison->showStaged(chosen.entry.path, chosen.entry.oldPath);
        else if (chosen.group == Group::Conflicts)
            m_comparison->showConflict(chosen.entry.path);
        else if (chosen.group == Group::Changes || chosen.group == Group::Untracked)
            m_comparison->showWorking(chosen.entry.path);
    });
    connect(m_panel, &GitPanel::openRequested, this, [this](const GitPanel::Chosen &chosen) {
        if (!chosen.entry.path.endsWith('/'))
            m_window.documents().open({m_session.absolutePath(chosen.entry.path)});
    });
    connect(m_panel, &GitPanel::stageRequested, m_work, &GitWork::stage);
    connect(m_panel, &GitPanel::unstageRequested, m_work, &GitWork::unstage);
    connect(m_panel, &GitPanel::discardRequested, this,
            [this] { m_context.commands.run(QStringLiteral("git.discard")); });
    connect(m_panel, &GitPanel::contextMenuRequested, this, [menu](const QPoint &place) {
        menu({QStringLiteral("git.openChosen"), QStringLiteral("-"), QStringLiteral("git.stage"),
              QStringLiteral("git.unstage"), QStringLiteral("git.discard"), QStringLiteral("-"),
              QStringLiteral("git.takeOurs"), QStringLiteral("git.takeTheirs"),
              QStringLiteral("git.markSettled"), QStringLiteral("-"), QStringLiteral("git.fileHistory")},
             place);
    });
    connect(m_history, &HistoryPanel::compareRequested, this, [this](const HistoryPanel::FileOfCommit &file) {
        m_comparison->showCommit(file.commit, file.parent, file.file);
    });
    connect(m_history, &HistoryPanel::contextMenuRequested, this, [menu](const QPoint &place) {
        menu({QStringLiteral("git.compareWithCommit"), QStringLiteral("git.copyCommit"),
              QStringLiteral("git.branchAtCommit"), QStringLiteral("git.switchToCommit")},
             place);
    });
    CommitBox &box = m_panel->commitBox();
    connect(&box, &CommitBox::amendChanged, this, [this, &box](bool amends) {
        m_context.commands.refresh();
        if (!amends) {
            box.offer({});
            return;
        }
        m_session.read<QString>(
            this,
            [](const git::Repository &repository, const std::stop_token &) {
                return git::lastMessage(repository);
            },
            [&box](Result<QString> message) {
                if (message && box.amends())
                    box.offer(*message);
            });
    });
}

void GitBinding::followSession()
{
    QString branch;
    QString explanation;
    if (m_session.isReady()) {
        const GitSnapshot &snapshot = m_session.snapshot();
        branch = snapshot.head.isDetached() ? QString::fromLatin1(snapshot.head.commit.left(8))
                                            : snapshot.head.branch;
        const std::size_t changed = snapshot.status.entries.size();
        explanation = tr("Branch %1, %n changed file(s)", nullptr, static_cast<int>(changed)).arg(branch);
        if (changed > 0)
            branch += QLatin1Char('*');
        if (snapshot.head.ahead > 0)
            branch += QStringLiteral(" ↑%1").arg(snapshot.head.ahead);
        if (snapshot.head.behind > 0)
            branch += QStringLiteral(" ↓%1").arg(snapshot.head.behind);
    }
    m_window.status().setBranch(branch, explanation);
    m_context.commands.refresh();
}

void GitBinding::showDock(QDockWidget *dock)
{
    dock->show();
    dock->raise();
}

git::GitPath GitBinding::currentPath() const
{
    if (m_comparison->kind() != GitComparison::Kind::None)
        return m_comparison->path();
    const Document *document = m_window.documents().current();
    return document && !document->path().isEmpty() && m_session.isReady() ? m_session.pathOf(document->path())
                                                                          : git::GitPath();
}

GitWork::Paths GitBinding::chosenPaths(std::initializer_list<int> groups) const
{
    GitWork::Paths paths;
    if (!m_session.isReady())
        return paths;
    const auto counts = [&](Group group) {
        return std::find(groups.begin(), groups.end(), static_cast<int>(group)) != groups.end();
    };
    const auto add = [&](Group group, const git::StatusEntry &entry) {
        paths.push_back(entry.path);
        if (group == Group::Staged && !entry.oldPath.isEmpty())
            paths.push_back(entry.oldPath);
    };
    // A context menu takes the focus from the list it is about.
    const bool fromList = m_panel->hasListFocus() || QApplication::activePopupWidget() != nullptr;
    if (fromList && m_panel->isVisible()) {
        for (const GitPanel::Chosen &chosen : m_panel->chosen()) {
            if (counts(chosen.group))
                add(chosen.group, chosen.entry);
        }
        if (!paths.empty() || m_panel->hasListFocus())
            return paths;
    }
    const git::GitPath current = currentPath();
    for (const Group group : {Group::Conflicts, Group::Staged, Group::Changes, Group::Untracked}) {
        const git::StatusEntry *entry =
            counts(group) && !current.isEmpty() ? m_panel->model().holding(group, current) : nullptr;
        if (entry && entry->path.endsWith('/'))
            paths.push_back(current); // that file alone, not the folder it is in
        else if (entry)
            add(group, *entry);
    }
    return paths;
}

void GitBinding::commit()
{
    CommitBox &box = m_panel->commitBox();
    showDock(m_panelDock);
    if (box.message().trimmed().isEmpty()) {
        box.focusMessage();
        return;
    }
    const auto amend = box.amends() ? git::CommitOptions::Amend::Yes : git::CommitOptions::Amend::No;
    m_work->commit(box.message(), amend, [&box] { box.clear(); });
}

void GitBinding::openCompared()
{
    const git::GitPath path = currentPath();
    const DiffView &view = m_window.comparison().view();
    FilePlace place{m_session.absolutePath(path)};
    if (const int change = view.currentChange();
        change >= 0 && m_window.comparison().form() == CompareView::Form::TwoTexts)
        place.line = view.changes()[static_cast<std::size_t>(change)].lines.newStart + 1;
    m_window.comparison().leave();
    m_window.documents().open(place);
}

// A menu of the local branches, read first.
void GitBinding::chooseBranch(const QString &title, std::function<void(const QString &)> chosen)
{
    m_session.read<std::vector<git::Branch>>(
        this,
        [](const git::Repository &repository, const std::stop_token &) {
            return git::listBranches(repository);
        },
        [this, title, chosen = std::move(chosen)](Result<std::vector<git::Branch>> branches) {
            if (!branches)
                return;
            auto *menu = new QMenu(&m_window);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->addSection(title);
            for (const git::Branch &branch : *branches) {
                if (branch.kind != git::Branch::Kind::Local)
                    continue;
                QString text = branch.name;
                QAction *action = menu->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
                connect(action, &QAction::triggered, this, [chosen, name = branch.name] { chosen(name); });
            }
            menu->popup(m_panel->isVisible() ? m_panel->branchButton().bottomLeft()
                                             : m_window.mapToGlobal(m_window.rect().center()));
        });
}

void GitBinding::openBranches()
{
    if (!m_session.isReady())
        return;
    auto *popup = new BranchPopup(m_context.appearance.icons(), &m_window);
    connect(popup, &BranchPopup::switchRequested, m_work, &GitWork::switchBranch);
    connect(popup, &BranchPopup::createRequested, m_work,
            [this](const QString &name) { m_work->createBranch(name); });
    const bool atButton =
        m_panel->isVisible() && m_panel->isAncestorOf(QApplication::widgetAt(QCursor::pos()));
    popup->openAt(atButton ? m_panel->branchButton() : m_window.status().branchField());
    m_session.read<std::vector<git::Branch>>(
        popup,
        [](const git::Repository &repository, const std::stop_token &) {
            return git::listBranches(repository);
        },
        [popup](Result<std::vector<git::Branch>> branches) {
            if (branches)
                popup->setBranches(*branches);
        });
}

void GitBinding::openStashes()
{
    auto *menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::vector<git::Stash> &stashes = m_session.snapshot().stashes;
    for (const git::Stash &stash : stashes) {
        QString text = stash.message.left(80);
        QMenu *each = menu->addMenu(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(each->addAction(tr("Apply")), &QAction::triggered, m_work,
                [this, stash] { m_work->applyStash(stash, git::StashEnd::Keep); });
        connect(each->addAction(tr("Apply and Drop")), &QAction::triggered, m_work,
                [this, stash] { m_work->applyStash(stash, git::StashEnd::Drop); });
        connect(each->addAction(tr("Drop")), &QAction::triggered, m_work,
                [this, stash] { m_work->dropStash(stash); });
    }
    if (stashes.empty())
        menu->addAction(tr("Nothing is put aside"))->setEnabled(false);
    menu->popup(m_panel->isVisible() ? m_panel->branchButton().bottomLeft()
                                     : m_window.mapToGlobal(m_window.rect().center()));
}

bool GitBinding::hasConflictAtCaret() const
{
    const EditorPage *page = m_window.editors().currentPage();
    if (!page || page->document().buffer().isLarge() || page->document().path().isEmpty() ||
        !m_panel->model().holding(Group::Conflicts, m_session.pathOf(page->document().path())))
        return false;
    const std::size_t caret = page->view().caret();
    const std::vector<git::ConflictBlock> blocks = git::findConflicts(page->document().buffer().text());
    return std::any_of(blocks.begin(), blocks.end(), [caret](const git::ConflictBlock &block) {
        return caret >= block.begin && caret < block.end;
    });
}

void GitBinding::settleConflict(git::ConflictChoice choice)
{
    EditorPage *page = m_window.editors().currentPage();
    if (!page)
        return;
    DocumentBuffer &buffer = page->document().buffer();
    const std::size_t caret = page->view().caret();
    for (const git::ConflictBlock &block : git::findConflicts(buffer.text())) {
        if (caret < block.begin || caret >= block.end)
            continue;
        const TextEdit edit{block.begin, block.end, git::settled(buffer.text(), block, choice)};
        if (buffer.apply(edit))
            page->view().setCaret(edit.begin);
        return;
    }
}

bool GitBinding::canStep() const
{
    const CompareView &area = m_window.comparison();
    return area.isOpen() ? area.changeCount() > 0 : m_gutter->hasChanges();
}

void GitBinding::nextChange()
{
    CompareView &area = m_window.comparison();
    if (area.isOpen())
        area.nextChange();
    else
        m_gutter->nextChange();
}

void GitBinding::previousChange()
{
    CompareView &area = m_window.comparison();
    if (area.isOpen())
        area.previousChange();
    else
        m_gutter->previousChange();
}

} // namespace gatewright
