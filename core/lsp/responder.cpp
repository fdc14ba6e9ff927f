// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/responder.h"

#include "core/lsp/connection.h"
#include "core/lsp/frame.h"
#include "core/lsp/mailbox.h"

#include <QThread>

#include <utility>

namespace gatewright::lsp {

namespace detail {

void Mailbox::deliver(const QByteArray &bytes, const std::optional<RequestId> &answered)
{
    Connection *here = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_connection)
            return;
        if (m_connection->thread() != QThread::currentThread()) {
            QMetaObject::invokeMethod(
                m_connection,
                [connection = m_connection, bytes, answered] { connection->sendFrame(bytes, answered); },
                Qt::QueuedConnection);
            return;
        }
        here = m_connection;
    }
    // Outside the lock, since sending may come back here; safe, since only this thread can destroy the
    // connection.
    here->sendFrame(bytes, answered);
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_connection = nullptr;
}

IncomingRequest::~IncomingRequest()
{
    if (answered)
        return;
    if (stop.stop_requested()) {
        answer(tl::unexpected(RpcError{static_cast<int>(RpcErrorCode::RequestCancelled),
                                       QStringLiteral("The request was cancelled."),
                                       {}}));
        return;
    }
    answer(tl::unexpected(RpcError{static_cast<int>(RpcErrorCode::InternalError),
                                   QStringLiteral("The request was dropped without an answer."),
                                   {}}));
}

void IncomingRequest::answer(const tl::expected<QJsonValue, RpcError> &outcome)
{
    if (!answered.exchange(true))
        mailbox->deliver(frame(toJson(Response{id, outcome})), id);
}

} // namespace detail

Outbox::Outbox(std::shared_ptr<detail::Mailbox> mailbox)
    : m_mailbox(std::move(mailbox))
{
}

void Outbox::notify(const QString &method, const QJsonValue &params) const
{
    m_mailbox->deliver(frame(toJson(Notification{method, params})), std::nullopt);
}

Responder::Responder(std::shared_ptr<detail::IncomingRequest> request)
    : m_request(std::move(request))
{
}

std::stop_token Responder::stopToken() const
{
    return m_request->stop.get_token();
}

const RequestId &Responder::id() const
{
    return m_request->id;
}

void Responder::reply(const QJsonValue &result) const
{
    m_request->answer(result);
}

void Responder::fail(const Error &error) const
{
    m_request->answer(tl::unexpected(toRpcError(error)));
}

void Responder::fail(RpcErrorCode code, const QString &message) const
{
    m_request->answer(tl::unexpected(RpcError{static_cast<int>(code), message, QJsonValue::Undefined}));
}

void Responder::answer(const Result<QJsonValue> &result) const
{
    if (result)
        reply(*result);
    else
        fail(result.error());
}

std::shared_ptr<CancelAnswer> answerWhenCancelled(const Responder &responder)
{
    return std::make_shared<CancelAnswer>(responder.stopToken(), [responder] {
        responder.fail({ErrorCode::Cancelled, QStringLiteral("The request was cancelled."), {}, {}});
    });
}

} // namespace gatewright::lsp
