// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/git_session.h"

#include "core/base/path_inside.h"
#include "core/task/either_stop.h"
#include "ui/bridge/task_progress_model.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace gatewright {

namespace {

// Between the first sign of a change and the look at it: one commit of the git program writes several files.
constexpr auto gathering = std::chrono::milliseconds(250);
// What the user does not wait for takes at most this part of the time.
constexpr int idleParts = 5;

Result<GitSnapshot> readSnapshot(const QString &folder, bool listsIgnored, const std::stop_token &stop)
{
    GW_TRY(repository, git::Repository::open(folder));
    GitSnapshot snapshot;
    snapshot.workFolder = repository.workFolder();
    snapshot.gitFolder = repository.gitFolder();
    GW_TRY(head, repository.head());
    snapshot.head = std::move(head);
    snapshot.unfinished = repository.unfinished();
    git::StatusOptions options;
    options.ignored = listsIgnored ? git::StatusOptions::Ignored::List : git::StatusOptions::Ignored::Leave;
    GW_TRY(status, git::readStatus(repository, options, stop));
    snapshot.status = std::move(status);
    // A broken list of them keeps nobody from working.
    if (Result<std::vector<git::Stash>> stashes = git::listStashes(repository))
        snapshot.stashes = std::move(*stashes);
    snapshot.remotes = repository.remotes();
    if (snapshot.unfinished != git::Unfinished::Nothing)
        snapshot.preparedMessage = repository.preparedMessage();
    snapshot.hooks = repository.commitHooks();
    snapshot.wantsSignatures = repository.wantsSignatures();
    return snapshot;
}

} // namespace

std::size_t GitSnapshot::conflictCount() const
{
    return static_cast<std::size_t>(
        std::count_if(status.entries.begin(), status.entries.end(),
                      [](const git::StatusEntry &entry) { return entry.isConflicted(); }));
}

GitSession::GitSession(TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_tasks(tasks)
    , m_writer(std::make_unique<SerialExecutor>())
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &GitSession::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &GitSession::refreshLater);
}

GitSession::~GitSession()
{
    m_stop.request_stop();
}

void GitSession::setFolder(const QString &folder)
{
    if (folder == m_folder)
        return;
    m_folder = folder;
    ++m_stamp;
    m_stop.request_stop();
    m_looking = false;
    m_lookAgain = false;
    m_readingTime = {};
    m_snapshot = {};
    m_error.reset();
    if (const QStringList watched = m_watcher.directories() + m_watcher.files(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_state = folder.isEmpty() ? State::NoFolder : State::Looking;
    Q_EMIT changed();
    if (!folder.isEmpty())
        look();
}

void GitSession::setListsIgnored(bool lists)
{
    if (lists == m_listsIgnored)
        return;
    m_listsIgnored = lists;
    refresh();
}

void GitSession::refresh()
{
    if (m_folder.isEmpty())
        return;
    m_isUrgent = true;
    if (!m_delay.isActive() || m_delay.remainingTimeAsDuration() > gathering)
        m_delay.start(gathering);
}

void GitSession::refreshLater()
{
    if (!m_folder.isEmpty() && !m_delay.isActive())
        m_delay.start(std::max(gathering, idleParts * m_readingTime));
}

void GitSession::look()
{
    if (m_folder.isEmpty())
        return;
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    m_isUrgent = false;
    QElapsedTimer clock;
    clock.start();
    m_stop = startTask<GitSnapshot>(
        this,
        [folder = m_folder, ignored = m_listsIgnored](const std::stop_token &stop) {
            return readSnapshot(folder, ignored, stop);
        },
        [this, clock, stamp = m_stamp](Result<GitSnapshot> snapshot) {
            if (stamp != m_stamp)
                return;
            m_looking = false;
            m_readingTime = std::chrono::milliseconds(clock.elapsed());
            take(std::move(snapshot));
            if (std::exchange(m_lookAgain, false)) {
                if (m_isUrgent)
                    refresh();
                else
                    refreshLater();
            }
        });
}

void GitSession::take(Result<GitSnapshot> snapshot)
{
    const State before = m_state;
    const std::optional<Error> errorBefore = m_error;
    bool isNew = false;
    if (snapshot) {
        m_state = State::Ready;
        m_error.reset();
        isNew = !(*snapshot == m_snapshot);
        m_snapshot = std::move(*snapshot);
        watch();
    } else if (snapshot.error().code != ErrorCode::Cancelled) {
        m_state = snapshot.error().code == ErrorCode::NotFound ? State::NoRepository : State::Refused;
        m_error = snapshot.error();
        m_snapshot = {};
    }
    if (isNew || before != m_state || errorBefore != m_error)
        Q_EMIT changed();
}

// Git replaces its files, so their folders are watched: HEAD, the index and the branches.
void GitSession::watch()
{
    QStringList wanted{m_snapshot.gitFolder, m_snapshot.gitFolder + QLatin1String("/refs/heads")};
    if (m_snapshot.head.branch.contains(QLatin1Char('/')))
        wanted.append(
            QFileInfo(m_snapshot.gitFolder + QLatin1String("/refs/heads/") + m_snapshot.head.branch).path());
    for (const git::Remote &remote : m_snapshot.remotes)
        wanted.append(m_snapshot.gitFolder + QLatin1String("/refs/remotes/") + remote.name);
    const QStringList watched = m_watcher.directories();
    for (const QString &path : std::as_const(wanted)) {
        if (!watched.contains(path) && QFileInfo(path).isDir())
            m_watcher.addPath(path);
    }
}

git::GitPath GitSession::pathOf(const QString &absolute) const
{
    const QString &work = m_snapshot.workFolder;
    if (work.isEmpty())
        return {};
    QString path = QDir::cleanPath(absolute);
    if (!isInside(path, work)) {
        // The open folder may have been named through a link.
        const QFileInfo file(path);
        const QString folder = QFileInfo(file.path()).canonicalFilePath();
        path = folder.isEmpty() ? QString() : folder + QLatin1Char('/') + file.fileName();
    }
    if (!isInside(path, work) || isInside(path, m_snapshot.gitFolder) || path.size() <= work.size() + 1)
        return {};
    return QFile::encodeName(path.mid(work.size() + 1));
}

QString GitSession::absolutePath(const git::GitPath &path) const
{
    return m_snapshot.workFolder + QLatin1Char('/') + QFile::decodeName(path);
}

void GitSession::post(const QString &text, std::function<void(std::stop_token)> work, QObject *context,
                      std::function<void()> delivered)
{
    // Not the executor's own source: it would skip a job that waits, and nobody would hear of its end.
    auto cancel = std::make_shared<std::stop_source>();
    const TaskProgressModel::TaskId task = m_tasks.begin(text, [cancel] { cancel->request_stop(); });
    const QPointer<QObject> receiver(context);
    m_writer->post([this, receiver, task, cancel, work = std::move(work),
                    delivered = std::move(delivered)](const std::stop_token &stop) {
        if (!cancel->stop_requested())
            work(EitherStop(stop, cancel->get_token()).token());
        // The session waits for its writer, so `this` is there; what is queued goes with it.
        QMetaObject::invokeMethod(
            this,
            [this, receiver, task, delivered] {
                m_tasks.end(task);
                refresh();
                if (receiver)
                    delivered();
            },
            Qt::QueuedConnection);
    });
}

void GitSession::initialise(QObject *context, std::function<void(Result<void>)> done)
{
    auto result = std::make_shared<Result<void>>();
    post(
        tr("Making a repository"),
        [folder = m_folder, result](const std::stop_token &) {
            Result<git::Repository> made = git::Repository::initialise(folder);
            if (!made)
                *result = propagate(std::move(made));
        },
        context, [result, done = std::move(done)] { done(std::move(*result)); });
}

} // namespace gatewright
