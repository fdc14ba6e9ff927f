// SPDX-License-Identifier: Apache-2.0
#include "core/process/server_channel.h"

#include "core/process/process_tree.h"
#include "core/process/sandbox.h"

#include <QtEndian>

#include <utility>

namespace gatewright {

namespace {

constexpr qsizetype keptErrors = qsizetype{64} * 1024;
constexpr qsizetype headerBytes = 4;
// Of messages that nobody has asked for yet.
constexpr std::size_t mostWaiting = 64;
constexpr qsizetype mostWaitingBytes = qsizetype{64} * 1024 * 1024;

} // namespace

Result<void> ServerChannel::send(const QByteArray &message)
{
    const std::lock_guard lock(m_mutex);
    if (m_end)
        return tl::unexpected(*m_end);
    QByteArray frame(headerBytes, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(message.size()), frame.data());
    m_outgoing.push_back(frame + message);
    if (m_wake)
        m_wake();
    return {};
}

Result<QByteArray> ServerChannel::receive(std::chrono::milliseconds time, const std::stop_token &token)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, token, time, [this] { return !m_incoming.empty() || m_end; });
    if (token.stop_requested())
        return makeError(ErrorCode::Cancelled, QStringLiteral("The run was cancelled."));
    if (!m_incoming.empty()) {
        QByteArray message = std::move(m_incoming.front());
        m_incoming.pop_front();
        m_incomingBytes -= message.size();
        return message;
    }
    if (m_end)
        return tl::unexpected(*m_end);
    return makeError(ErrorCode::Timeout, QStringLiteral("The program did not answer in time."));
}

void ServerChannel::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    if (m_wake)
        m_wake();
}

void ServerChannel::attach(std::function<void()> wake)
{
    const std::lock_guard lock(m_mutex);
    m_wake = std::move(wake);
}

void ServerChannel::detach()
{
    const std::lock_guard lock(m_mutex);
    m_wake = nullptr;
}

std::deque<QByteArray> ServerChannel::takeOutgoing()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_outgoing, {});
}

bool ServerChannel::isClosed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

bool ServerChannel::deliver(QByteArray message)
{
    {
        const std::lock_guard lock(m_mutex);
        const bool isFull =
            m_incoming.size() >= mostWaiting || message.size() > mostWaitingBytes - m_incomingBytes;
        if (isFull)
            return false;
        m_incomingBytes += message.size();
        m_incoming.push_back(std::move(message));
    }
    m_changed.notify_all();
    return true;
}

void ServerChannel::setProcessId(qint64 process)
{
    const std::lock_guard lock(m_mutex);
    m_process = process;
}

void ServerChannel::appendErrors(const QByteArray &text)
{
    const std::lock_guard lock(m_mutex);
    m_errors += text;
    if (m_errors.size() > keptErrors)
        m_errors.remove(0, m_errors.size() - keptErrors);
}

void ServerChannel::end(Error why)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_end)
            m_end = std::move(why);
    }
    m_changed.notify_all();
}

bool ServerChannel::endIdle(Error why)
{
    const std::lock_guard lock(m_mutex);
    if (!m_outgoing.empty() || m_end)
        return false;
    m_end = std::move(why);
    return true;
}

bool ServerChannel::isRunning() const
{
    const std::lock_guard lock(m_mutex);
    return !m_end;
}

qint64 ServerChannel::processId() const
{
    const std::lock_guard lock(m_mutex);
    return m_process;
}

QByteArray ServerChannel::errors() const
{
    const std::lock_guard lock(m_mutex);
    return m_errors;
}

ServerProcess::ServerProcess(Command command, const ServerLimits &limits,
                             std::shared_ptr<ServerChannel> channel, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_limits(limits)
    , m_channel(std::move(channel))
{
    m_process.setProgram(m_command.program);
    m_process.setArguments(m_command.arguments);
    if (m_command.environment)
        m_process.setProcessEnvironment(*m_command.environment);
    m_group = ControlGroup::create({m_limits.process.memoryBytes, m_limits.process.processes});
    m_process.setChildProcessModifier(childSetup(m_limits.process, m_group.get()));
    m_idle.setSingleShot(true);
    m_idle.setInterval(m_limits.idle);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (m_channel->endIdle({ErrorCode::Cancelled, QStringLiteral("It was not needed any more."), {}, {}}))
            killProcessTree(static_cast<pid_t>(m_leader));
    });
    connect(&m_process, &QProcess::started, this, [this] {
        m_leader = m_process.processId();
        m_channel->setProcessId(m_leader);
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ServerProcess::readMessages);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ServerProcess::readErrors);
    connect(&m_process, &QProcess::finished, this, &ServerProcess::processFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return; // the others are followed by finished()
        m_channel->end(startError(m_command, m_process));
        deleteLater();
    });
}

ServerProcess::~ServerProcess()
{
    m_channel->detach();
    m_channel->end({ErrorCode::Cancelled, QStringLiteral("The run was cancelled."), {}, {}});
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        killProcessTree(static_cast<pid_t>(m_process.processId()));
        m_process.waitForFinished(-1); // it was killed: this is a matter of microseconds
    }
}

void ServerProcess::start()
{
    m_process.start();
    m_channel->attach(
        [this] { QMetaObject::invokeMethod(this, &ServerProcess::pump, Qt::QueuedConnection); });
    pump();
}

void ServerProcess::pump()
{
    if (m_channel->isClosed()) {
        deleteLater(); // nobody wants to know how it ended
        return;
    }
    for (const QByteArray &frame : m_channel->takeOutgoing())
        m_process.write(frame);
    if (m_limits.idle.count() > 0)
        m_idle.start();
}

void ServerProcess::readMessages()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_channel->isRunning())
        return; // it was given up; what it still says does not count
    m_unread += bytes;
    qsizetype begin = 0;
    while (m_unread.size() - begin >= headerBytes) {
        const auto size = qFromLittleEndian<quint32>(m_unread.constData() + begin);
        if (size > m_limits.messageBytes) {
            fail(
                {ErrorCode::Corrupt, QStringLiteral("The program sent a message that is too long."), {}, {}});
            return;
        }
        if (m_unread.size() - begin - headerBytes < size)
            break;
        if (!m_channel->deliver(m_unread.mid(begin + headerBytes, size))) {
            fail({ErrorCode::Corrupt, QStringLiteral("The program sends what nobody asked for."), {}, {}});
            return;
        }
        begin += headerBytes + size;
    }
    m_unread.remove(0, begin);
    if (m_limits.idle.count() > 0)
        m_idle.start();
}

void ServerProcess::readErrors()
{
    m_channel->appendErrors(m_process.readAllStandardError());
}

void ServerProcess::fail(Error why)
{
    m_channel->end(std::move(why));
    if (m_process.state() != QProcess::NotRunning)
        killProcessTree(static_cast<pid_t>(m_leader)); // finished() follows
}

void ServerProcess::processFinished(int exitCode, QProcess::ExitStatus status)
{
    killRemainingGroup(static_cast<pid_t>(m_leader));
    readMessages();
    readErrors();
    const QByteArray errors = m_channel->errors();
    ProcessOutcome outcome;
    outcome.exitCode = status == QProcess::NormalExit ? exitCode : -1;
    outcome.errors = errors;
    if (const std::optional<Error> failure = Sandbox::ownFailure(outcome)) {
        m_channel->end(*failure);
    } else {
        const QString detail = status == QProcess::CrashExit ? QStringLiteral("signal %1").arg(exitCode)
                                                             : QStringLiteral("exit code %1").arg(exitCode);
        m_channel->end({ErrorCode::Crashed,
                        QStringLiteral("The program ended unexpectedly."),
                        detail + QLatin1Char(' ') + QString::fromLocal8Bit(errors.right(500)).trimmed(),
                        {}});
    }
    deleteLater();
}

} // namespace gatewright
