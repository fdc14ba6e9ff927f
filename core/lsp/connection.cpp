// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/connection.h"

#include "core/base/log.h"
#include "core/lsp/mailbox.h"

#include <QElapsedTimer>
#include <QThread>

#include <exception>
#include <utility>

namespace gatewright::lsp {

namespace {

constexpr qsizetype readStep = qsizetype{64} * 1024;
constexpr QLatin1String cancelMethod("$/cancelRequest");

// Handlers belong to other modules and may use libraries that throw; nothing may unwind into the event loop.
template <class Call>
bool ranWithoutException(const QString &method, const Call &call)
{
    try {
        call();
        return true;
    } catch (const std::exception &exception) {
        qCCritical(logLsp) << "the handler of" << method << "threw:" << exception.what();
    } catch (...) {
        qCCritical(logLsp) << "the handler of" << method << "threw";
    }
    return false;
}

RpcError rpcError(RpcErrorCode code, const QString &message)
{
    return {static_cast<int>(code), message, QJsonValue::Undefined};
}

} // namespace

RequestHandle::RequestHandle(Connection *connection, qint64 id)
    : m_connection(connection)
    , m_id(id)
{
}

void RequestHandle::cancel()
{
    if (m_connection)
        m_connection->cancelOutgoing(
            m_id, {ErrorCode::Cancelled, QStringLiteral("The request was cancelled."), {}, {}});
}

bool RequestHandle::isPending() const
{
    if (!m_connection)
        return false;
    const auto found = m_connection->m_outgoing.find(m_id);
    return found != m_connection->m_outgoing.end() && found->second.done;
}

Connection::Connection(std::unique_ptr<Transport> transport, BadInput badInput,
                       const ConnectionOptions &options, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_badInput(badInput)
    , m_options(options)
    , m_reader(options.limits)
    , m_mailbox(std::make_shared<detail::Mailbox>(this))
{
    // A timer, not a posted event: posted events that post themselves are all run before the next key press.
    m_resume.setSingleShot(true);
    connect(&m_resume, &QTimer::timeout, this, &Connection::pump);
    connect(m_transport.get(), &Transport::readable, this, &Connection::pump);
    connect(m_transport.get(), &Transport::outputFailed, this, &Connection::close);
}

Connection::~Connection()
{
    m_mailbox->close();
    cancelIncoming();
    for (auto &[id, request] : m_outgoing) {
        if (request.done)
            deliverLater(request.context, std::move(request.done),
                         {ErrorCode::Cancelled, QStringLiteral("The connection was given up."), {}, {}});
    }
}

void Connection::start()
{
    m_transport->start();
}

void Connection::close(const Error &reason)
{
    if (!std::exchange(m_open, false))
        return;
    m_resume.stop();
    cancelIncoming();
    const QPointer<Connection> alive(this);
    auto outgoing = std::exchange(m_outgoing, {});
    for (auto &[id, request] : outgoing) {
        if (request.done && request.context)
            request.done(tl::unexpected(reason));
        if (!alive)
            return;
    }
    Q_EMIT closed(reason);
}

void Connection::onRequest(const QString &method, QObject *context, RequestHandler handler)
{
    m_requestHandlers.insert(method, {context, std::move(handler)});
}

void Connection::onNotification(const QString &method, QObject *context, NotificationHandler handler)
{
    m_notificationHandlers.insert(method, {context, std::move(handler)});
}

RequestHandle Connection::request(const QString &method, const QJsonValue &params, QObject *context,
                                  Done done, std::chrono::milliseconds timeout)
{
    Q_ASSERT(context && context->thread() == thread() && thread() == QThread::currentThread());
    if (!m_open) {
        deliverLater(context, std::move(done),
                     {ErrorCode::Crashed, QStringLiteral("The other program is not running."), {}, {}});
        return {};
    }
    const qint64 id = m_nextId++;
    Outgoing outgoing{method, context, std::move(done), std::make_unique<QTimer>()};
    outgoing.timer->setSingleShot(true);
    connect(outgoing.timer.get(), &QTimer::timeout, this, [this, id, method] {
        cancelOutgoing(id, {ErrorCode::Timeout, QStringLiteral("There was no answer in time."), method, {}});
    });
    const auto limit = timeout.count() > 0 ? timeout : m_options.requestTimeout;
    if (limit.count() > 0)
        outgoing.timer->start(limit);
    m_outgoing.emplace(id, std::move(outgoing));
    m_transport->send(frame(toJson(Request{RequestId(id), method, params})));
    return {this, id};
}

void Connection::notify(const QString &method, const QJsonValue &params)
{
    if (m_open)
        m_transport->send(frame(toJson(Notification{method, params})));
}

Outbox Connection::outbox() const
{
    return Outbox(m_mailbox);
}

std::optional<RpcError> Connection::refusal(const QString &) const
{
    return std::nullopt;
}

void Connection::inputEnded()
{
    close({ErrorCode::Crashed, QStringLiteral("The other program ended."), {}, {}});
}

void Connection::cancelIncoming()
{
    // A copy: what hears of it may answer at once, and an answer takes its request out of the list.
    const auto incoming = m_incoming;
    for (std::stop_source stop : incoming)
        stop.request_stop();
}

void Connection::pump()
{
    if (!m_open || m_inputEnded)
        return;
    QElapsedTimer spent;
    spent.start();
    const QPointer<Connection> alive(this);
    do {
        if (auto body = m_reader.next()) {
            receive(std::move(*body));
            continue; // on to the condition: the handler may have closed or destroyed this
        }
        const QByteArray bytes = m_transport->read(readStep);
        if (bytes.isEmpty()) {
            m_caughtUp += m_reader.isIdle() ? 1 : 0;
            m_inputEnded = m_transport->atEnd();
            if (m_inputEnded && !m_reader.isIdle())
                qCInfo(logLsp) << "the stream ended in the middle of a message";
            if (m_inputEnded)
                inputEnded();
            return;
        }
        m_reader.feed(bytes);
    } while (alive && m_open && !m_inputEnded &&
             spent.nsecsElapsed() < m_options.turnBudget.count() * 1'000'000);
    if (alive && m_open && !m_inputEnded)
        m_resume.start(0);
}

void Connection::receive(Result<QByteArray> body)
{
    ++m_received;
    if (!body) {
        const auto code =
            body.error().code == ErrorCode::Corrupt ? RpcErrorCode::ParseError : RpcErrorCode::InvalidRequest;
        reportBadInput(body.error(), code, {});
        return;
    }
    const auto message = parseMessage(*body);
    if (!message) {
        const MessageFault &fault = message.error();
        reportBadInput({ErrorCode::Corrupt, fault.message, {}, {}}, fault.code, fault.id);
        return;
    }
    std::visit([this](const auto &known) { receive(known); }, *message);
}

void Connection::receive(const Request &request)
{
    if (m_incoming.contains(request.id))
        return respond(request.id,
                       rpcError(RpcErrorCode::InvalidRequest,
                                QStringLiteral("A request with this id is still being answered.")));
    if (m_incoming.size() >= m_options.maximumIncoming)
        return respond(request.id,
                       rpcError(RpcErrorCode::RequestFailed,
                                QStringLiteral("Too many requests are waiting for their answers.")));
    if (auto refused = refusal(request.method))
        return respond(request.id, std::move(*refused));
    const auto registered = m_requestHandlers.value(request.method);
    if (!registered.context)
        return respond(request.id,
                       rpcError(RpcErrorCode::MethodNotFound,
                                QStringLiteral("The method %1 is not known.").arg(request.method)));
    const Responder responder(std::make_shared<detail::IncomingRequest>(request.id, m_mailbox));
    m_incoming.insert(request.id, responder.m_request->stop);
    if (!ranWithoutException(request.method, [&] { registered.handler(request.params, responder); }))
        responder.fail(RpcErrorCode::InternalError, QStringLiteral("The request failed unexpectedly."));
}

void Connection::receive(const Notification &notification)
{
    if (notification.method == cancelMethod) {
        const auto id = RequestId::fromJson(notification.params.toObject().value(QLatin1String("id")));
        if (const auto found = id ? m_incoming.find(*id) : m_incoming.end(); found != m_incoming.end())
            std::stop_source(*found)
                .request_stop(); // a copy: a stop callback may answer, which removes the entry
        return;
    }
    if (refusal(notification.method))
        return;
    const auto registered = m_notificationHandlers.value(notification.method);
    if (registered.context)
        ranWithoutException(notification.method, [&] { registered.handler(notification.params); });
    else
        qCDebug(logLsp) << "nobody handles" << notification.method;
}

void Connection::receive(const Response &response)
{
    const QJsonValue id = response.id.toJson();
    const auto found = id.isDouble() ? m_outgoing.find(id.toInteger()) : m_outgoing.end();
    if (found == m_outgoing.end()) {
        if (!response.outcome)
            qCInfo(logLsp) << "an error that answers nothing:" << response.outcome.error().message;
        return;
    }
    const Outgoing outgoing = std::move(found->second);
    m_outgoing.erase(found); // first, because `done` may destroy this
    if (!outgoing.done || !outgoing.context)
        return;
    ranWithoutException(outgoing.method, [&] {
        outgoing.done(response.outcome
                          ? Result<QJsonValue>(*response.outcome)
                          : Result<QJsonValue>(tl::unexpected(toError(response.outcome.error()))));
    });
}

void Connection::reportBadInput(const Error &error, RpcErrorCode code, const RequestId &id)
{
    qCWarning(logLsp) << "bad message:" << error.toString();
    if (m_badInput == BadInput::Answer)
        respond(id, rpcError(code, error.message));
    Q_EMIT badInput(error);
}

void Connection::respond(const RequestId &id, RpcError error)
{
    m_transport->send(frame(toJson(Response{id, tl::unexpected(std::move(error))})));
}

void Connection::sendFrame(const QByteArray &bytes, const std::optional<RequestId> &answered)
{
    m_transport->send(bytes);
    if (!answered)
        return;
    m_incoming.remove(*answered);
    Q_EMIT incomingAnswered();
}

void Connection::cancelOutgoing(qint64 id, const Error &reason)
{
    const auto found = m_outgoing.find(id);
    if (found == m_outgoing.end() || !found->second.done)
        return;
    Outgoing &outgoing = found->second;
    deliverLater(outgoing.context, std::exchange(outgoing.done, nullptr), reason);
    notify(cancelMethod, QJsonObject{{QLatin1String("id"), id}});
    outgoing.timer->stop();
    outgoing.timer->disconnect(this);
    connect(outgoing.timer.get(), &QTimer::timeout, this, [this, id] {
        const auto late = m_outgoing.find(id);
        const QString method = late->second.method;
        late->second.timer.release()->deleteLater(); // it is the sender of this very signal
        m_outgoing.erase(late);
        Q_EMIT cancelUnanswered(method);
    });
    outgoing.timer->start(m_options.cancelGrace);
}

void Connection::deliverLater(const QPointer<QObject> &context, Done done, Error error)
{
    if (!context)
        return;
    QMetaObject::invokeMethod(
        context, [done = std::move(done), error = std::move(error)] { done(tl::unexpected(error)); },
        Qt::QueuedConnection);
}

} // namespace gatewright::lsp
