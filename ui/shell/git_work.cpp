// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/git_work.h"

#include "core/git/stash.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"

#include <QInputDialog>
#include <QLabel>
#include <QWidget>

#include <memory>

namespace gatewright {

namespace {

const QString gitNotice = QStringLiteral("git");

QString shortId(const git::CommitId &id)
{
    constexpr int shown = 8;
    return QString::fromLatin1(id.left(shown));
}

} // namespace

GitWork::GitWork(const WindowContext &context, GitSession &session, GitProgram &program, QWidget &window,
                 QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_session(session)
    , m_program(program)
    , m_window(window)
{
    connect(&program, &GitProgram::finished, this, &GitWork::tellOutcome);
    connect(&program, &GitProgram::failed, this,
            [this](const Error &error) { tellError(error, tr("git was not run.")); });
    // Whatever was written: open files are looked at, which the watcher would do a little later.
    connect(this, &GitWork::filesWritten, &context.documents, &DocumentManager::checkDisk);
}

template <class T>
void GitWork::perform(const QString &text, const QString &whatFailed, GitSession::Work<T> work,
                      std::function<void(T &)> done)
{
    m_context.notices.withdraw(gitNotice, 0);
    m_session.change<T>(text, this, std::move(work),
                        [this, whatFailed, done = std::move(done)](Result<T> result) {
                            if (result)
                                done(*result);
                            else if (result.error().code != ErrorCode::Cancelled)
                                tellError(result.error(), whatFailed);
                        });
}

void GitWork::perform(const QString &text, const QString &whatFailed, GitSession::Work<void> work, After done)
{
    m_context.notices.withdraw(gitNotice, 0);
    m_session.change<void>(text, this, std::move(work),
                           [this, whatFailed, done = std::move(done)](Result<void> result) {
                               if (result && done)
                                   done();
                               else if (!result && result.error().code != ErrorCode::Cancelled)
                                   tellError(result.error(), whatFailed);
                           });
}

void GitWork::tell(const QString &text, const QList<NoticeAction> &actions)
{
    Notice notice;
    notice.key = gitNotice;
    notice.text = text;
    notice.actions = actions;
    m_context.notices.present(notice, 0);
}

void GitWork::tellError(const Error &error, const QString &whatFailed, const QList<NoticeAction> &actions)
{
    Notice notice = noticeFor(error, whatFailed);
    notice.key = gitNotice;
    notice.actions = actions;
    m_context.notices.present(notice, 0);
}

void GitWork::askText(const QString &title, const QString &label, const QString &text,
                      std::function<void(const QString &)> done)
{
    auto *dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    // Branches are called as others like.
    if (auto *shown = dialog->findChild<QLabel *>())
        shown->setTextFormat(Qt::PlainText);
    dialog->setTextValue(text);
    connect(dialog, &QInputDialog::textValueSelected, this, std::move(done));
    dialog->open();
}

void GitWork::initialise()
{
    m_session.initialise(this, [this](Result<void> made) {
        if (!made)
            tellError(made.error(), tr("The repository was not made."));
    });
}

// --- files

void GitWork::stage(const Paths &paths)
{
    if (paths.empty())
        return;
    perform(tr("Staging"), tr("The files were not staged."),
            [paths](const git::Repository &repository, const std::stop_token &) {
                return git::stageFiles(repository, paths);
            });
}

void GitWork::unstage(const Paths &paths)
{
    if (paths.empty())
        return;
    perform(tr("Unstaging"), tr("The files were not unstaged."),
            [paths](const git::Repository &repository, const std::stop_token &) {
                return git::unstageFiles(repository, paths);
            });
}

void GitWork::discard(const Paths &paths)
{
    if (paths.empty())
        return;
    perform<git::Discarded>(
        tr("Discarding changes"), tr("The changes were not discarded."),
        [paths](const git::Repository &repository, const std::stop_token &) {
            return git::discardFiles(repository, paths);
        },
        [this](git::Discarded &discarded) {
            Q_EMIT filesWritten();
            const auto restore = [this, discarded] {
                perform(
                    tr("Restoring changes"), tr("The changes were not restored."),
                    [discarded](const git::Repository &repository, const std::stop_token &) {
                        return git::restoreDiscarded(repository, discarded);
                    },
                    [this] { Q_EMIT filesWritten(); });
            };
            tell(tr("Changes in %n file(s) were discarded.", nullptr,
                    static_cast<int>(discarded.files.size())),
                 {{tr("Undo"), restore}});
        });
}

// --- commits

void GitWork::commit(const QString &message, git::CommitOptions::Amend amend, After done)
{
    git::CommitOptions options;
    options.amend = amend;
    m_context.notices.withdraw(gitNotice, 0);
    m_session.change<git::CommitId>(
        tr("Committing"), this,
        [message, options](const git::Repository &repository, const std::stop_token &) {
            return git::commit(repository, message, options);
        },
        [this, message, amend, done = std::move(done)](Result<git::CommitId> made) {
            if (made) {
                tell(tr("Committed as %1.").arg(shortId(*made)));
                done();
                return;
            }
            QList<NoticeAction> actions;
            // The remedy is one question away.
            if (made.error().code == ErrorCode::Missing)
                actions = {{tr("Set Name and Address…"), [this, message, amend, done] {
                                askIdentity([this, message, amend, done] { commit(message, amend, done); });
                            }}};
            tellError(made.error(), tr("Nothing was committed."), actions);
        });
}

void GitWork::askIdentity(After done)
{
    askText(tr("Name and Address"), tr("Who commits in this repository, as “Name <address>”:"), {},
            [this, done = std::move(done)](const QString &text) {
                git::Identity identity;
                identity.name = text.section(QLatin1Char('<'), 0, 0).trimmed();
                identity.address = text.section(QLatin1Char('<'), 1).remove(QLatin1Char('>')).trimmed();
                perform(
                    tr("Setting the name"), tr("The name was not set."),
                    [identity](const git::Repository &repository, const std::stop_token &) {
                        return git::writeIdentity(repository, identity);
                    },
                    done);
            });
}

// --- branches

void GitWork::switchBranch(const QString &name)
{
    m_context.notices.withdraw(gitNotice, 0);
    m_session.change<void>(
        tr("Switching to %1").arg(name), this,
        [name](const git::Repository &repository, const std::stop_token &stop) {
            return git::switchBranch(repository, name, stop);
        },
        [this, name](Result<void> switched) {
            if (switched) {
                Q_EMIT filesWritten();
                return;
            }
            QList<NoticeAction> actions;
            if (switched.error().code == ErrorCode::InvalidInput)
                actions = {{tr("Stash and Switch"), [this, name] {
                                perform(
                                    tr("Stashing"), tr("The changes were not stashed."),
                                    [](const git::Repository &repository, const std::stop_token &stop) {
                                        return git::saveStash(repository, {}, git::UntrackedFiles::Leave,
                                                              stop);
                                    },
                                    [this, name] { switchBranch(name); });
                            }}};
            if (switched.error().code != ErrorCode::Cancelled)
                tellError(switched.error(), tr("The branch was not switched."), actions);
        });
}

void GitWork::createBranch(const QString &name, const git::CommitId &start)
{
    perform(
        tr("Making the branch %1").arg(name), tr("The branch was not made."),
        [name, start](const git::Repository &repository, const std::stop_token &) {
            return git::createBranch(repository, name, start);
        },
        [this, name] { switchBranch(name); });
}

void GitWork::askNewBranch(const git::CommitId &start)
{
    askText(tr("New Branch"),
            start.isEmpty() ? tr("Name of the new branch:")
                            : tr("Name of the new branch at %1:").arg(shortId(start)),
            {}, [this, start](const QString &name) { createBranch(name.trimmed(), start); });
}

void GitWork::askNewName(const QString &branch)
{
    askText(tr("Rename Branch"), tr("New name of %1:").arg(branch), branch,
            [this, branch](const QString &name) {
                perform(tr("Renaming %1").arg(branch), tr("The branch was not renamed."),
                        [branch, name = name.trimmed()](const git::Repository &repository,
                                                        const std::stop_token &) {
                            return git::renameBranch(repository, branch, name);
                        });
            });
}

void GitWork::deleteBranch(const QString &name, git::Unmerged unmerged)
{
    m_context.notices.withdraw(gitNotice, 0);
    m_session.change<git::CommitId>(
        tr("Deleting %1").arg(name), this,
        [name, unmerged](const git::Repository &repository, const std::stop_token &) {
            return git::deleteBranch(repository, name, unmerged);
        },
        [this, name, unmerged](Result<git::CommitId> deleted) {
            if (deleted) {
                const git::CommitId at = *deleted;
                tell(tr("The branch %1 was deleted; it was at %2.").arg(name, shortId(at)),
                     {{tr("Undo"), [this, name, at] {
                           perform(tr("Restoring %1").arg(name), tr("The branch was not restored."),
                                   [name, at](const git::Repository &repository, const std::stop_token &) {
                                       return git::createBranch(repository, name, at);
                                   });
                       }}});
                return;
            }
            QList<NoticeAction> actions;
            if (deleted.error().code == ErrorCode::InvalidInput && unmerged == git::Unmerged::Refuse &&
                name != m_session.snapshot().head.branch)
                actions = {
                    {tr("Delete It Anyway"), [this, name] { deleteBranch(name, git::Unmerged::Delete); }}};
            tellError(deleted.error(), tr("The branch was not deleted."), actions);
        });
}

void GitWork::switchToCommit(const git::CommitId &commit)
{
    perform(
        tr("Switching to %1").arg(shortId(commit)), tr("The files are as they were."),
        [commit](const git::Repository &repository, const std::stop_token &stop) {
            return git::switchToCommit(repository, commit, stop);
        },
        [this, commit] {
            Q_EMIT filesWritten();
            tell(tr("The files are as in %1. You are on no branch: make one before you commit.")
                     .arg(shortId(commit)));
        });
}

// --- stashes

void GitWork::askStash()
{
    askText(tr("Stash Changes"), tr("What is put aside (may stay empty):"), {},
            [this](const QString &message) { saveStash(message, git::UntrackedFiles::Leave); });
}

void GitWork::saveStash(const QString &message, git::UntrackedFiles untracked)
{
    perform(
        tr("Stashing"), tr("The changes were not stashed."),
        [message, untracked](const git::Repository &repository, const std::stop_token &stop) {
            return git::saveStash(repository, message, untracked, stop);
        },
        [this] {
            Q_EMIT filesWritten();
            tell(tr("The changes were put aside."),
                 {{tr("Apply Them Again"),
                   [this] { m_context.commands.run(QStringLiteral("git.stashPop")); }}});
        });
}

void GitWork::applyStash(const git::Stash &stash, git::StashEnd end)
{
    perform<Paths>(
        tr("Applying a stash"), tr("The stash was not applied."),
        [stash, end](const git::Repository &repository, const std::stop_token &stop) {
            return git::applyStash(repository, stash, end, stop);
        },
        [this](Paths &conflicts) {
            Q_EMIT filesWritten();
            if (!conflicts.empty())
                tell(tr("%n file(s) are in conflict; the stash is kept.", nullptr,
                        static_cast<int>(conflicts.size())));
        });
}

void GitWork::dropStash(const git::Stash &stash)
{
    perform(
        tr("Dropping a stash"), tr("The stash was not dropped."),
        [stash](const git::Repository &repository, const std::stop_token &) {
            return git::dropStash(repository, stash);
        },
        [this, stash] {
            tell(tr("The stash “%1” was dropped.").arg(stash.message),
                 {{tr("Undo"), [this, stash] {
                       perform(tr("Restoring a stash"), tr("The stash was not restored."),
                               [stash](const git::Repository &repository, const std::stop_token &) {
                                   return git::restoreStash(repository, stash);
                               });
                   }}});
        });
}

// --- conflicts

void GitWork::takeSide(const Paths &paths, git::ConflictSide side)
{
    using Kept = git::Discarded;
    if (paths.empty())
        return;
    perform<Kept>(
        tr("Settling conflicts"), tr("The conflict was not settled."),
        [paths, side](const git::Repository &repository, const std::stop_token &) -> Result<Kept> {
            Kept kept;
            for (const git::GitPath &path : paths) {
                GW_TRY(id, git::takeSide(repository, path, side));
                kept.files.push_back({path, id, 0100644});
            }
            return kept;
        },
        [this](Kept &kept) {
            Q_EMIT filesWritten();
            const auto restore = [this, kept] {
                perform(
                    tr("Restoring"), tr("The files were not restored."),
                    [kept](const git::Repository &repository, const std::stop_token &) {
                        return git::restoreDiscarded(repository, kept);
                    },
                    [this] { Q_EMIT filesWritten(); });
            };
            tell(tr("%n conflict(s) were settled.", nullptr, static_cast<int>(kept.files.size())),
                 {{tr("Undo"), restore}});
        });
}

void GitWork::abortMerge()
{
    perform(
        tr("Giving up the merge"), tr("The merge was not given up."),
        [](const git::Repository &repository, const std::stop_token &stop) {
            return git::abortMerge(repository, stop);
        },
        [this] { Q_EMIT filesWritten(); });
}

// --- the git program

bool GitWork::mayRunProgram()
{
    // Its configuration may name programs that git would run: for a folder that is not trusted it stays off.
    const UserCommand *trusted = m_context.commands.find(QStringLiteral("workspace.trusted"));
    if (!trusted || !trusted->checked || trusted->checked())
        return true;
    tell(
        tr("The git program runs what the folder's configuration says, and this folder is not trusted."),
        {{tr("Trust This Folder"), [this] { m_context.commands.run(QStringLiteral("workspace.trusted")); }}});
    return false;
}

void GitWork::run(Remote what)
{
    if (m_program.isRunning() || !m_session.isReady() || !mayRunProgram())
        return;
    const GitSnapshot &snapshot = m_session.snapshot();
    if (snapshot.remotes.empty()) {
        tell(tr("This repository knows no other one. Add one in a terminal: git remote add origin URL"));
        return;
    }
    const QString wanted = snapshot.head.upstream.section(QLatin1Char('/'), 0, 0);
    git::Remote remote = snapshot.remotes.front();
    for (const git::Remote &each : snapshot.remotes) {
        if (each.name == wanted || (wanted.isEmpty() && each.name == QLatin1String("origin")))
            remote = each;
    }
    GitProgram::Request request;
    request.workFolder = snapshot.workFolder;
    request.host = remote.host;
    switch (what) {
    case Remote::Fetch:
        request.title = tr("Fetching from %1").arg(remote.name);
        request.arguments = {QStringLiteral("fetch"), QStringLiteral("--prune"), remote.name};
        break;
    case Remote::Pull:
        request.title = tr("Pulling from %1").arg(remote.name);
        request.arguments = {QStringLiteral("pull"), QStringLiteral("--no-edit")};
        break;
    case Remote::Push:
        request.title = tr("Pushing to %1").arg(remote.name);
        request.arguments = {QStringLiteral("push")};
        if (snapshot.head.upstream.isEmpty())
            request.arguments += {QStringLiteral("--set-upstream"), remote.name, QStringLiteral("HEAD")};
        break;
    }
    m_context.notices.withdraw(gitNotice, 0);
    m_program.run(request);
}

void GitWork::tellOutcome(const GitProgram::Outcome &outcome)
{
    m_session.refresh();
    Q_EMIT filesWritten();
    Notice notice;
    notice.key = gitNotice;
    notice.kind = outcome.succeeded ? Notice::Kind::Information : Notice::Kind::Error;
    const QString name = QStringLiteral("git %1").arg(outcome.request.arguments.value(0));
    notice.text = outcome.succeeded
                      ? tr("%1 is done.").arg(name)
                      : tr("%1 failed: %2").arg(name, outcome.output.section(QLatin1Char('\n'), -1));
    notice.detail = outcome.output;
    m_context.notices.present(notice, 0);
}

} // namespace gatewright
