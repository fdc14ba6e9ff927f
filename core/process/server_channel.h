// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/control_group.h"
#include "core/process/sandboxed_server.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace gatewright {

// What the two sides of a server share: its process on the permanent thread and the thread that talks to it.
// Every function may be called on both.
class ServerChannel
{
public:
    // The talking side.
    Result<void> send(const QByteArray &message);
    [[nodiscard]] Result<QByteArray> receive(std::chrono::milliseconds time, const std::stop_token &token);
    void close(); // nobody talks any more: the process is killed

    // The process's side. `wake` is called, on any thread, when there is something to write or to end.
    void attach(std::function<void()> wake);
    void detach();
    [[nodiscard]] std::deque<QByteArray> takeOutgoing();
    [[nodiscard]] bool isClosed() const;
    [[nodiscard]] bool deliver(QByteArray message); // false: more are waiting than anybody asked for
    void setProcessId(qint64 process);
    void appendErrors(const QByteArray &text);
    void end(Error why);     // the first one counts
    bool endIdle(Error why); // false: there is something to do after all

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] qint64 processId() const;
    [[nodiscard]] QByteArray errors() const;

private:
    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable_any m_changed;
    std::deque<QByteArray> m_outgoing;
    std::deque<QByteArray> m_incoming;
    qsizetype m_incomingBytes = 0;
    std::function<void()> m_wake;
    std::optional<Error> m_end;
    QByteArray m_errors;
    qint64 m_process = 0;
    bool m_closed = false;
};

// The process behind a channel, on the permanent thread (thread trap in process_tree.h). Deletes itself when
// it has ended; destroying it kills the tree.
class ServerProcess final : public QObject
{
    Q_OBJECT

public:
    ServerProcess(Command command, const ServerLimits &limits, std::shared_ptr<ServerChannel> channel,
                  QObject *parent);
    ~ServerProcess() override;

    void start();

private:
    void pump();
    void readMessages();
    void readErrors();
    void fail(Error why);
    void processFinished(int exitCode, QProcess::ExitStatus status);

    const Command m_command;
    const ServerLimits m_limits;
    const std::shared_ptr<ServerChannel> m_channel;
    QProcess m_process;
    std::unique_ptr<ControlGroup> m_group; // null: this machine gives none
    QTimer m_idle;
    QByteArray m_unread; // the beginning of a message
    qint64 m_leader = 0; // the process and group id
};

} // namespace gatewright
