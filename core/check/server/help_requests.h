// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/protocol/help_messages.h"
#include "core/extension/registries.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"
#include "core/task/serial_executor.h"

#include <QObject>

namespace gatewright::checker {

// Answers textDocument/completion and textDocument/hover from what plugins know by heart. On a thread of its
// own: a text may be long, and a compilation must not make who types wait. Lives on the main thread.
class HelpRequests final : public QObject
{
    Q_OBJECT

public:
    // All outlive this.
    HelpRequests(lsp::ServerEndpoint &endpoint, const Registries &registries,
                 const lsp::DocumentStore &documents);

private:
    // `answer` makes the answer of (helps, document, offset, token), on another thread.
    template <class Answer>
    void answerAbout(const QJsonValue &params, const lsp::Responder &responder, Answer answer);

    const Registries &m_registries;
    const lsp::DocumentStore &m_documents;
    SerialExecutor m_work; // last: joins before what its jobs use goes
};

} // namespace gatewright::checker
