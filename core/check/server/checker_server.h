// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check_runner.h"
#include "core/check/protocol/checker_messages.h"
#include "core/check/server/answer_cache.h"
#include "core/check/server/help_requests.h"
#include "core/check/server/setup_requests.h"
#include "core/extension/registries.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>

namespace gatewright::checker {

struct CheckerOptions
{
    QString version;
    // Told to the client when it is ready to listen: plugins that did not start.
    QStringList startProblems;
    // A text is compiled when nobody has typed for so long.
    std::chrono::milliseconds pause{200};
};

// The checker's side of the protocol. initializationOptions: {workspace: {folder, trusted}}; the client says
// what changes of that by the notification gatewright/workspace.
//
// textDocument/publishDiagnostics follows each didOpen (first with what does not parse, then with all) and,
// after a pause, each didChange with the findings of tiers 0 and 1 of that version, unless a newer version
// overtakes; a changed header has the other open documents checked again. didClose clears them.
// textDocument/codeAction answers with their fixes. textDocument/completion and textDocument/hover answer
// from what plugins know by heart: pragmas, and what became of names of older libraries.
//
// gatewright/check {textDocument: {uri}, text?, tier?} answers
//   {uri, version, tier, status, ms, diagnostics, message?}
// for the open document, or for `text` in its place: a document with an insertion, which need not be open.
// `tier` of the request is the highest wanted (0 by default), of the answer the highest that passed, or null.
// `status` is passed, failed, skipped (no check serves the language) or error (`message` says why). Tier 2
// runs the program, and nobody asked for that by hand: only a file in a trusted workspace, else `message`
// says so.
//
// gatewright/simulate {textDocument: {uri}, testbench?, top?, shots?} runs the open document because somebody
// asked for it, trusted or not, in the sandbox as always, and answers
//   {outcome, message, build_ms, run_ms, first_mismatch, stdout, circuits, diagnostics}.
//
// gatewright/setup/plan {languageId} says what would be installed for a language, and gatewright/setup/run
// {languageId, folder} installs it once the user has agreed: see setup_messages.h. Afterwards what is open is
// checked again.
//
// All of them can be cancelled. Checks, runs and installations have threads of their own; this lives on the
// main thread.
class CheckerServer final : public QObject
{
    Q_OBJECT

public:
    // All three must outlive this.
    CheckerServer(lsp::ServerEndpoint &endpoint, const Registries &registries, const Clock &clock,
                  CheckerOptions options);
    ~CheckerServer() override;

private:
    [[nodiscard]] Result<QJsonObject> initialize(const QJsonObject &params);
    void tellStartProblems() const;
    void watchDocuments();

    void opened(const QString &uri);
    void changed(const QString &uri);
    void closed(const QString &uri);
    void check(const QString &uri, Tier highest);
    // Something that answers depend on, and no text, is another.
    void checkAllAgain();
    void publish(const CheckReport &report);

    void answerCheck(const QJsonValue &params, const lsp::Responder &responder);
    void answerSimulate(const QJsonValue &params, const lsp::Responder &responder);
    void answerCodeAction(const QJsonValue &params, const lsp::Responder &responder) const;

    [[nodiscard]] bool isTrusted(const QString &path) const;
    // How often anything changed that an answer about this document depends on, besides its own text.
    [[nodiscard]] quint64 othersGeneration(const QString &uri) const
    {
        return m_generation - m_changes.value(uri);
    }
    [[nodiscard]] CheckSubject subject(TextDocument document, const QString &uri);
    [[nodiscard]] std::shared_ptr<const UnsavedTexts> openTexts();
    [[nodiscard]] Result<TextDocument> documentToCheck(const CheckQuestion &question) const;

    lsp::ServerEndpoint &m_endpoint;
    const Registries &m_registries;
    const CheckerOptions m_options;
    WorkspaceState m_workspace;
    lsp::DocumentStore m_documents;
    QHash<QString, std::shared_ptr<QTimer>> m_pauses; // by document: runs while it is typed into
    QHash<QString, Published> m_published;            // the last word on each open document
    AnswerCache m_answers;
    quint64 m_generation = 0;                        // counts every change, of documents and of the workspace
    QHash<QString, quint64> m_changes;               // by document: those of its own text
    std::shared_ptr<const UnsavedTexts> m_openTexts; // copied once for all jobs of a generation
    quint64 m_openTextsGeneration = 0;
    CheckRunner m_runner;
    SetupRequests m_setups;
    HelpRequests m_helps;
    // gatewright/check and gatewright/simulate, each one after the other. Last: they join before what their
    // jobs use goes.
    SerialExecutor m_requests;
    SerialExecutor m_simulations;
};

} // namespace gatewright::checker
