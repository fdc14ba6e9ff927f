// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of git. What they do is in git_work.h, git_gutter.h and git_comparison.h.
#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/panels/git/commit_box.h"
#include "ui/panels/git/git_panel.h"
#include "ui/panels/history/history_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/compare_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/git_binding.h"
#include "ui/shell/git_comparison.h"
#include "ui/shell/git_gutter.h"
#include "ui/shell/main_window.h"

#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>

namespace gatewright {

namespace {

using Group = GitStatusModel::Group;

constexpr int staged = static_cast<int>(Group::Staged);
constexpr int changes = static_cast<int>(Group::Changes);
constexpr int untracked = static_cast<int>(Group::Untracked);
constexpr int conflicts = static_cast<int>(Group::Conflicts);

} // namespace

void GitBinding::addCommands()
{
    addFileCommands();
    addChangeCommands();
    addBranchCommands();
    addHistoryCommands();
}

void GitBinding::addFileCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Git);
    const auto ready = [this] { return m_session.isReady(); };
    const auto some = [this](std::initializer_list<int> groups) {
        const std::vector<int> kept(groups);
        return [this, kept] {
            for (const int group : kept) {
                if (!chosenPaths({group}).empty())
                    return true;
            }
            return false;
        };
    };
    add("git.initialise", tr("&Initialise Repository"), [this] { m_work->initialise(); })
        .symbol(Symbol::Branch)
        .enabledWhen([this] { return m_session.state() == GitSession::State::NoRepository; });
    add("git.refresh", tr("&Refresh"), [this] { m_session.refresh(); })
        .symbol(Symbol::Refresh)
        .describe(tr("Look at the repository again"))
        .enabledWhen([this] { return !m_session.folder().isEmpty(); });
    add("git.openChosen", tr("&Open File"), [this] {
        for (const GitPanel::Chosen &chosen : m_panel->chosen())
            m_window.documents().open({m_session.absolutePath(chosen.entry.path)});
    }).enabledWhen([this] { return m_session.isReady() && !m_panel->chosen().empty(); });
    add("git.stage", tr("&Stage File"), [this] { m_work->stage(chosenPaths({changes, untracked})); })
        .symbol(Symbol::Add)
        .enabledWhen(some({changes, untracked}));
    add("git.unstage", tr("&Unstage File"), [this] { m_work->unstage(chosenPaths({staged})); })
        .symbol(Symbol::Remove)
        .enabledWhen(some({staged}));
    add("git.discard", tr("&Discard Changes"), [this] { m_work->discard(chosenPaths({changes, untracked})); })
        .symbol(Symbol::EditUndo)
        .describe(tr("The file is as it is staged, or gone if git does not know it; there is a way back"))
        .enabledWhen(some({changes, untracked}));
    add("git.stageAll", tr("Stage &All"), [this] {
        GitWork::Paths all;
        for (const Group group : {Group::Changes, Group::Untracked}) {
            for (const git::StatusEntry &entry : m_panel->model().files(group))
                all.push_back(entry.path);
        }
        m_work->stage(all);
    }).enabledWhen([this] {
        return m_panel->model().count(Group::Changes) + m_panel->model().count(Group::Untracked) > 0;
    });
    add("git.unstageAll", tr("Unsta&ge All"), [this] {
        GitWork::Paths all;
        for (const git::StatusEntry &entry : m_panel->model().files(Group::Staged)) {
            all.push_back(entry.path);
            if (!entry.oldPath.isEmpty())
                all.push_back(entry.oldPath);
        }
        m_work->unstage(all);
    }).enabledWhen([this] { return m_panel->model().count(Group::Staged) > 0; });
    add("git.commit", tr("&Commit"), [this] { commit(); })
        .symbol(Symbol::Check)
        .describe(tr("Commit what is staged, with the message of the Git panel"))
        .enabledWhen(ready);
    add("git.identity", tr("Set &Name and Address…"), [this] { m_work->askIdentity(); }).enabledWhen(ready);
    add("git.ignored", tr("Show &Ignored Files"), [this] {
        m_session.setListsIgnored(!m_session.listsIgnored());
    }).checkedWhen([this] { return m_session.listsIgnored(); });
    add("git.takeOurs", tr("Take &Ours"),
        [this] { m_work->takeSide(chosenPaths({conflicts}), git::ConflictSide::Ours); })
        .describe(tr("Settle the conflict with the file of the branch you are on"))
        .enabledWhen(some({conflicts}));
    add("git.takeTheirs", tr("Take &Theirs"),
        [this] { m_work->takeSide(chosenPaths({conflicts}), git::ConflictSide::Theirs); })
        .describe(tr("Settle the conflict with the file of what is merged"))
        .enabledWhen(some({conflicts}));
    add("git.markSettled", tr("Mark as &Settled"), [this] { m_work->stage(chosenPaths({conflicts})); })
        .symbol(Symbol::Check)
        .describe(tr("The file is right as it is now"))
        .enabledWhen(some({conflicts}));
    add("git.abortMerge", tr("Give Up the Mer&ge"), [this] { m_work->abortMerge(); })
        .describe(tr("The files are as before the merge"))
        .enabledWhen([this] {
            const git::Unfinished state = m_session.snapshot().unfinished;
            return state == git::Unfinished::Merge || state == git::Unfinished::Revert ||
                   state == git::Unfinished::CherryPick || m_session.snapshot().conflictCount() > 0;
        });
}

void GitBinding::addChangeCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Git);
    const auto atCaret = [this] { return !m_window.comparison().isOpen() && m_gutter->changeAtCaret() >= 0; };
    const auto step = [this] { return canStep(); };
    const auto hasFile = [this] { return !currentPath().isEmpty(); };
    const auto inConflict = [this] { return hasConflictAtCaret(); };
    add("git.nextChange", tr("&Next Change"), [this] { nextChange(); })
        .key(Qt::Key_F7)
        .symbol(Symbol::ArrowDown)
        .enabledWhen(step);
    add("git.previousChange", tr("&Previous Change"), [this] { previousChange(); })
        .key(Qt::SHIFT | Qt::Key_F7)
        .symbol(Symbol::ArrowUp)
        .enabledWhen(step);
    add("git.showChange", tr("Show C&hange"), [this] { m_gutter->showChange(); })
        .key(Qt::ALT | Qt::Key_F7)
        .describe(tr("What stood in these lines before"))
        .enabledWhen(atCaret);
    add("git.revertChange", tr("Re&vert Change"), [this] { m_gutter->revertChange(); })
        .symbol(Symbol::EditUndo)
        .describe(tr("Put back the lines that stood there"))
        .enabledWhen(atCaret);
    add("git.stageLines", tr("Sta&ge Change"), [this] { m_gutter->stageChange(); })
        .symbol(Symbol::Add)
        .describe(tr("Stage this change of the file alone"))
        .enabledWhen(atCaret);
    add("git.stageChange", tr("Stage Change or Selected &Lines"), [this] { m_comparison->stage(); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_A)
        .enabledWhen([this] { return m_comparison->canStage(); });
    add("git.unstageChange", tr("Unstage Change or Selected L&ines"), [this] { m_comparison->unstage(); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_U)
        .enabledWhen([this] { return m_comparison->canUnstage(); });
    add("git.compareFile", tr("Co&mpare with Last Commit"),
        [this] { m_comparison->showWholeFile(currentPath()); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_D)
        .symbol(Symbol::Compare)
        .enabledWhen(hasFile);
    add("git.openCompared", tr("Open File"), [this] { openCompared(); }).enabledWhen([this] {
        return m_window.comparison().isOpen() && m_comparison->kind() != GitComparison::Kind::None;
    });
    add("git.conflictOurs", tr("Conflict: Keep Ours"), [this] {
        settleConflict(git::ConflictChoice::Ours);
    }).enabledWhen(inConflict);
    add("git.conflictTheirs", tr("Conflict: Keep Theirs"), [this] {
        settleConflict(git::ConflictChoice::Theirs);
    }).enabledWhen(inConflict);
    add("git.conflictBoth", tr("Conflict: Keep Both"), [this] {
        settleConflict(git::ConflictChoice::Both);
    }).enabledWhen(inConflict);
    m_window.comparison().setSteps(m_context.commands.action(QStringLiteral("git.previousChange")),
                                   m_context.commands.action(QStringLiteral("git.nextChange")));
}

void GitBinding::addBranchCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Git);
    const auto ready = [this] { return m_session.isReady(); };
    const auto mayRun = [this] { return m_session.isReady() && !m_program.isRunning(); };
    add("git.branches", tr("Switch &Branch…"), [this] { openBranches(); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_B)
        .symbol(Symbol::Branch)
        .enabledWhen(ready);
    add("git.createBranch", tr("Ne&w Branch…"), [this] { m_work->askNewBranch({}); }).enabledWhen(ready);
    add("git.renameBranch", tr("R&ename Branch…"), [this] {
        chooseBranch(tr("Rename"), [this](const QString &name) { m_work->askNewName(name); });
    }).enabledWhen(ready);
    add("git.deleteBranch", tr("De&lete Branch…"), [this] {
        chooseBranch(tr("Delete"), [this](const QString &name) { m_work->deleteBranch(name); });
    }).enabledWhen(ready);
    add("git.stash", tr("S&tash Changes…"), [this] { m_work->askStash(); })
        .describe(tr("Put the changes aside; the files are as in the last commit"))
        .enabledWhen([this] { return !m_session.snapshot().status.entries.empty(); });
    add("git.stashAll", tr("Stash with Files Not Trac&ked"), [this] {
        m_work->saveStash({}, git::UntrackedFiles::Stash);
    }).enabledWhen([this] { return !m_session.snapshot().status.entries.empty(); });
    add("git.stashPop", tr("Apply &Latest Stash"), [this] {
        if (!m_session.snapshot().stashes.empty())
            m_work->applyStash(m_session.snapshot().stashes.front(), git::StashEnd::Drop);
    }).enabledWhen([this] { return !m_session.snapshot().stashes.empty(); });
    add("git.stashes", tr("Stas&hes…"), [this] { openStashes(); }).enabledWhen(ready);
    add("git.fetch", tr("&Fetch"), [this] { m_work->run(GitWork::Remote::Fetch); })
        .describe(tr("Runs your git program, which uses the network"))
        .enabledWhen(mayRun);
    add("git.pull", tr("Pu&ll"), [this] { m_work->run(GitWork::Remote::Pull); })
        .symbol(Symbol::ArrowDown)
        .describe(tr("Runs your git program, which uses the network"))
        .enabledWhen(mayRun);
    add("git.push", tr("Pus&h"), [this] { m_work->run(GitWork::Remote::Push); })
        .symbol(Symbol::ArrowUp)
        .describe(tr("Runs your git program, which uses the network"))
        .enabledWhen(mayRun);
}

void GitBinding::addHistoryCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Git);
    const CommandAdder view(m_context.commands, m_context.appearance.icons(), CommandCategory::View);
    const auto hasCommit = [this] { return !m_history->currentCommit().isEmpty(); };
    const auto toggle = [this](QDockWidget *dock) {
        const bool show = !dock->isVisible() || dock->visibleRegion().isEmpty();
        dock->setVisible(show);
        if (!show)
            return;
        showDock(dock);
        dock->widget()->setFocus(Qt::OtherFocusReason);
    };
    view("view.git", tr("&Git"), [this, toggle] { toggle(m_panelDock); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_G)
        .checkedWhen([this] { return !m_panelDock->isHidden(); });
    view("view.history", tr("&History"), [this, toggle] { toggle(m_historyDock); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_H)
        .checkedWhen([this] { return !m_historyDock->isHidden(); });
    add("git.fileHistory", tr("History of &File"),
        [this] {
            GitWork::Paths paths = chosenPaths({staged, changes, conflicts});
            const git::GitPath path = !paths.empty() ? paths.front() : currentPath();
            showDock(m_historyDock);
            m_history->showFile(path);
        })
        .symbol(Symbol::History)
        .enabledWhen([this] {
            return !currentPath().isEmpty() || (m_session.isReady() && !m_panel->chosen().empty());
        });
    add("git.blame", tr("Show Who &Wrote a Line"), [this] {
        Settings &settings = m_context.settings;
        const bool shows = !settings.value(keys::gitBlame());
        if (const Result<void> written = settings.setValue(keys::gitBlame(), shows); !written)
            qCWarning(logUi) << written.error().toString();
        m_gutter->setShowsBlame(shows);
    }).checkedWhen([this] { return m_gutter->showsBlame(); });
    m_gutter->setShowsBlame(m_context.settings.value(keys::gitBlame()));
    add("git.showBlamedCommit", tr("Show the Commit of This &Line"), [this] {
        if (const git::BlameCommit *commit = m_gutter->blameAtCaret()) {
            showDock(m_historyDock);
            m_history->showCommit(commit->id);
        }
    }).enabledWhen([this] { return m_gutter->blameAtCaret() != nullptr; });
    add("git.copyCommit", tr("&Copy Commit Id"), [this] {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(m_history->currentCommit()));
    }).enabledWhen(hasCommit);
    add("git.branchAtCommit", tr("New &Branch Here…"), [this] {
        m_work->askNewBranch(m_history->currentCommit());
    }).enabledWhen(hasCommit);
    add("git.compareWithCommit", tr("Compare the &File in Front with This Commit"), [this] {
        m_comparison->showAgainst(m_history->currentCommit(), currentPath());
    }).enabledWhen([this] { return !m_history->currentCommit().isEmpty() && !currentPath().isEmpty(); });
    add("git.switchToCommit", tr("&Switch to This Commit"), [this] {
        m_work->switchToCommit(m_history->currentCommit());
    }).enabledWhen(hasCommit);
}

void GitBinding::fillPanel()
{
    const auto action = [this](const char *id) { return m_context.commands.action(QString::fromLatin1(id)); };
    GitActions actions;
    actions.initialise = action("git.initialise");
    actions.openFolder = action("file.openFolder");
    actions.branches = action("git.branches");
    actions.refresh = action("git.refresh");
    actions.commit = action("git.commit");
    actions.abortMerge = action("git.abortMerge");
    actions.more = {action("git.fetch"),
                    action("git.pull"),
                    action("git.push"),
                    nullptr,
                    action("git.createBranch"),
                    action("git.renameBranch"),
                    action("git.deleteBranch"),
                    nullptr,
                    action("git.stash"),
                    action("git.stashAll"),
                    action("git.stashPop"),
                    action("git.stashes"),
                    nullptr,
                    action("git.stageAll"),
                    action("git.unstageAll"),
                    action("git.ignored"),
                    nullptr,
                    action("view.history")};
    m_panel->setActions(actions);
}

} // namespace gatewright
