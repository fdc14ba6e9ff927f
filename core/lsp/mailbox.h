// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/message.h"

#include <QByteArray>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace gatewright::lsp {

class Connection;

namespace detail {

// The way from any thread to a connection that may be gone by then. Internal to the module.
class Mailbox
{
public:
    explicit Mailbox(Connection *connection)
        : m_connection(connection)
    {
    }

    // `bytes` is a whole frame; `answered` names the request that it answers. On the connection's own thread
    // it is sent at once, from others in the order of the calls.
    void deliver(const QByteArray &bytes, const std::optional<RequestId> &answered);
    // On the connection's thread, before it dies.
    void close();

private:
    std::mutex m_mutex;
    Connection *m_connection; // guarded by m_mutex
};

// What the copies of one Responder share.
struct IncomingRequest
{
    IncomingRequest(RequestId requestId, std::shared_ptr<Mailbox> target)
        : id(std::move(requestId))
        , mailbox(std::move(target))
    {
    }
    ~IncomingRequest();
    IncomingRequest(const IncomingRequest &) = delete;
    IncomingRequest &operator=(const IncomingRequest &) = delete;

    void answer(const tl::expected<QJsonValue, RpcError> &outcome);

    const RequestId id;
    const std::shared_ptr<Mailbox> mailbox;
    std::stop_source stop;
    std::atomic<bool> answered = false;
};

} // namespace detail
} // namespace gatewright::lsp
