// SPDX-License-Identifier: Apache-2.0
#include "core/process/child_process.h"

#include "core/process/process_tree.h"

#include <algorithm>
#include <utility>

namespace gatewright {

ChildProcess::ChildProcess(Command command, ProcessLimits limits, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_limits(limits)
{
    m_process.setProgram(m_command.program);
    m_process.setArguments(m_command.arguments);
    m_process.setWorkingDirectory(m_command.workingFolder);
    if (m_command.environment)
        m_process.setProcessEnvironment(*m_command.environment);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { limitHit(ProcessEnd::TimedOut); });
    connect(&m_process, &QProcess::started, this, [this] { m_leader = m_process.processId(); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { collect(QProcess::StandardOutput, m_outcome.output); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { collect(QProcess::StandardError, m_outcome.errors); });
    connect(&m_process, &QProcess::finished, this, &ChildProcess::processFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &ChildProcess::processFailed);
}

ChildProcess::~ChildProcess()
{
    m_process.disconnect(this);
    if (isRunning()) {
        killProcessTree(static_cast<pid_t>(m_process.processId()));
        m_process.waitForFinished(-1); // it was killed: this is a matter of microseconds
    }
}

void ChildProcess::start(Done done, const QByteArray &input)
{
    m_done = std::move(done);
    m_clock.start();
    if (m_limits.time.count() > 0)
        m_timer.start(m_limits.time);
    m_group = ControlGroup::create({m_limits.memoryBytes, m_limits.processes});
    m_process.setChildProcessModifier(childSetup(m_limits, m_group.get()));
    if (input.isEmpty())
        m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.start();
    if (!input.isEmpty() && isRunning()) {
        m_process.write(input);
        m_process.closeWriteChannel(); // after everything was written
    }
}

void ChildProcess::stop()
{
    if (!isRunning())
        return;
    m_stopped = true;
    killProcessTree(static_cast<pid_t>(m_process.processId()));
}

void ChildProcess::collect(QProcess::ProcessChannel channel, QByteArray &into)
{
    m_process.setReadChannel(channel);
    const qsizetype room = m_limits.outputBytes - into.size();
    const QByteArray bytes = m_process.readAll();
    into.append(QByteArrayView(bytes).first(std::min(room, bytes.size())));
    if (m_output && channel == QProcess::StandardOutput && !bytes.isEmpty())
        m_output(bytes);
    if (bytes.size() > room)
        limitHit(ProcessEnd::OutputLimit);
}

void ChildProcess::limitHit(ProcessEnd end)
{
    if (std::exchange(m_limitHit, true))
        return;
    m_outcome.end = end;
    if (isRunning())
        killProcessTree(static_cast<pid_t>(m_process.processId()));
}

void ChildProcess::processFinished()
{
    killRemainingGroup(static_cast<pid_t>(m_leader));
    collect(QProcess::StandardOutput, m_outcome.output);
    collect(QProcess::StandardError, m_outcome.errors);
    m_outcome.elapsed = std::chrono::milliseconds(m_clock.elapsed());
    if (m_process.exitStatus() == QProcess::NormalExit)
        m_outcome.exitCode = m_process.exitCode();
    else
        m_outcome.signalNumber = m_process.exitCode(); // what QProcess calls the exit code of a crash
    if (!m_limitHit && m_process.exitStatus() == QProcess::CrashExit)
        m_outcome.end = ProcessEnd::Signalled;
    if (!m_limitHit && m_group && m_group->ranOutOfMemory())
        m_outcome.end = ProcessEnd::MemoryLimit;
    if (m_stopped)
        deliver(makeError(ErrorCode::Cancelled, QStringLiteral("The program was stopped."), {},
                          m_command.program));
    else
        deliver(std::move(m_outcome));
}

void ChildProcess::processFailed(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart)
        return; // the others are followed by finished()
    // Queued: it may be start() itself that fails.
    QMetaObject::invokeMethod(
        this, [this, problem = startError(m_command, m_process)] { deliver(tl::unexpected(problem)); },
        Qt::QueuedConnection);
}

void ChildProcess::deliver(Result<ProcessOutcome> result)
{
    m_timer.stop();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

} // namespace gatewright
