// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/protocol/engine_messages.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/server/completion_log.h"
#include "core/completion/server/draft_feeder.h"
#include "core/completion/server/model_host.h"
#include "core/completion/server/model_loading.h"
#include "core/completion/server/model_scheduler.h"
#include "core/completion/server/model_worker.h"
#include "core/completion/server/sample_requests.h"
#include "core/completion/server/speculation.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"
#include "core/lsp/types.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace gatewright::completion {

struct EngineOptions
{
    QString model; // name or path; empty = the default model
    QString version;
    // A change of the text is followed by warming its prompt once nothing else happened for so long.
    std::chrono::milliseconds warmAfter{40};
    std::chrono::milliseconds automaticTime{800}; // most time for the tokens of an automatic request
    std::chrono::milliseconds invokedTime{4000};
    int invokedCandidates = 3;
    std::chrono::milliseconds minute{60'000}; // of unloadAfterMinutes; tests have shorter ones
    bool speculative = true; // make the answers that an answer makes likely while nothing else is to do
    bool learning = false;   // keep what the model knew of its answers, for the log
};

// The language server of the engine over one endpoint. Lives on the endpoint's thread; everything that
// touches the model runs on one scheduler (model_scheduler.h has the order). The model begins to load when
// the client says `initialized`; requests before that wait for it.
//
// While nobody waits, the engine reads the prompt of the place where text was changed last or where the
// cursor rests (gatewright/cursor {"textDocument": {"uri"}, "position"}, a notification that clients may
// send), and, after each answer, answers what its acceptance makes likely (speculation.h). Neither changes an
// answer; any request stops both within one pass of the model.
//
// Settings come as initializationOptions and, for a change that acts at once, as
// workspace/didChangeConfiguration
// {"settings": …}, both of the form {"maxTokens": 48, "sampling": {…}, "speculative": true, "drafting": true,
// "learning": true, "unloadAfterMinutes": 30, "store": {"enabled": true, "retentionDays": 365,
// "maximumMegabytes": 64, "excluded": ["*.log"]}, "folders":
// ["/home/…"]}; what is not named stays as it was. protocol/sampling.h has the form of "sampling"; it says
// how ghost text is chosen. "folders" are those of the project; LSP's own workspaceFolders of `initialize`
// say the same.
//
// A model that nobody used for "unloadAfterMinutes" (0: never) gives its memory back and sleeps, until a
// request, a change of a text or a cursor that rests wakes it: what was asked waits until it is loaded.
//
// gatewright/model: {"action": "list"} -> {"models": [{"name", "path", "bytes", "default"}…]};
// {"action": "load", "path"?, "evenIfTooLarge"?: true} -> the status, LimitExceeded without the last when
// memory does not suffice; {"action": "unload"} -> the status; {"action": "inspect" | "import", "path"} ->
// what is in it. The status tells how far loading and importing are.
//
// Answers are drafted from texts that somebody else brings: learnText() and its like (the engine's program
// reads the project's files and the learning store). A document that is open here is not drafted from as a
// file, but as what it is now.
//
// gatewright/store, answered by the log:
//   {"action": "list", "limit"?: 1–1000, "offset"?, "kind"?, "language"?} -> {"completions": [row…], "total"}
//   {"action": "show", "id"}                                 -> a row (core/store/store_json.h has its form)
//   {"action": "stats"}                                      -> counts, {"enabled", "writable"} beside them
//   {"action": "erase", "ids": [id…]} or {"action": "erase", "all": true} -> {"erased": N}; where states are
//   kept to learn from, {"positions", "heads"} beside it: the states that went, and the files of heads that
//   learned from the text (no text can be read in them): to be dropped, or trained again
class EngineServer : public QObject
{
    Q_OBJECT

public:
    // All references outlive the server, and so does the log; without one nothing is remembered.
    EngineServer(lsp::ServerEndpoint &endpoint, const ModelHost &host, InsertionGate gate, const Clock &clock,
                 EngineOptions options, CompletionLog *log = nullptr, QObject *parent = nullptr);
    ~EngineServer() override;

    [[nodiscard]] const EngineStatus &status() const { return m_status; }
    // Texts to draft from: core/completion/serve/draft_memory.h. Keys are without '#'.
    void learnText(const QString &key, const QString &text);
    void removeText(const QString &key);
    // The user erased an accepted text, or all of them.
    void forgetText(const QString &key);
    void forgetAcceptedTexts();
    // Another acceleration head serves, or none.
    void readHead() { m_feeder.readHead(); }
    [[nodiscard]] static QString fileKey(const QString &path) { return QLatin1String("file/") + path; }
    [[nodiscard]] static QString storeKey(const QString &id) { return QLatin1String("store/") + id; }
    [[nodiscard]] const QStringList &folders() const { return m_folders; }

    // Nothing is done with the model, and nothing waits.
    [[nodiscard]] bool isIdle() const { return m_scheduler.isIdle(); }
    [[nodiscard]] bool isLearning() const { return m_learning; }

Q_SIGNALS:
    // A model was loaded, whose draft memory is empty: every text, please.
    void textsWanted();
    // The model that answers now; empty: none that anything could be learned for.
    void modelChanged(const QString &path);
    // The user works: somebody asks, types or moves the cursor. Before anything is done about it.
    void userWorks();
    // The user's setting.
    void learningChanged(bool learns);
    // status() has changed.
    void statusChanged();
    // The project has other folders now.
    void foldersChanged(const QStringList &folders);
    // What the disk has of it counts again.
    void fileClosed(const QString &path);

private:
    [[nodiscard]] Result<QJsonObject> initialize(const QJsonObject &params);
    [[nodiscard]] Result<void> configure(const lsp::Field &settings);
    void listen();
    void loadModel(const LoadWish &wish, const std::optional<lsp::Responder> &responder);
    void modelLoaded(const LoadWish &wish, const Result<EngineStatus> &loaded, const QString &path,
                     const std::optional<lsp::Responder> &responder);
    [[nodiscard]] ProgressSink reportInto(double EngineStatus::*figure);
    void importOrInspect(bool isImport, const QString &path, const lsp::Responder &responder);
    // Somebody uses the model: it does not fall asleep yet, or wakes.
    void wake();
    void fallAsleep();
    void complete(const QJsonValue &params, const lsp::Responder &responder);
    struct Asked
    {
        QString uri;
        Revision revision;
        std::shared_ptr<OwnedQuery> query;
    };
    void completed(const Asked &asked, const SuggestionAnswer &answer, double tokensPerPass,
                   const DraftReport &drafting);
    void speculate(const Asked &asked, const SuggestionAnswer &answer);
    void answerModelRequest(const QJsonValue &params, const lsp::Responder &responder);
    void answerStoreRequest(const QJsonValue &params, const lsp::Responder &responder);
    void noteOutcome(const QJsonValue &params);
    void noteChange(const QJsonValue &params);
    void noteCursor(const QJsonValue &params);
    void warm();
    void setFolders(const QStringList &folders);
    void reportDrafting();
    [[nodiscard]] Result<CompletionQuery> queryAt(const TextDocument &document, const QString &uri,
                                                  Position position) const;
    void publishStatus();

    lsp::ServerEndpoint &m_endpoint;
    const ModelHost &m_host;
    const Clock &m_clock;
    const EngineOptions m_options;
    CompletionLog *const m_log; // may be null
    lsp::DocumentStore m_documents;
    EngineStatus m_status;
    int m_maxTokens = 0; // 0 = what the place calls for
    SamplingChoice m_sampling;
    bool m_speculative;
    bool m_drafting = true;
    bool m_learning;
    QStringList m_folders;
    struct WarmPlace
    {
        QString uri;
        Position position;
    };
    std::optional<WarmPlace> m_warmPlace;
    LoadWish m_loaded;     // the last one that worked
    int m_unloadAfter = 0; // minutes; 0: it stays
    QTimer m_idleTimer;
    QTimer m_warmTimer;
    std::shared_ptr<ModelWorker> m_worker;
    Speculation m_speculation;
    SampleRequests m_samples;
    DraftFeeder m_feeder;
    ModelScheduler m_scheduler; // last: ends before everything that its jobs use
};

} // namespace gatewright::completion
