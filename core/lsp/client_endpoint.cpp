// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/client_endpoint.h"

#include <utility>

namespace gatewright::lsp {

ClientEndpoint::ClientEndpoint(std::unique_ptr<Transport> transport, const ConnectionOptions &options,
                               QObject *parent)
    : Connection(std::move(transport), BadInput::Report, options, parent)
{
}

RequestHandle ClientEndpoint::initialize(const QJsonObject &params, QObject *context, Initialized done,
                                         std::chrono::milliseconds timeout)
{
    return request(
        QStringLiteral("initialize"), params, context,
        [this, done = std::move(done)](Result<QJsonValue> answer) {
            if (!answer) {
                done(tl::unexpected(std::move(answer.error())));
                return;
            }
            const QJsonValue capabilities = answer->toObject().value(QLatin1String("capabilities"));
            if (!capabilities.isObject()) {
                done(makeError(ErrorCode::Corrupt,
                               QStringLiteral("The server's answer to `initialize` has no capabilities.")));
                return;
            }
            m_capabilities = capabilities.toObject();
            m_state = State::Ready;
            notify(QStringLiteral("initialized"), QJsonObject());
            done(answer->toObject());
        },
        timeout);
}

void ClientEndpoint::shutDown(QObject *context, std::function<void()> done, std::chrono::milliseconds timeout)
{
    m_state = State::ShuttingDown;
    const QPointer<ClientEndpoint> alive(this);
    request(
        QStringLiteral("shutdown"), QJsonValue::Null, context,
        [alive, done = std::move(done)](const Result<QJsonValue> &) {
            if (alive)
                alive->notify(QStringLiteral("exit"));
            done();
        },
        timeout);
}

} // namespace gatewright::lsp
