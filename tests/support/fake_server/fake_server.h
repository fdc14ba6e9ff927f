// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/descriptor_transport.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"

#include <QJsonObject>
#include <QObject>

#include <memory>
#include <vector>

// A language server after a script, one JSON object:
//
//   capabilities   what `initialize` answers, beside textDocumentSync
//   answers        {method: result}; every method that stands here is served; "$URI" in a result becomes the
//                  URI of the request's document
//   answersAfterEdit   the same, for documents whose version is above 1
//   delays         {method: milliseconds}; a cancel cuts them short
//   diagnostics    published for every document that is opened or changed, with its version
//   commandEdit    a WorkspaceEdit that workspace/executeCommand wants to have applied before it answers
//   ask            [[method, params], …]: requests to the client once it is initialized; answers go to the
//                  journal
//   behaviour      "hang" (requests stay unanswered, cancels too), "freeze", "crash", "flood",
//                  "flood of long messages", "deaf", "exit"
//   behaveOnce     a file that is made when it has crashed: the next run behaves well
//   crashOn        dies when asked about a document that holds this text
//   journal        a file: one JSON line for every call, {"method", "params"}
class FakeServer final : public QObject
{
    Q_OBJECT

public:
    FakeServer(std::unique_ptr<gatewright::lsp::DescriptorTransport> transport, QJsonObject script);

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void note(const QString &method, const QJsonValue &params) const;
    void serve(const QString &method, const QJsonValue &params, const gatewright::lsp::Responder &responder);
    void reply(const QString &method, const QString &uri, const gatewright::lsp::Responder &responder);
    void publish(const QString &uri);
    void begin();
    void flood(int messages, qsizetype length);
    [[nodiscard]] QString behaviour() const;

    QJsonObject m_script;
    gatewright::lsp::DescriptorTransport &m_transport; // of m_server
    gatewright::lsp::ServerEndpoint m_server;
    gatewright::lsp::DocumentStore m_documents;
    std::vector<gatewright::lsp::Responder> m_unanswered;
};
