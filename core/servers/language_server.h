// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/lsp/document_sender.h"
#include "core/lsp/feature_types.h"
#include "core/servers/feature_server.h"
#include "core/servers/server_plan.h"

#include <QHash>
#include <QJsonArray>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace gatewright::servers {

enum class ServerState {
    Absent, // see ServerPlan::absence
    Idle,   // nothing that it serves is open
    Starting,
    Running,
    Restarting, // it died; the next start comes by itself
    GivenUp,    // it died too often; restart() tries again
};

// How patient a server is treated. Tests shorten it.
struct ServerRules
{
    RestartRules restart;
    // To a sign of life after a cancel. clangd answers nothing while it reads headers for the first time,
    // which takes half a minute on a busy machine.
    std::chrono::milliseconds cancelGrace{60'000};
    std::chrono::milliseconds floodWindow{1'000}; // in which messages are counted
};

// What is wrong in a document, as its server said last.
struct ServerFindings
{
    QString server; // its id
    QString uri;
    std::optional<Revision> revision; // of the text it is about, when the server says
    std::vector<lsp::Diagnostic> diagnostics;
};

// One server of others as the window has it: started without a network when the first document it serves is
// open, kept in step, asked, brought back with growing delays when it dies, ended when it hangs or floods.
// Nothing here can touch a text of the window. Lives on the window's thread.
class LanguageServer final : public QObject, public FeatureServer, public lsp::DocumentFollower
{
    Q_OBJECT

public:
    // Applies an edit that the server wants as the effect of a command of ours; true when it was done.
    using ApplyEdit =
        std::function<void(const lsp::WorkspaceEdit &edit, std::function<void(bool done)> answer)>;

    // `clock` outlives it. `provider` gives every open document, of whatever language.
    LanguageServer(ServerPlan plan, const Clock &clock, lsp::DocumentProvider provider,
                   const ServerRules &rules = {}, QObject *parent = nullptr);
    ~LanguageServer() override;

    [[nodiscard]] const ServerPlan &plan() const { return m_plan; }
    [[nodiscard]] const QString &id() const override { return m_plan.description.id; }
    [[nodiscard]] const QString &name() const { return m_plan.description.name; }
    [[nodiscard]] ServerState state() const;
    // How often it died in a row, how long it waits, why.
    [[nodiscard]] const SupervisedStatus &status() const { return m_server.process().status(); }
    [[nodiscard]] qint64 processId() const { return m_server.process().processId(); }
    [[nodiscard]] bool isReady() const { return m_server.endpoint() != nullptr; }

    // Starts it if it serves an open document and nothing speaks against it.
    void startIfNeeded();
    void restart();
    void stop() { m_server.stop(); }
    void allowFile(const QString &uri) { m_documents.allow(uri); }

    [[nodiscard]] bool can(ServerFeature feature, const QString &uri) const override;
    [[nodiscard]] QJsonObject capabilities() const override;
    lsp::RequestHandle ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                           QObject *context, Answered done,
                           std::chrono::milliseconds timeout = std::chrono::seconds(10)) override;
    // Runs a command that the user chose; what it wants to have edited goes to `apply`.
    void execute(const lsp::ServerCommand &command, QObject *context, ApplyEdit apply, Answered done);

    // The findings of this document that touch the range, as the server sent them.
    [[nodiscard]] QJsonArray rawFindings(const QString &uri, const Range &range) const;

    void openDocument(const lsp::OpenDocument &document) override;
    void changeDocument(const QString &uri, Revision revision, const Range &range,
                        const QString &text) override;
    void resetDocument(const lsp::OpenDocument &document) override;
    void closeDocument(const QString &uri) override;

Q_SIGNALS:
    void stateChanged();
    // It runs (again) and has every document it serves.
    void ready();
    // What it said is about nobody's text any more.
    void gone();
    void found(const gatewright::servers::ServerFindings &findings);
    // Hints or colours that it gave before are old.
    void refreshWanted();
    // It said something to the user.
    void messageShown(const QString &text);
    // Three crashes on this file: it goes without it until allowFile().
    void fileExcluded(const QString &uri);

private:
    void connected(lsp::ClientEndpoint *endpoint);
    void answerRequests(lsp::ClientEndpoint &endpoint);
    void readFindings(const QJsonValue &params);
    void applyEdit(const QJsonValue &params, const lsp::Responder &responder);
    void watchFlood();
    [[nodiscard]] QJsonValue configuration(const QJsonObject &item) const;
    [[nodiscard]] std::vector<lsp::OpenDocument> served(const lsp::DocumentProvider &provider) const;

    ServerPlan m_plan;
    lsp::SupervisedServer m_server;
    lsp::DocumentSender m_documents;
    QSet<QString> m_open; // what it serves of the open documents
    QHash<QString, QJsonArray> m_findings;
    ApplyEdit m_applyEdit; // while a command runs
    QPointer<QObject> m_applyContext;
    QTimer m_flood{this};
    qint64 m_receivedBefore = 0;
    qint64 m_caughtUpBefore = 0;
    int m_floodWindows = 0;
};

// {"textDocument": {"uri"}} and with a position: what most requests begin with.
[[nodiscard]] QJsonObject documentParams(const QString &uri);
[[nodiscard]] QJsonObject placeParams(const QString &uri, Position place);

} // namespace gatewright::servers
