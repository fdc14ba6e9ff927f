// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the tour that keeps versions: a repository, a change in the gutter, staging, a commit.
#include "app/gatewright/tour.h"
#include "core/git/repository.h"
#include "ui/bridge/document_changes.h"
#include "ui/editor/code_view.h"
#include "ui/panels/git/commit_box.h"
#include "ui/panels/git/git_panel.h"
#include "ui/shell/compare_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/git_comparison.h"
#include "ui/shell/git_gutter.h"

#include <QTreeView>

namespace gatewright {

namespace {

using namespace std::chrono_literals;
using Group = GitStatusModel::Group;

constexpr auto quick = 15s; // reading a small repository, on a busy machine

} // namespace

Tour::Outcome Tour::makeRepository()
{
    GitBinding &git = m_composition.git();
    if (!waitFor([&] { return git.session().state() == GitSession::State::NoRepository; }, quick))
        return {false, QStringLiteral("the folder is in a repository already")};
    if (!runByPalette(QStringLiteral("initialise repository")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    if (!waitFor([&] { return git.session().isReady(); }, quick))
        return {false, QStringLiteral("no repository was made")};
    // Whoever plays the tour need not have a name for git; the copy of the workspace gets one.
    if (const Result<git::Repository> repository = git::Repository::open(m_workspace);
        !repository ||
        !git::writeIdentity(*repository, {QStringLiteral("Tour"), QStringLiteral("tour@example.org")}))
        return {false, QStringLiteral("git does not know who commits")};
    const auto files = git.panel().model().count(Group::Untracked);
    if (!runByPalette(QStringLiteral("stage all")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    if (!waitFor([&] { return git.panel().model().count(Group::Staged) > 0; }, quick))
        return {false, QStringLiteral("nothing was staged")};
    git.panel().commitBox().focusMessage();
    typeSlowly(QStringLiteral("Sample workspace"));
    m_keys.press(Qt::CTRL | Qt::Key_Return);
    const bool made = waitFor([&] { return !git.session().snapshot().head.isUnborn(); }, quick);
    return {made, made ? QStringLiteral("%1 entries committed on %2")
                             .arg(files)
                             .arg(git.session().snapshot().head.branch)
                       : QStringLiteral("nothing was committed")};
}

Tour::Outcome Tour::changeInGutter()
{
    const Outcome opened = openFile(QStringLiteral("fir.cpp"));
    if (!opened.ok)
        return opened;
    const DocumentChanges *changes = m_composition.git().gutter().current();
    if (!changes || !waitFor([&] { return changes->isCurrent() && !changes->index().isEmpty(); }, quick))
        return {false, QStringLiteral("the file is not known to git")};
    view()->goTo(HumanPosition{3, 1});
    typeSlowly(QStringLiteral("// A finite impulse response filter."));
    m_keys.press(Qt::Key_Escape);
    m_keys.press(Qt::Key_Return);
    m_keys.press(Qt::Key_Escape);
    const bool shown = waitFor([&] { return changes->isCurrent() && !changes->changes().empty(); }, quick);
    m_keys.press(Qt::CTRL | Qt::Key_S);
    const bool saved = waitFor([this] { return !document()->buffer().isModified(); }, quick);
    return {shown && saved, QStringLiteral("%1 change(s) in the gutter").arg(changes->changes().size())};
}

Tour::Outcome Tour::stageAndCompare()
{
    GitBinding &git = m_composition.git();
    const CompareView &area = m_window.comparison();
    if (!waitFor([&] { return git.panel().model().count(Group::Changes) == 1; }, quick))
        return {false, QStringLiteral("the panel does not list the change")};
    m_keys.press(Qt::CTRL | Qt::ALT | Qt::Key_D);
    if (!waitFor([&] { return area.isOpen() && !area.view().changes().empty(); }, quick))
        return {false, QStringLiteral("Ctrl+Alt+D compared nothing")};
    pause(500ms); // for the picture of the tour
    const auto changes = area.view().changes().size();
    if (!runByPalette(QStringLiteral("stage file")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    const bool staged = waitFor([&] { return git.panel().model().count(Group::Staged) == 1; }, quick);
    return {staged, QStringLiteral("%1 change(s) side by side").arg(changes)};
}

Tour::Outcome Tour::commitChange()
{
    GitBinding &git = m_composition.git();
    const git::CommitId before = git.session().snapshot().head.commit;
    git.panel().commitBox().focusMessage();
    typeSlowly(QStringLiteral("fir: say what the filter is"));
    m_keys.press(Qt::CTRL | Qt::Key_Return);
    const bool made = waitFor(
        [&] {
            return git.session().snapshot().head.commit != before &&
                   git.session().snapshot().status.entries.empty();
        },
        quick);
    m_window.comparison().leave();
    return {made, QString::fromLatin1(git.session().snapshot().head.commit.left(8))};
}

} // namespace gatewright
