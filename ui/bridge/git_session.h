// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/repository.h"
#include "core/git/stash.h"
#include "core/git/status.h"
#include "core/task/serial_executor.h"
#include "core/task/start_task.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace gatewright {

class TaskProgressModel;

// The repository of the open folder, as it was read last.
struct GitSnapshot
{
    QString workFolder;
    QString gitFolder;
    git::Head head;
    git::Unfinished unfinished = git::Unfinished::Nothing;
    git::Status status;
    std::vector<git::Stash> stashes;
    std::vector<git::Remote> remotes;
    QString preparedMessage; // of a merge
    QStringList hooks;       // that the git program would run at a commit
    bool wantsSignatures = false;

    [[nodiscard]] std::size_t conflictCount() const;
    friend bool operator==(const GitSnapshot &, const GitSnapshot &) = default;
};

// The window's side of git: which repository the open folder is in, what state it is in, and work on it, all
// of it on other threads. Looks again when something in the repository changes, and when refresh() says so.
// GUI thread.
class GitSession : public QObject
{
    Q_OBJECT

public:
    enum class State {
        NoFolder,
        Looking,      // for the first time in this folder
        NoRepository, // the folder is in none
        Refused,      // error() says why
        Ready,
    };
    template <class T>
    using Work = std::function<Result<T>(const git::Repository &, const std::stop_token &)>;

    // `tasks` outlives the session.
    explicit GitSession(TaskProgressModel &tasks, QObject *parent = nullptr);
    ~GitSession() override;

    // Absolute; empty: none.
    void setFolder(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isReady() const { return m_state == State::Ready; }
    // Of the last reading; empty unless Ready.
    [[nodiscard]] const GitSnapshot &snapshot() const { return m_snapshot; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    // The repository is looked at now: the user waits for it. Many calls make one reading.
    void refresh();
    // Something may have changed. Where a reading takes long it waits longer, so that a build that writes
    // file after file in a large folder does not keep a processor busy with git.
    void refreshLater();
    [[nodiscard]] bool listsIgnored() const { return m_listsIgnored; }
    void setListsIgnored(bool lists);

    // Inside the work folder, and not git's own; empty otherwise. Compares names only.
    [[nodiscard]] git::GitPath pathOf(const QString &absolute) const;
    [[nodiscard]] QString absolutePath(const git::GitPath &path) const;

    // Reads on any thread: `done` runs on this one unless `context` is gone. The answer asks it to stop.
    template <class T>
    std::stop_source read(QObject *context, Work<T> work, std::function<void(Result<T>)> done)
    {
        return startTask<T>(
            context,
            [folder = m_folder, work = std::move(work)](const std::stop_token &stop) -> Result<T> {
                GW_TRY(repository, git::Repository::open(folder));
                return work(repository, stop);
            },
            std::move(done));
    }
    // Changes the repository: one after the other, shown in the status bar as `text`, and looked at
    // afterwards.
    template <class T>
    void change(const QString &text, QObject *context, Work<T> work, std::function<void(Result<T>)> done)
    {
        // Shared between the threads: written before, and read after, the task that delivers it.
        auto result = std::make_shared<Result<T>>(
            makeError(ErrorCode::Cancelled, QStringLiteral("The window was closed.")));
        const QString folder = m_folder;
        post(
            text,
            [folder, result, work = std::move(work)](const std::stop_token &stop) {
                auto guardedWork = [&](const std::stop_token &token) -> Result<T> {
                    GW_TRY(repository, git::Repository::open(folder));
                    return work(repository, token);
                };
                *result = guarded<T>(guardedWork, stop);
            },
            context, [result, done = std::move(done)] { done(std::move(*result)); });
    }

    // Makes a repository in the open folder.
    void initialise(QObject *context, std::function<void(Result<void>)> done);

Q_SIGNALS:
    // State or snapshot are others than before.
    void changed();

private:
    void post(const QString &text, std::function<void(std::stop_token)> work, QObject *context,
              std::function<void()> delivered);
    void look();
    void take(Result<GitSnapshot> snapshot);
    void watch();

    TaskProgressModel &m_tasks;
    QString m_folder;
    State m_state = State::NoFolder;
    GitSnapshot m_snapshot;
    std::optional<Error> m_error;
    QFileSystemWatcher m_watcher;
    QTimer m_delay;
    int m_stamp = 0; // counts the folders: what was read of an earlier one is dropped
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_isUrgent = false;                   // what waits for the end of the reading
    std::chrono::milliseconds m_readingTime{}; // of the last one
    bool m_listsIgnored = false;
    std::stop_source m_stop;
    std::unique_ptr<SerialExecutor> m_writer; // last: what it runs ends first
};

} // namespace gatewright
