// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/server_endpoint.h"

#include "core/base/log.h"

#include <utility>

namespace gatewright::lsp {

namespace {

// After their cancellation, answers get this long before the program ends without them.
constexpr std::chrono::milliseconds lastAnswers{1000};

} // namespace

ServerEndpoint::ServerEndpoint(std::unique_ptr<Transport> transport, const ConnectionOptions &options,
                               QObject *parent)
    : Connection(std::move(transport), BadInput::Answer, options, parent)
{
    m_drain.setSingleShot(true);
    onRequest(
        QStringLiteral("initialize"), this,
        [this](const QJsonValue &params, const Responder &responder) { initialize(params, responder); });
    onRequest(QStringLiteral("shutdown"), this, [this](const QJsonValue &, const Responder &responder) {
        m_state = State::ShutDown;
        responder.reply(QJsonValue::Null);
    });
    onNotification(QStringLiteral("initialized"), this, [this](const QJsonValue &) { Q_EMIT initialized(); });
    onNotification(QStringLiteral("exit"), this,
                   [this](const QJsonValue &) { finish(m_state == State::ShutDown ? 0 : 1); });
    connect(this, &Connection::closed, this, [this] { finish(1); });
    connect(this, &Connection::incomingAnswered, this, &ServerEndpoint::finishWhenAnswered);
}

void ServerEndpoint::onInitialize(QObject *context, InitializeHandler handler)
{
    m_initializeContext = context;
    m_initializeHandler = std::move(handler);
}

std::optional<RpcError> ServerEndpoint::refusal(const QString &method) const
{
    if (method == QLatin1String("exit"))
        return std::nullopt;
    const auto refuse = [](RpcErrorCode code, QString message) {
        return RpcError{static_cast<int>(code), std::move(message), QJsonValue::Undefined};
    };
    if (m_state == State::Uninitialized && method != QLatin1String("initialize"))
        return refuse(RpcErrorCode::ServerNotInitialized,
                      QStringLiteral("The first request must be `initialize`."));
    if (m_state == State::Running && method == QLatin1String("initialize"))
        return refuse(RpcErrorCode::InvalidRequest, QStringLiteral("`initialize` may be sent only once."));
    if (m_state == State::ShutDown || m_state == State::Ended)
        return refuse(RpcErrorCode::InvalidRequest,
                      QStringLiteral("After `shutdown` only `exit` may follow."));
    return std::nullopt;
}

void ServerEndpoint::initialize(const QJsonValue &params, const Responder &responder)
{
    if (!params.isObject()) {
        responder.fail(RpcErrorCode::InvalidParams,
                       QStringLiteral("`initialize` needs an object of parameters."));
        return;
    }
    QJsonObject result{{QLatin1String("capabilities"), QJsonObject()}};
    if (m_initializeContext) {
        auto outcome = m_initializeHandler(params.toObject());
        if (!outcome) {
            responder.fail(outcome.error());
            return;
        }
        result = std::move(*outcome);
    }
    m_state = State::Running;
    responder.reply(result);
}

void ServerEndpoint::inputEnded()
{
    qCDebug(logLsp) << "end of input," << pendingIncoming() << "requests are being answered";
    m_draining = true;
    if (!peerListens())
        cancelIncoming();
    connect(&m_drain, &QTimer::timeout, this, [this] {
        cancelIncoming();
        m_drain.disconnect(this);
        connect(&m_drain, &QTimer::timeout, this, [this] { finish(0); });
        m_drain.start(lastAnswers);
    });
    m_drain.start(peerListens() ? m_drainTime : std::chrono::milliseconds::zero());
    finishWhenAnswered();
}

void ServerEndpoint::finishWhenAnswered()
{
    if (m_draining && pendingIncoming() == 0)
        finish(0);
}

void ServerEndpoint::finish(int exitCode)
{
    if (std::exchange(m_state, State::Ended) == State::Ended)
        return;
    m_draining = false;
    m_drain.stop();
    cancelIncoming();
    Q_EMIT finished(exitCode);
}

} // namespace gatewright::lsp
