// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace gatewright {

class ServerChannel;

struct ServerLimits
{
    qsizetype messageBytes = qsizetype{32} * 1024 * 1024; // of each message it sends
    std::chrono::milliseconds idle{0};                    // without a message either way it ends; zero: never
    ProcessLimits process;                                // neither its time nor its output count
};

// A program kept running in the sandbox, and the conversation with it: messages on its stdin and stdout, each
// four bytes of length (little-endian) and that many bytes. ProcessService::startServer() makes one.
//
// For threads that may wait, one at a time; the process itself lives on the service's thread. Destroying this
// kills the whole tree, behind the caller's back.
class SandboxedServer
{
public:
    SandboxedServer(std::shared_ptr<ServerChannel> channel, const std::stop_token &serviceEnded);
    ~SandboxedServer();
    SandboxedServer(const SandboxedServer &) = delete;
    SandboxedServer &operator=(const SandboxedServer &) = delete;

    // Does not wait. Crashed, Cancelled (the service has gone or it was idle too long) when it has ended.
    Result<void> send(const QByteArray &message);
    // The next message. Timeout when none came in time, Cancelled when the token is tripped: it still runs
    // then, and the message may come later. Crashed when it has ended, Corrupt when it broke the format and
    // was killed, Missing and Io when it did not start.
    [[nodiscard]] Result<QByteArray> receive(std::chrono::milliseconds time, const std::stop_token &token);
    [[nodiscard]] bool isRunning() const;
    // Of bubblewrap on this machine; 0 before it has started.
    [[nodiscard]] qint64 processId() const;

private:
    const std::shared_ptr<ServerChannel> m_channel;
    std::stop_callback<std::function<void()>> m_whenServiceEnds; // last: gone before the channel
};

} // namespace gatewright
