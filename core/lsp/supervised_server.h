// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/client_endpoint.h"
#include "core/process/supervised_process.h"

#include <QJsonObject>
#include <QObject>

#include <memory>

namespace gatewright::lsp {

struct ServerOptions
{
    Command command;
    QJsonObject initializeParams; // processId is added
    RestartRules rules;
    ConnectionOptions connection;
    ProcessLimits limits = {}; // see SupervisedProcess
};

// A language server as the window has it: a program that is kept running, and in each of its runs a
// ClientEndpoint that has been through `initialize`. A cancel that stays unanswered, a start without an
// answer and a closed stream end the run; what comes then follows RestartRules.
//
// Lives on the main thread. Destroying it kills the program.
class SupervisedServer final : public QObject
{
    Q_OBJECT

public:
    // `clock` outlives this.
    SupervisedServer(ServerOptions options, const Clock &clock, QObject *parent = nullptr);
    ~SupervisedServer() override;

    void start() { m_process.start(); }
    // Asks it to shut down, and kills it when it has not after two seconds.
    void stop();
    // At once, with the delays begun anew.
    void restart() { m_process.restart(); }

    // From the next run on.
    void setCommand(const Command &command) { m_process.setCommand(command); }
    void setInitializeParams(const QJsonObject &params) { m_options.initializeParams = params; }

    // Between ready() and gone() only; otherwise null.
    [[nodiscard]] ClientEndpoint *endpoint() const { return m_ready ? m_endpoint.get() : nullptr; }
    // State, messages, the file being worked on.
    [[nodiscard]] SupervisedProcess &process() { return m_process; }
    [[nodiscard]] const SupervisedProcess &process() const { return m_process; }

Q_SIGNALS:
    // A run has begun: register handlers on `endpoint` now, then open the documents. Nothing the server sent
    // after `initialized` was handled before.
    void ready(gatewright::lsp::ClientEndpoint *endpoint);
    // The run is over and every pending request has failed; `endpoint` is deleted after this.
    void gone();

private:
    void begin(QIODevice *device);
    void end();
    void initialized(const Result<QJsonObject> &result);

    ServerOptions m_options;
    SupervisedProcess m_process;
    std::unique_ptr<ClientEndpoint> m_endpoint;
    bool m_ready = false;
};

} // namespace gatewright::lsp
