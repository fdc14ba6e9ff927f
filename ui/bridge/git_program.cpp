// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/git_program.h"

#include "ui/bridge/task_progress_model.h"

#include <chrono>

namespace gatewright {

namespace {

constexpr auto longestRun = std::chrono::minutes(30);
constexpr qsizetype mostOutput = qsizetype{1} << 20;

// The user's own, without a terminal: what would ask there fails at once and says so, instead of waiting for
// an answer that nobody can give.
QProcessEnvironment environment()
{
    QProcessEnvironment made = QProcessEnvironment::systemEnvironment();
    made.insert(QStringLiteral("GIT_TERMINAL_PROMPT"), QStringLiteral("0"));
    made.insert(QStringLiteral("GIT_PAGER"), QStringLiteral("cat"));
    made.insert(QStringLiteral("GIT_EDITOR"), QStringLiteral("true")); // a merge takes the message it made
    return made;
}

} // namespace

GitProgram::GitProgram(TaskProgressModel &tasks, const ConnectionLog &log, QObject *parent)
    : QObject(parent)
    , m_tasks(tasks)
    , m_log(log)
{
}

GitProgram::~GitProgram() = default;

void GitProgram::run(const Request &request)
{
    if (m_process)
        return;
    if (!request.host.isEmpty()) {
        const ConnectionRecord record{QStringLiteral("git %1").arg(request.arguments.value(0)), request.host,
                                      QStringLiteral("The user asked for it.")};
        if (const Result<void> written = m_log.write(record); !written) {
            Q_EMIT failed(written.error());
            return;
        }
    }
    m_request = request;
    Command command;
    command.program = m_program;
    command.arguments = request.arguments;
    command.workingFolder = request.workFolder;
    command.environment = environment();
    ProcessLimits limits;
    limits.time = longestRun;
    limits.outputBytes = mostOutput;
    m_process = std::make_unique<ChildProcess>(std::move(command), limits);
    m_task = m_tasks.begin(request.title, [this] { cancel(); });
    m_process->start([this](Result<ProcessOutcome> result) { take(std::move(result)); });
    Q_EMIT changed();
}

void GitProgram::cancel()
{
    if (m_process)
        m_process->stop();
}

void GitProgram::take(Result<ProcessOutcome> result)
{
    m_tasks.end(m_task);
    // Deleted later: this is called from inside of it.
    m_process.release()->deleteLater();
    const Request request = std::exchange(m_request, {});
    Q_EMIT changed();
    if (!result) {
        if (result.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(result.error());
        return;
    }
    Outcome outcome;
    outcome.request = request;
    outcome.succeeded = result->succeeded();
    outcome.output = QString::fromUtf8(result->errors + result->output).trimmed();
    Q_EMIT finished(outcome);
}

} // namespace gatewright
