// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/client/suggestion_source.h"
#include "core/completion/protocol/engine_messages.h"
#include "core/lsp/document_sender.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gatewright::completion {

// What the status bar says about the engine.
enum class EngineState {
    Off,
    Missing, // the program is not installed
    Starting,
    LoadingModel,
    Ready,
    Asleep,     // it gave the model's memory back; it loads it again when it is asked
    NoModel,    // it runs, but has no model: report().engine.problem says why
    Restarting, // it died and comes back by itself
    GivenUp,    // it died too often; restart() tries again
};

struct EngineReport
{
    EngineState state = EngineState::Off;
    EngineStatus engine; // the engine's own words; empty while it does not run
    QString problem;     // one sentence for a person; empty when all is well
    std::chrono::milliseconds restartDelay{0};
};

// The window's connection to the engine process: starts it, keeps it in step with the documents, asks it, and
// brings it back when it dies. Nothing here can touch a text of the window. Lives on the window's thread.
//
// While the engine is down changes are not kept: when it is back it gets every open document anew from the
// provider.
class EngineClient final : public QObject, public SuggestionSource
{
    Q_OBJECT

public:
    using Answer = std::function<void(Result<QJsonObject>)>;

    // `clock` outlives the client. `options` are the settings of the engine: engine_server.h has their form.
    EngineClient(Command command, const Clock &clock, lsp::DocumentProvider provider,
                 const QJsonObject &options = {}, RestartRules rules = {},
                 lsp::ConnectionOptions connection = {}, QObject *parent = nullptr);
    ~EngineClient() override;

    void start() { m_server.start(); }
    // Asks it to end, and kills it when it does not.
    void stop() { m_server.stop(); }
    // What starts it from the next time on.
    void setCommand(const Command &command) { m_server.setCommand(command); }
    // At once, whatever happened before.
    void restart() { m_server.restart(); }
    [[nodiscard]] const EngineReport &report() const { return m_report; }
    // What the engine wrote to stderr last.
    [[nodiscard]] const QByteArray &messages() const { return m_server.process().messages(); }
    // 0 while it does not run.
    [[nodiscard]] qint64 processId() const { return m_server.process().processId(); }
    // After three crashes on a file the engine goes without it.
    [[nodiscard]] bool isExcluded(const QString &uri) const { return m_documents.isExcluded(uri); }
    void allowFile(const QString &uri) { m_documents.allow(uri); }

    // Follows the open documents on the process's behalf.
    [[nodiscard]] lsp::DocumentFollower &documents() { return m_documents; }

    // Other settings, now and after every restart. A run that is just starting gets them when it is ready.
    void configure(const QJsonObject &options);

    // gatewright/model: {"action": "list" | "inspect" | "import" | "load" | "unload", "path": ...}.
    lsp::RequestHandle requestModel(const QJsonObject &params, QObject *context, Answer done);
    // gatewright/store: {"action": "list" | "show" | "erase" | "stats", ...}; engine_server.h has the rest.
    lsp::RequestHandle requestStore(const QJsonObject &params, QObject *context, Answer done);
    // gatewright/learn and gatewright/rollback: learning_report.h has both. LearningClient asks them.
    lsp::RequestHandle requestLearn(const QJsonObject &params, QObject *context, Answer done);
    lsp::RequestHandle requestRollback(const QJsonObject &params, QObject *context, Answer done);

    void ask(const CursorPlace &place, Trigger trigger, QObject *context, Done done) override;
    void cancel() override;
    // Outcomes while the engine is down are lost: they are about answers of an engine that is gone.
    void rests(const CursorPlace &place) override;
    void report(const Outcome &outcome) override;

Q_SIGNALS:
    void reportChanged();
    // gatewright/learning: the params, which nobody checked.
    void learned(const QJsonValue &params);
    // The engine has a model (again): whoever waits for a suggestion may ask.
    void ready();
    // Three crashes on this file: the engine goes without it until allowFile().
    void fileExcluded(const QString &uri);

private:
    void connected(lsp::ClientEndpoint *endpoint);
    void disconnected();
    void sendOptions(lsp::ClientEndpoint &endpoint) const;
    void updateReport();
    // `limit` zero: the connection's own for ordinary requests.
    lsp::RequestHandle request(const QString &method, const QJsonObject &params, QObject *context,
                               Answer done, std::chrono::milliseconds limit);
    void deliver(quint64 number, Result<SuggestionAnswer> answer);
    void deliverLater(Result<SuggestionAnswer> answer);

    QJsonObject m_options; // the current settings
    lsp::SupervisedServer m_server;
    lsp::DocumentSender m_documents;
    struct Asked
    {
        QPointer<QObject> context;
        Done done;
        lsp::RequestHandle request;
    };
    std::optional<Asked> m_asked; // the one request whose answer is waited for
    quint64 m_askedCount = 0;     // tells its answer from those of cancelled requests
    EngineReport m_report;
};

} // namespace gatewright::completion
