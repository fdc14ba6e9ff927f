// SPDX-License-Identifier: Apache-2.0
#include "core/process/supervised_process.h"

#include "core/base/log.h"
#include "core/process/process_tree.h"

#include <signal.h>

#include <algorithm>
#include <utility>

namespace gatewright {

namespace {

constexpr qsizetype keptMessages = qsizetype{64} * 1024;

Error endError(const QString &program, int exitCode, QProcess::ExitStatus status)
{
    const QString detail = status == QProcess::CrashExit ? QStringLiteral("signal %1").arg(exitCode)
                                                         : QStringLiteral("exit code %1").arg(exitCode);
    return {ErrorCode::Crashed, QStringLiteral("The program ended unexpectedly."), detail, program};
}

} // namespace

QString describe(const SupervisedStatus &status, const QString &subject)
{
    switch (status.state) {
    case SupervisedState::Stopped:
        return QStringLiteral("%1 is switched off.").arg(subject);
    case SupervisedState::Missing:
        return QStringLiteral("%1 is not installed; reinstall the product to get it back.").arg(subject);
    case SupervisedState::Starting:
        return QStringLiteral("%1 is starting.").arg(subject);
    case SupervisedState::Running:
        return QStringLiteral("%1 is running.").arg(subject);
    case SupervisedState::Restarting: {
        const double seconds = static_cast<double>(status.restartDelay.count()) / 1000.0;
        return QStringLiteral("%1 stopped working; it is started again in %2 s.").arg(subject).arg(seconds);
    }
    case SupervisedState::GivenUp:
        return QStringLiteral("%1 stopped working %2 times in a row and is left alone until you restart it.")
            .arg(subject)
            .arg(status.crashesInARow);
    }
    return {};
}

SupervisedProcess::SupervisedProcess(Command command, const RestartRules &rules, const Clock &clock,
                                     const ProcessLimits &limits, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_limits(limits)
    , m_clock(clock)
    , m_policy(rules)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_finishing)
            stop();
        else if (m_status.state == SupervisedState::Starting)
            reportHang(QStringLiteral("it was not ready in time"));
        else
            launch();
    });
}

SupervisedProcess::~SupervisedProcess()
{
    dropProcess();
}

void SupervisedProcess::start()
{
    const bool idle =
        m_status.state == SupervisedState::Stopped || m_status.state == SupervisedState::Missing;
    if (idle)
        launch();
}

void SupervisedProcess::stop()
{
    dropProcess();
    setState(SupervisedState::Stopped);
}

void SupervisedProcess::finish(std::chrono::milliseconds grace)
{
    if (!m_process) {
        stop();
        return;
    }
    m_finishing = true;
    m_timer.start(grace);
    m_process->closeWriteChannel();
}

void SupervisedProcess::restart()
{
    dropProcess();
    m_policy.forgive();
    m_status.crashesInARow = 0;
    launch();
}

void SupervisedProcess::markReady()
{
    if (m_status.state != SupervisedState::Starting || !m_connected)
        return;
    m_timer.stop();
    m_readySince = m_clock.now();
    setState(SupervisedState::Running);
}

void SupervisedProcess::reportHang(const QString &what)
{
    if (!m_process || m_hang)
        return;
    m_hang = Error{ErrorCode::Timeout, QStringLiteral("The program did not react and was ended."), what,
                   m_command.program};
    killProcessTree(static_cast<pid_t>(m_process->processId())); // finished() follows
}

void SupervisedProcess::setActiveFile(const QString &file)
{
    m_activeFile = file;
}

void SupervisedProcess::allowFile(const QString &file)
{
    m_policy.allow(file);
}

void SupervisedProcess::launch()
{
    m_hang.reset();
    m_readySince.reset();
    m_messagesOfRun = 0;
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(m_command.program);
    m_process->setArguments(m_command.arguments);
    m_process->setWorkingDirectory(m_command.workingFolder);
    if (m_command.environment)
        m_process->setProcessEnvironment(*m_command.environment);
    m_process->setChildProcessModifier(childSetup(m_limits));
    connect(m_process.get(), &QProcess::started, this, &SupervisedProcess::processStarted);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &SupervisedProcess::collectMessages);
    connect(m_process.get(), &QProcess::finished, this, &SupervisedProcess::processFinished);
    // Queued: a failure inside QProcess::start() must find the state that was set after it.
    connect(m_process.get(), &QProcess::errorOccurred, this, &SupervisedProcess::processFailed,
            Qt::QueuedConnection);
    m_timer.start(m_policy.rules().startTime);
    setState(SupervisedState::Starting);
    m_process->start();
}

void SupervisedProcess::collectMessages()
{
    const QByteArray messages = m_process->readAllStandardError();
    m_messages += messages;
    if (m_messages.size() > keptMessages)
        m_messages.remove(0, m_messages.size() - keptMessages);
    m_messagesOfRun = std::min(m_messagesOfRun + messages.size(), m_messages.size());
}

QString SupervisedProcess::fileGivenUpOn() const
{
    const QByteArray last = m_messages.right(m_messagesOfRun).trimmed().split('\n').last();
    return last.startsWith(gaveUpOn) ? QString::fromUtf8(last.mid(qsizetype{sizeof gaveUpOn} - 1))
                                     : QString();
}

void SupervisedProcess::processStarted()
{
    m_connected = true;
    m_leader = m_process->processId();
    Q_EMIT started(m_process.get());
}

void SupervisedProcess::processFinished(int exitCode, QProcess::ExitStatus exitStatus)
{
    killRemainingGroup(static_cast<pid_t>(m_leader));
    collectMessages();
    if (m_finishing) {
        stop();
        return;
    }
    // What dies while it is reported as hanging (it closed its streams first) did not die of our signal.
    const bool killedByUs = m_hang && exitStatus == QProcess::CrashExit && exitCode == SIGKILL;
    m_status.lastError = killedByUs ? m_hang : endError(m_command.program, exitCode, exitStatus);
    if (const QString file = fileGivenUpOn(); !file.isEmpty())
        m_activeFile = file;
    const auto decision = m_policy.crashed(m_clock.now(), m_readySince, m_activeFile);
    qCWarning(logProcess) << m_status.lastError->toString() << "working on" << m_activeFile;
    dropProcess();
    m_status.crashesInARow = m_policy.crashesInARow();
    m_status.restartDelay = decision.delay.value_or(std::chrono::milliseconds::zero());
    if (decision.delay)
        m_timer.start(*decision.delay);
    setState(decision.delay ? SupervisedState::Restarting : SupervisedState::GivenUp);
    if (decision.fileExcluded)
        Q_EMIT fileExcluded(std::exchange(m_activeFile, QString()));
}

void SupervisedProcess::processFailed(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart || !m_process)
        return; // the others are followed by finished()
    m_status.lastError = startError(m_command, *m_process);
    dropProcess();
    setState(SupervisedState::Missing);
}

// Ends the run, if there is one, without a decision about the next.
void SupervisedProcess::dropProcess()
{
    m_timer.stop();
    m_finishing = false;
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (std::exchange(m_connected, false))
        Q_EMIT ended();
    if (m_process->state() != QProcess::NotRunning) {
        killProcessTree(static_cast<pid_t>(m_process->processId()));
        m_process->waitForFinished(-1); // it was killed: this is a matter of microseconds
    }
    m_process.release()->deleteLater(); // it may be the sender of the signal that brought us here
}

void SupervisedProcess::setState(SupervisedState state)
{
    m_status.state = state;
    Q_EMIT statusChanged();
}

} // namespace gatewright
