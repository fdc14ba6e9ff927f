// SPDX-License-Identifier: Apache-2.0
#include "core/process/sandboxed_server.h"

#include "core/process/server_channel.h"

#include <utility>

namespace gatewright {

SandboxedServer::SandboxedServer(std::shared_ptr<ServerChannel> channel, const std::stop_token &serviceEnded)
    : m_channel(std::move(channel))
    , m_whenServiceEnds(serviceEnded, [channel = m_channel] {
        channel->end({ErrorCode::Cancelled, QStringLiteral("The run was cancelled."), {}, {}});
    })
{
}

SandboxedServer::~SandboxedServer()
{
    m_channel->close();
}

Result<void> SandboxedServer::send(const QByteArray &message)
{
    return m_channel->send(message);
}

Result<QByteArray> SandboxedServer::receive(std::chrono::milliseconds time, const std::stop_token &token)
{
    return m_channel->receive(time, token);
}

bool SandboxedServer::isRunning() const
{
    return m_channel->isRunning();
}

qint64 SandboxedServer::processId() const
{
    return m_channel->processId();
}

} // namespace gatewright
