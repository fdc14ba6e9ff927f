// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/branches.h"
#include "core/git/commit.h"
#include "core/git/conflicts.h"
#include "core/git/staging.h"
#include "ui/bridge/git_program.h"
#include "ui/bridge/git_session.h"
#include "ui/bridge/notice.h"
#include "ui/shell/window_context.h"

#include <QObject>

#include <functional>

class QWidget;

namespace gatewright {

// What the user does to the repository: each step runs behind the window, says what went wrong as a notice
// with its remedy, and offers a way back where something is given up.
class GitWork : public QObject
{
    Q_OBJECT

public:
    using Paths = std::vector<git::GitPath>;
    using After = std::function<void()>;

    // `window` is asked over.
    GitWork(const WindowContext &context, GitSession &session, GitProgram &program, QWidget &window,
            QObject *parent = nullptr);

    void initialise();
    void stage(const Paths &paths);
    void unstage(const Paths &paths);
    void discard(const Paths &paths);
    // `done` runs when the commit was made.
    void commit(const QString &message, git::CommitOptions::Amend amend, After done);
    void askIdentity(After done = {});

    void switchBranch(const QString &name);
    void createBranch(const QString &name, const git::CommitId &start = {});
    void askNewBranch(const git::CommitId &start);
    void askNewName(const QString &branch);
    void deleteBranch(const QString &name, git::Unmerged unmerged = git::Unmerged::Refuse);
    void switchToCommit(const git::CommitId &commit);

    void askStash();
    void saveStash(const QString &message, git::UntrackedFiles untracked);
    void applyStash(const git::Stash &stash, git::StashEnd end);
    void dropStash(const git::Stash &stash);

    void takeSide(const Paths &paths, git::ConflictSide side);
    void abortMerge();

    enum class Remote { Fetch, Pull, Push };
    void run(Remote what);

Q_SIGNALS:
    // Files of the work folder were written.
    void filesWritten();

private:
    // Runs `work` as a change of the repository; `done` when it went well, a notice otherwise.
    template <class T>
    void perform(const QString &text, const QString &whatFailed, GitSession::Work<T> work,
                 std::function<void(T &)> done);
    void perform(const QString &text, const QString &whatFailed, GitSession::Work<void> work,
                 After done = {});
    void tell(const QString &text, const QList<NoticeAction> &actions = {});
    void tellError(const Error &error, const QString &whatFailed, const QList<NoticeAction> &actions = {});
    void tellOutcome(const GitProgram::Outcome &outcome);
    void askText(const QString &title, const QString &label, const QString &text,
                 std::function<void(const QString &)> done);
    [[nodiscard]] bool mayRunProgram();

    WindowContext m_context;
    GitSession &m_session;
    GitProgram &m_program;
    QWidget &m_window;
};

} // namespace gatewright
