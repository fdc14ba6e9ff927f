// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/descriptor_transport.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"
#include "tests/support/fake_engine/fake_learning.h"
#include "tests/support/fake_engine/script.h"

#include <QObject>

#include <memory>
#include <vector>

// The engine's protocol (textDocument/inlineCompletion, gatewright/status, gatewright/outcome,
// gatewright/model, and what FakeLearning has) with the answers of a script.
class FakeEngine final : public QObject
{
    Q_OBJECT

public:
    FakeEngine(std::unique_ptr<gatewright::lsp::DescriptorTransport> transport, Script script);

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void note(const QString &method, const QJsonValue &params) const;
    void complete(const QJsonValue &params, const gatewright::lsp::Responder &responder);
    void answerLater(const gatewright::lsp::Responder &responder);
    void misbehave(const gatewright::lsp::Responder &responder);
    void sendStatus();
    void flood();
    [[nodiscard]] QJsonObject answer(const QStringList &texts);

    Script m_script;
    gatewright::lsp::DescriptorTransport *m_transport; // owned by m_server; for bytes that are no messages
    gatewright::lsp::ServerEndpoint m_server;
    gatewright::lsp::DocumentStore m_documents;
    std::unique_ptr<FakeLearning> m_learning; // null: the script has none
    std::vector<gatewright::lsp::Responder> m_unanswered;
    int m_requests = 0;
    int m_items = 0;
    int m_flooded = 0;
};
