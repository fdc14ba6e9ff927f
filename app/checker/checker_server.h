// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check_runner.h"
#include "core/extension/registries.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"

#include <QObject>
#include <QStringList>

namespace gatewright::checker {

// The checker's side of the protocol.
//
// textDocument/publishDiagnostics follows each didOpen and didChange with the findings of that version,
// unless a newer version overtakes; didClose clears them.
//
// gatewright/check {textDocument: {uri}, text?, tier?} answers
//   {uri, version, tier, status, ms, diagnostics, message?}
// for the open document, or for `text` in its place: a document with an insertion, which need not be open.
// `tier` of the request is the highest wanted (0 by default), of the answer the highest that passed, or null.
// `status` is passed, failed, skipped (no check serves the language) or error (`message` says why). Positions
// are LSP's.
class CheckerServer final : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this. `startProblems` is told to the client when it is ready to listen.
    CheckerServer(lsp::ServerEndpoint &endpoint, const Registries &registries, QStringList startProblems);

private:
    [[nodiscard]] QJsonObject capabilities() const;
    void checkAgain(const QString &uri);
    void publish(const CheckReport &report);
    void answerCheck(const QJsonValue &params, const lsp::Responder &responder);
    [[nodiscard]] Result<TextDocument> documentToCheck(const QString &uri, const QJsonValue &params) const;

    lsp::ServerEndpoint &m_endpoint;
    const Registries &m_registries;
    lsp::DocumentStore m_documents;
    CheckRunner m_runner;
    SerialExecutor
        m_requests; // gatewright/check, one after the other; last: joins before what its jobs use goes
};

} // namespace gatewright::checker
