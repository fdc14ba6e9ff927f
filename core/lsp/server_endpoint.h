// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/connection.h"

namespace gatewright::lsp {

// A language server's end of the wire: life cycle (initialize, initialized, shutdown, exit) over a
// Connection. Before `initialize` every request is refused with ServerNotInitialized, after `shutdown` with
// InvalidRequest.
//
// When the client closes its end, requests in progress may finish as long as somebody still reads the answers
// (a script that pipes its requests in), at most `drainTime`; otherwise they are cancelled at once.
class ServerEndpoint final : public Connection
{
    Q_OBJECT

public:
    // Gets `initialize`'s params, gives the whole InitializeResult: {capabilities, serverInfo}.
    using InitializeHandler = std::function<Result<QJsonObject>(const QJsonObject &params)>;

    explicit ServerEndpoint(std::unique_ptr<Transport> transport, const ConnectionOptions &options = {},
                            QObject *parent = nullptr);

    void onInitialize(QObject *context, InitializeHandler handler);
    // How long answers may take after the client closed its end.
    void setDrainTime(std::chrono::milliseconds time) { m_drainTime = time; }

    enum class State { Uninitialized, Running, ShutDown, Ended };
    [[nodiscard]] State state() const { return m_state; }

Q_SIGNALS:
    // The client said `initialized`: now the server may send requests and notifications of its own.
    void initialized();
    // Once; the program should leave its event loop with this code: 0 after `shutdown` + `exit` or the end of
    // the input, 1 for an `exit` without `shutdown` (LSP) or a broken output.
    void finished(int exitCode);

protected:
    std::optional<RpcError> refusal(const QString &method) const override;
    void inputEnded() override;

private:
    void initialize(const QJsonValue &params, const Responder &responder);
    void finish(int exitCode);
    void finishWhenAnswered();

    QPointer<QObject> m_initializeContext;
    InitializeHandler m_initializeHandler;
    State m_state = State::Uninitialized;
    std::chrono::milliseconds m_drainTime{10'000};
    QTimer m_drain;
    bool m_draining = false;
};

} // namespace gatewright::lsp
