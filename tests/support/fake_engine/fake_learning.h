// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/protocol/engine_messages.h"
#include "core/completion/protocol/learning_report.h"
#include "core/lsp/server_endpoint.h"

#include <QObject>

// gatewright/learn, gatewright/rollback and gatewright/store over the report of a script: versions come, go
// and serve, training begins and stands at a third, pausing is remembered. Answers as the real engine does,
// with the report after the act, and tells it in a notification too.
class FakeLearning final : public QObject
{
    Q_OBJECT

public:
    // `kept` suggestions are in the store.
    FakeLearning(gatewright::lsp::ServerEndpoint &server, gatewright::completion::LearningReport report,
                 int kept);

private:
    void learn(const QJsonObject &params, const gatewright::lsp::Responder &responder);
    void rollBack(const QJsonObject &params, const gatewright::lsp::Responder &responder);
    void store(const QJsonObject &params, const gatewright::lsp::Responder &responder);
    void tell(const gatewright::lsp::Responder &responder);

    gatewright::lsp::ServerEndpoint &m_server;
    gatewright::completion::LearningReport m_report;
    gatewright::completion::LearningState m_before; // "now", or "pause"
    int m_kept;
};
