// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/check/protocol/checker_messages.h"
#include "core/check/protocol/setup_messages.h"
#include "core/lsp/document_sender.h"

#include <QObject>

#include <functional>

namespace gatewright::checker {

// The window's connection to the checker process: starts it, keeps it in step with the documents, hears what
// it finds, asks it for more, and brings it back when it dies. Nothing here can touch a text of the window.
// Lives on the window's thread.
class CheckerClient final : public QObject
{
    Q_OBJECT

public:
    using Checked = std::function<void(Result<CheckAnswer>)>;
    using Simulated = std::function<void(Result<SimulationReport>)>;
    using Planned = std::function<void(Result<SetupPlan>)>;
    using Installed = std::function<void(Result<void>)>;

    // `clock` outlives the client.
    CheckerClient(Command command, const Clock &clock, lsp::DocumentProvider provider,
                  RestartRules rules = {}, const lsp::ConnectionOptions &connection = {},
                  QObject *parent = nullptr);
    ~CheckerClient() override;

    void start() { m_server.start(); }
    // Asks it to end, and kills it when it does not.
    void stop() { m_server.stop(); }
    // At once, whatever happened before.
    void restart() { m_server.restart(); }
    // What it offers; empty while it does not run.
    [[nodiscard]] QJsonObject capabilities() const;
    [[nodiscard]] bool isReady() const { return m_server.endpoint() != nullptr; }
    [[nodiscard]] const SupervisedStatus &status() const { return m_server.process().status(); }
    // What it wrote to stderr last.
    [[nodiscard]] const QByteArray &messages() const { return m_server.process().messages(); }
    // 0 while it does not run.
    [[nodiscard]] qint64 processId() const { return m_server.process().processId(); }
    // After three crashes on a file the checker goes without it.
    [[nodiscard]] bool isExcluded(const QString &uri) const { return m_documents.isExcluded(uri); }
    void allowFile(const QString &uri) { m_documents.allow(uri); }

    // Kept for later runs of the process as well.
    void setWorkspace(const WorkspaceState &state);
    [[nodiscard]] const WorkspaceState &workspace() const { return m_workspace; }

    // `done` runs once, later, unless `context` is gone: with Missing while the checker does not run.
    lsp::RequestHandle check(const CheckQuestion &question, QObject *context, Checked done);
    lsp::RequestHandle simulate(const SimulationQuestion &question, QObject *context, Simulated done);
    // A request of LSP about a document, with its params, whose answer is anybody's to read.
    lsp::RequestHandle ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                           QObject *context, std::function<void(Result<lsp::Field>)> done,
                           std::chrono::milliseconds timeout);
    // What would be installed for a language.
    lsp::RequestHandle planSetup(Language language, QObject *context, Planned done);
    // Installs it, which may take many minutes: setupProgressed() tells how far it is.
    lsp::RequestHandle runSetup(const SetupQuestion &question, QObject *context, Installed done);

    // Follows the open documents on the process's behalf.
    [[nodiscard]] lsp::DocumentFollower &documents() { return m_documents; }

Q_SIGNALS:
    void statusChanged();
    // It runs (again) and has every open document.
    void ready();
    // The run is over: what was published is about nobody's text any more.
    void gone();
    void published(const gatewright::checker::Published &published);
    void setupProgressed(const gatewright::Progress &progress);
    // Three crashes on this file: the checker goes without it until allowFile().
    void fileExcluded(const QString &uri);

private:
    void connected(lsp::ClientEndpoint *endpoint);
    // `endpoint` null: answers Missing, with the reason.
    template <class Answer, class Read>
    static lsp::RequestHandle ask(lsp::ClientEndpoint *endpoint, const QString &whyNot, QLatin1String method,
                                  const QJsonObject &params, std::chrono::milliseconds timeout,
                                  QObject *context, std::function<void(Result<Answer>)> done, Read read);
    template <class Answer, class Read>
    lsp::RequestHandle askAbout(QLatin1String method, const QString &uri, const QJsonObject &params,
                                std::chrono::milliseconds timeout, QObject *context,
                                std::function<void(Result<Answer>)> done, Read read);

    lsp::SupervisedServer m_server;
    lsp::DocumentSender m_documents;
    WorkspaceState m_workspace;
};

} // namespace gatewright::checker
