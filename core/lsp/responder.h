// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lsp/message.h"

#include <QJsonValue>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

namespace gatewright::lsp {

class Connection;

namespace detail {
class Mailbox;
struct IncomingRequest;
} // namespace detail

// Sends notifications from any thread, also when the connection is gone (then nothing happens). A cheap copy.
// What one thread posts arrives in the order of posting, its Responder's answers included.
class Outbox
{
public:
    void notify(const QString &method, const QJsonValue &params = QJsonValue::Null) const;

private:
    friend class Connection;
    explicit Outbox(std::shared_ptr<detail::Mailbox> mailbox);

    std::shared_ptr<detail::Mailbox> m_mailbox;
};

// The duty to answer one request. Copies share it: the first answer is sent, later ones are dropped, and when
// the last copy dies unanswered the request is answered with an error. Everything here may be called from any
// thread, and after the connection is gone.
class Responder
{
public:
    // Tripped by $/cancelRequest and when the peer is gone. A cancelled request is still answered.
    [[nodiscard]] std::stop_token stopToken() const;
    [[nodiscard]] const RequestId &id() const;

    void reply(const QJsonValue &result) const;
    void fail(const Error &error) const;
    void fail(RpcErrorCode code, const QString &message) const;
    void answer(const Result<QJsonValue> &result) const;

private:
    friend class Connection;
    explicit Responder(std::shared_ptr<detail::IncomingRequest> request);

    std::shared_ptr<detail::IncomingRequest> m_request;
};

// For work that cannot stop at once, a model's or a compiler's: as long as the value lives, a cancelled
// request is answered on the spot, so that the peer does not wait for the work to notice.
using CancelAnswer = std::stop_callback<std::function<void()>>;
[[nodiscard]] std::shared_ptr<CancelAnswer> answerWhenCancelled(const Responder &responder);

} // namespace gatewright::lsp
