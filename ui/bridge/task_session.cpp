// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/task_session.h"

#include "ui/bridge/diagnostics_model.h"

#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>

#include <map>
#include <utility>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype mostOutput = qsizetype{16} * 1024 * 1024;
// Below those of documents, and growing, because the model sorts by them.
constexpr int firstId = -1'000'000;

// Both streams into one, in the order in which they were written. The script is the same for every command;
// its words stay arguments.
Command inOneStream(const Command &command)
{
    Command wrapped = command;
    wrapped.program = QStringLiteral("sh");
    wrapped.arguments = QStringList{QStringLiteral("-c"), QStringLiteral("exec \"$@\" 2>&1"),
                                    QStringLiteral("sh"), command.program} +
                        command.arguments;
    return wrapped;
}

std::optional<Error> missing(const Command &command)
{
    const bool found = command.program.contains(QLatin1Char('/'))
                           ? QFileInfo(command.program).isExecutable()
                           : !QStandardPaths::findExecutable(command.program).isEmpty();
    if (found)
        return std::nullopt;
    return Error{ErrorCode::Missing,
                 QStringLiteral("The program “%1” was not found; install it, or correct the task.")
                     .arg(command.program),
                 {},
                 command.program};
}

} // namespace

TaskSession::TaskSession(TaskProgressModel &progress, DiagnosticsModel &problems, const Clock &clock,
                         QObject *parent)
    : QObject(parent)
    , m_progress(progress)
    , m_problems(problems)
    , m_clock(clock)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(200ms);
    connect(&m_tell, &QTimer::timeout, this, &TaskSession::outputAdded);
}

TaskSession::~TaskSession()
{
    stop();
}

void TaskSession::run(Job job)
{
    stop();
    clearProblems();
    ++m_run;
    m_job = std::move(job);
    m_output.clear();
    m_outcome.reset();
    m_error = missing(m_job->command);
    m_took = {};
    if (m_error) {
        m_state = State::NotRun;
        Q_EMIT changed();
        return;
    }
    m_state = State::Running;
    m_started = m_clock.now();
    m_matcher = std::make_shared<tasks::ProblemMatcher>(m_job->task.matcher, m_job->command.workingFolder,
                                                        m_job->workspace);
    m_progressId = m_progress.begin(m_job->task.name, [this] { cancel(); });
    ProcessLimits limits;
    limits.outputBytes = mostOutput;
    m_process = std::make_unique<ChildProcess>(inOneStream(m_job->command), limits);
    m_process->listen([this](const QByteArray &bytes) { take(bytes); });
    m_process->start([this](Result<ProcessOutcome> outcome) { finish(std::move(outcome)); });
    Q_EMIT changed();
}

void TaskSession::runAgain()
{
    if (m_job)
        run(*m_job);
}

void TaskSession::cancel()
{
    if (!isRunning())
        return;
    stop();
    m_state = State::Cancelled;
    Q_EMIT outputAdded();
    Q_EMIT changed();
}

void TaskSession::stop()
{
    if (!isRunning())
        return;
    m_took = elapsed();
    m_process.reset(); // kills the whole tree
    m_progress.end(m_progressId);
    m_state = State::Idle;
}

std::chrono::milliseconds TaskSession::elapsed() const
{
    return isRunning() ? std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_started)
                       : m_took;
}

void TaskSession::take(const QByteArray &bytes)
{
    m_output += bytes;
    readProblems(bytes, false);
    if (!m_tell.isActive())
        m_tell.start();
}

void TaskSession::finish(Result<ProcessOutcome> outcome)
{
    m_took = elapsed();
    m_progress.end(m_progressId);
    // It is its own callback that runs.
    m_process.release()->deleteLater();
    if (outcome) {
        m_state = State::Done;
        m_outcome = std::move(*outcome);
    } else {
        m_state = State::NotRun;
        m_error = outcome.error();
    }
    readProblems({}, true);
    Q_EMIT outputAdded();
    Q_EMIT changed();
}

// Looking for files is the disk's time, so it is not the window's.
void TaskSession::readProblems(const QByteArray &bytes, bool last)
{
    m_reader.post([this, run = m_run, matcher = m_matcher, bytes, last](const std::stop_token &) {
        const std::size_t before = matcher->problems().size();
        matcher->feed(bytes);
        if (last)
            matcher->finish();
        if (matcher->problems().size() == before)
            return;
        QMetaObject::invokeMethod(
            this,
            [this, run, found = matcher->problems()] {
                if (run == m_run)
                    showProblems(found);
            },
            Qt::QueuedConnection);
    });
}

void TaskSession::showProblems(const std::vector<tasks::TaskProblem> &found)
{
    std::map<QString, std::vector<Diagnostic>> byFile;
    for (const tasks::TaskProblem &problem : found)
        byFile[problem.path].push_back(problem.diagnostic);
    clearProblems();
    for (const auto &[path, diagnostics] : byFile)
        m_problems.setProblems(firstId + m_shownFiles++, QFileInfo(path).fileName(), path, diagnostics, {});
    m_problemCount = found.size();
    Q_EMIT changed();
}

void TaskSession::clearProblems()
{
    for (; m_shownFiles > 0; --m_shownFiles)
        m_problems.removeDocument(firstId + m_shownFiles - 1);
    m_problemCount = 0;
}

} // namespace gatewright
