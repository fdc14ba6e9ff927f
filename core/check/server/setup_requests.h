// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/extension/registries.h"
#include "core/lsp/server_endpoint.h"
#include "core/task/serial_executor.h"

#include <QObject>

#include <stop_token>

namespace gatewright::checker {

// Answers gatewright/setup/plan and gatewright/setup/run (setup_messages.h), one after the other on a thread
// of its own, so that checks and runs go on meanwhile. A cancelled run kills what it started. Lives on the
// main thread.
class SetupRequests final : public QObject
{
    Q_OBJECT

public:
    // Both outlive this.
    SetupRequests(lsp::ServerEndpoint &endpoint, const Registries &registries, const Clock &clock);

Q_SIGNALS:
    // Something was installed: what could not be checked before may be possible now.
    void installed();

private:
    // Nothing to set up: the request was answered with the reason.
    [[nodiscard]] const EnvironmentSetup *setupOf(Language language, const lsp::Responder &responder) const;
    void answerPlan(const QJsonValue &params, const lsp::Responder &responder);
    void answerRun(const QJsonValue &params, const lsp::Responder &responder);

    lsp::ServerEndpoint &m_endpoint;
    const Registries &m_registries;
    const Clock &m_clock;
    std::stop_source m_run{std::nostopstate}; // the latest
    SerialExecutor m_work;                    // last: joins before what its jobs use goes
};

} // namespace gatewright::checker
