// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/connection.h"

namespace gatewright::lsp {

// A client's end of the wire: the life cycle of a language server seen from outside, over a Connection.
// One endpoint for one run of the server; after a restart make a new one.
class ClientEndpoint final : public Connection
{
    Q_OBJECT

public:
    explicit ClientEndpoint(std::unique_ptr<Transport> transport, const ConnectionOptions &options = {},
                            QObject *parent = nullptr);

    // `initialize` with these params; a good answer (the InitializeResult) is followed by `initialized`
    // before `done`. Nothing else should be sent before `done`.
    using Initialized = std::function<void(Result<QJsonObject>)>;
    RequestHandle initialize(const QJsonObject &params, QObject *context, Initialized done,
                             std::chrono::milliseconds timeout = std::chrono::milliseconds::zero());
    // `shutdown`, then `exit` after its answer or after `timeout`; `done` runs when `exit` was sent or the
    // server is gone.
    void shutDown(QObject *context, std::function<void()> done,
                  std::chrono::milliseconds timeout = std::chrono::milliseconds(2000));

    enum class State { Starting, Ready, ShuttingDown };
    [[nodiscard]] State state() const { return m_state; }
    // What the server said it can do: InitializeResult.capabilities.
    [[nodiscard]] const QJsonObject &capabilities() const { return m_capabilities; }

private:
    State m_state = State::Starting;
    QJsonObject m_capabilities;
};

} // namespace gatewright::lsp
