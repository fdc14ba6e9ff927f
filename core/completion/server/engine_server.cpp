// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/engine_server.h"

#include "core/base/log.h"
#include "core/completion/serve/draft_memory.h"
#include "core/completion/server/related_files.h"
#include "core/task/either_stop.h"
#include "core/task/start_task.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr int mostCandidates = 8;
constexpr int mostTokens = 512;
constexpr int mostMinutes = 24 * 60;
constexpr std::size_t longestPrefix = 1024; // bytes of a line that the log gets to see

SuggestionAnswer toMessage(const CompletionAnswer &answer, bool parsed)
{
    SuggestionAnswer message;
    for (const CompletionItem &item : answer.items)
        message.items.push_back(
            {item.id, QString::fromStdString(item.text), item.score, parsed ? 0 : -1, item.tokens});
    message.why = answer.why;
    message.detail = answer.detail;
    message.milliseconds = answer.totalMs;
    message.promptTokens = answer.timing.promptTokens;
    message.reusedTokens = answer.timing.reusedTokens;
    message.tokensPerSecond = answer.timing.tokensPerSecond();
    message.cached = answer.fromMemory;
    return message;
}

// For the log. A file that is not on this machine has a path all the same, which its name is judged by; the
// number of a document that was never saved is none.
QString pathOf(const QUrl &url)
{
    if (url.scheme() == QLatin1String("untitled"))
        return {};
    return url.isLocalFile() ? url.toLocalFile() : url.path();
}

SuggestionPlace placeOf(const QString &uri, const CompletionQuery &query)
{
    const QUrl url(uri);
    const std::size_t lineStart =
        query.cursor == 0 ? 0 : query.text.rfind('\n', query.cursor - 1) + 1; // npos + 1 = 0
    const std::size_t start = std::max(lineStart, query.cursor - std::min(query.cursor, longestPrefix));
    const std::string_view prefix = query.text.substr(start, query.cursor - start);
    return {pathOf(url), query.language,
            QString::fromUtf8(prefix.data(), static_cast<qsizetype>(prefix.size())), QString()};
}

} // namespace

EngineServer::EngineServer(lsp::ServerEndpoint &endpoint, const ModelHost &host, InsertionGate gate,
                           const Clock &clock, EngineOptions options, CompletionLog *log, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_host(host)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_log(log)
    , m_speculative(m_options.speculative)
    , m_learning(m_options.learning)
    , m_worker(std::make_shared<ModelWorker>())
    , m_speculation(m_scheduler, m_worker)
    , m_samples(m_scheduler, m_worker,
                [this](const QString &uri, Position position) -> Result<std::shared_ptr<OwnedQuery>> {
                    GW_TRY(document, m_documents.document(uri));
                    GW_TRY(query, queryAt(document, uri, position));
                    return std::make_shared<OwnedQuery>(query); // while the document is there
                })
    , m_feeder(m_scheduler, m_worker, [this] { reportDrafting(); })
{
    m_worker->gate = std::move(gate);
    m_worker->learning = m_learning;
    m_warmTimer.setSingleShot(true);
    m_warmTimer.setInterval(m_options.warmAfter);
    connect(&m_warmTimer, &QTimer::timeout, this, &EngineServer::warm);
    m_idleTimer.setSingleShot(true);
    connect(&m_idleTimer, &QTimer::timeout, this, &EngineServer::fallAsleep);
    listen();
}

EngineServer::~EngineServer() = default;

void EngineServer::listen()
{
    m_endpoint.onInitialize(this, [this](const QJsonObject &params) { return initialize(params); });
    m_documents.listenTo(m_endpoint);
    connect(&m_documents, &lsp::DocumentStore::opened, this,
            [this](const QString &uri) { m_feeder.remove(fileKey(QUrl(uri).toLocalFile())); });
    connect(&m_documents, &lsp::DocumentStore::closed, this, [this](const QString &uri) {
        if (QUrl(uri).isLocalFile())
            Q_EMIT fileClosed(QUrl(uri).toLocalFile());
    });
    // The store's own handler, and then a look at where the text changed.
    m_endpoint.onNotification(
        QStringLiteral("textDocument/didChange"), this, [this](const QJsonValue &params) {
            if (const auto changed = m_documents.change(params); !changed)
                qCWarning(logEngine) << "didChange was refused:" << changed.error().toString();
            else
                noteChange(params);
        });
    m_endpoint.onRequest(
        method::inlineCompletion, this,
        [this](const QJsonValue &params, const lsp::Responder &responder) { complete(params, responder); });
    m_endpoint.onRequest(method::model, this,
                         [this](const QJsonValue &params, const lsp::Responder &responder) {
                             answerModelRequest(params, responder);
                         });
    m_endpoint.onRequest(method::store, this,
                         [this](const QJsonValue &params, const lsp::Responder &responder) {
                             answerStoreRequest(params, responder);
                         });
    m_endpoint.onRequest(method::samples, this,
                         [this](const QJsonValue &params, const lsp::Responder &responder) {
                             Q_EMIT userWorks();
                             wake();
                             m_samples.answer(params, responder, m_endpoint.outbox());
                         });
    m_endpoint.onNotification(method::cursor, this, [this](const QJsonValue &params) { noteCursor(params); });
    m_endpoint.onNotification(method::outcome, this,
                              [this](const QJsonValue &params) { noteOutcome(params); });
    m_endpoint.onNotification(
        QStringLiteral("workspace/didChangeConfiguration"), this, [this](const QJsonValue &params) {
            if (const auto changed = configure(lsp::Field(params)["settings"]); !changed)
                qCWarning(logEngine) << "settings were refused:" << changed.error().toString();
        });
    connect(&m_endpoint, &lsp::ServerEndpoint::initialized, this, [this] {
        if (m_log)
            m_log->start();
        loadModel({m_options.model}, {});
    });
}

Result<void> EngineServer::configure(const lsp::Field &settings)
{
    // All are read before one is taken: what is refused changes nothing.
    const lsp::Field tokens = settings["maxTokens"];
    GW_TRY(maxTokens, tokens.isNothing() ? Result<int>(m_maxTokens) : tokens.integer(0, mostTokens));
    GW_TRY(sampling, samplingFromJson(settings["sampling"].value(), m_sampling));
    const lsp::Field ahead = settings["speculative"];
    GW_TRY(speculative, ahead.isNothing() ? Result<bool>(m_speculative) : ahead.boolean());
    const lsp::Field drafts = settings["drafting"];
    GW_TRY(drafting, drafts.isNothing() ? Result<bool>(m_drafting) : drafts.boolean());
    const lsp::Field learns = settings["learning"];
    GW_TRY(learning, learns.isNothing() ? Result<bool>(m_learning) : learns.boolean());
    const lsp::Field minutes = settings["unloadAfterMinutes"];
    GW_TRY(unloadAfter, minutes.isNothing() ? Result<int>(m_unloadAfter) : minutes.integer(0, mostMinutes));
    const lsp::Field places = settings["folders"];
    std::optional<QStringList> folders;
    if (!places.isNothing()) {
        GW_TRY(list, lsp::listOf(places, [](const lsp::Field &place) { return place.text(); }));
        folders = QStringList(list.begin(), list.end());
    }
    if (m_log && !settings["store"].isNothing())
        GW_CHECK(m_log->configure(settings["store"]));
    m_maxTokens = maxTokens;
    m_sampling = sampling;
    m_speculative = speculative;
    m_unloadAfter = unloadAfter;
    m_idleTimer.stop();
    m_idleTimer.setInterval(m_options.minute * unloadAfter);
    if (m_status.state == ModelState::Ready)
        wake();
    if (std::exchange(m_drafting, drafting) != drafting)
        m_feeder.setEnabled(drafting);
    if (std::exchange(m_learning, learning) != learning) {
        m_feeder.setLearning(learning);
        Q_EMIT learningChanged(learning);
    }
    if (folders)
        setFolders(*folders);
    return {};
}

void EngineServer::setFolders(const QStringList &folders)
{
    if (std::exchange(m_folders, folders) != folders)
        Q_EMIT foldersChanged(folders);
}

// --- texts to draft from ---------------------------------------------------------------------------------

void EngineServer::learnText(const QString &key, const QString &text)
{
    // What is open is in the requests themselves.
    if (key.startsWith(QLatin1String("file/")) &&
        m_documents.document(QUrl::fromLocalFile(key.mid(5)).toString()))
        return;
    m_feeder.put(key, text);
}

void EngineServer::removeText(const QString &key)
{
    m_feeder.remove(key);
}

void EngineServer::forgetText(const QString &key)
{
    m_feeder.forget(key);
}

void EngineServer::forgetAcceptedTexts()
{
    m_feeder.forgetAll();
}

// On the scheduler's thread.
void EngineServer::reportDrafting()
{
    const DraftMemory *memory =
        m_worker->model.generator ? m_worker->model.generator->draftMemory() : nullptr;
    if (!memory)
        return;
    QMetaObject::invokeMethod(
        this,
        [this, report = memory->report()] {
            m_status.drafting = report;
            publishStatus();
        },
        Qt::QueuedConnection);
}

Result<QJsonObject> EngineServer::initialize(const QJsonObject &params)
{
    QStringList folders;
    const QJsonArray places = params[QLatin1String("workspaceFolders")].toArray();
    for (const QJsonValue &place : places) {
        const QUrl url(place[QLatin1String("uri")].toString());
        if (url.isLocalFile())
            folders.append(url.toLocalFile());
    }
    if (!folders.isEmpty())
        setFolders(folders);
    GW_CHECK(configure(lsp::Field(params)["initializationOptions"]));
    return QJsonObject{{QStringLiteral("capabilities"),
                        QJsonObject{{QStringLiteral("positionEncoding"), QStringLiteral("utf-16")},
                                    {QStringLiteral("textDocumentSync"), lsp::DocumentStore::capability()},
                                    {QStringLiteral("inlineCompletionProvider"), true}}},
                       {QStringLiteral("serverInfo"),
                        QJsonObject{{QStringLiteral("name"), QStringLiteral("gatewright-engine")},
                                    {QStringLiteral("version"), m_options.version}}}};
}

// --- completion
// ----------------------------------------------------------------------------------------------------------

Result<CompletionQuery> EngineServer::queryAt(const TextDocument &document, const QString &uri,
                                              Position position) const
{
    if (position.line >= document.lineCount())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The document has no such line."),
                         QStringLiteral("line %1 of %2").arg(position.line).arg(document.lineCount()), uri);
    const QString path = QUrl(uri).toLocalFile();
    CompletionQuery query;
    query.language = document.language();
    query.fileName = QFileInfo(path).fileName().toStdString();
    query.text = document.text();
    query.cursor = document.offset(position);
    query.maxTokens = m_maxTokens;
    query.sampling = m_sampling;
    query.related = relatedFiles(document.language(), path, document.text(), [this](const QString &other) {
        const auto open = m_documents.document(QUrl::fromLocalFile(other).toString());
        return open ? std::optional(open->text()) : std::nullopt;
    });
    return query;
}

void EngineServer::complete(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto request = lsp::inlineCompletionParamsFromJson(lsp::Field(params));
    if (!request)
        return responder.fail(request.error());
    const auto document = m_documents.document(request->uri);
    if (!document)
        return responder.fail(document.error());
    auto query = queryAt(*document, request->uri, request->position);
    if (!query)
        return responder.fail(query.error());
    const bool invoked = request->trigger == lsp::InlineCompletionTrigger::Invoked;
    query->candidates = invoked ? std::clamp(m_options.invokedCandidates, 1, mostCandidates) : 1;
    query->maxTime = invoked ? m_options.invokedTime : m_options.automaticTime;

    Q_EMIT userWorks();
    wake();
    m_warmTimer.stop();
    m_speculation.stop();
    ++m_status.queue;
    const Asked asked{request->uri, document->revision(), std::make_shared<OwnedQuery>(*query)};
    const auto work = [this, worker = m_worker, asked, responder, place = placeOf(request->uri, *query),
                       outbox = m_endpoint.outbox(),
                       cancelled = lsp::answerWhenCancelled(responder)](std::stop_token shutdown) {
        SuggestionAnswer answer = worker->silence();
        double tokensPerPass = 0.0;
        DraftReport drafting;
        if (worker->service) {
            const EitherStop stop(std::move(shutdown), responder.stopToken());
            const CompletionAnswer done = worker->service->complete(
                asked.query->query, stop.token(), [&](const CompletionId &id, const std::string &text) {
                    outbox.notify(method::completionProgress,
                                  toJson(SuggestionProgress{id, QString::fromStdString(text)}));
                });
            answer = toMessage(done, static_cast<bool>(worker->gate));
            if (m_log) {
                for (const CompletionItem &item : done.items)
                    if (const auto states = item.states.lock())
                        m_log->learnable(item.id, states, item.statesBegin);
            }
            tokensPerPass = done.timing.tokensPerPass();
            if (const DraftMemory *memory = worker->model.generator->draftMemory())
                drafting = memory->report();
        }
        if (m_log && !answer.items.empty()) {
            SuggestionPlace named = place;
            named.model = worker->model.name;
            m_log->suggested(named, answer.items);
        }
        responder.reply(toJson(answer));
        QMetaObject::invokeMethod(
            this,
            [this, asked, answer, tokensPerPass, drafting] {
                completed(asked, answer, tokensPerPass, drafting);
            },
            Qt::QueuedConnection);
    };
    m_scheduler.post(WorkKind::Interactive, work);
}

void EngineServer::completed(const Asked &asked, const SuggestionAnswer &answer, double tokensPerPass,
                             const DraftReport &drafting)
{
    --m_status.queue;
    m_status.drafting = drafting;
    if (answer.why != WhyNothing::Cancelled) {
        m_status.lastWhy = answer.why;
        m_status.lastDetail = answer.detail;
        m_status.lastMilliseconds = answer.milliseconds;
        if (answer.tokensPerSecond > 0.0) {
            m_status.tokensPerSecond = answer.tokensPerSecond;
            m_status.tokensPerPass = tokensPerPass;
        }
    }
    publishStatus();
    speculate(asked, answer);
    m_feeder.wake();
}

// The first suggestion is the one that is shown.
void EngineServer::speculate(const Asked &asked, const SuggestionAnswer &answer)
{
    const auto document = m_documents.document(asked.uri);
    const bool isStillThere = document && document->revision() == asked.revision;
    if (m_speculative && m_status.queue == 0 && isStillThere && !answer.items.empty())
        m_speculation.answered(asked.uri, asked.query, answer.items.front().text);
}

// --- warming
// ---------------------------------------------------------------------------------------------------------------

void EngineServer::noteChange(const QJsonValue &params)
{
    Q_EMIT userWorks();
    const lsp::Field fields(params);
    const QString uri = fields["textDocument"]["uri"].value().toString();
    const auto changes = fields["contentChanges"].elements();
    const auto document = m_documents.document(uri);
    if (!changes || changes->empty() || !document)
        return;
    const lsp::Field &last = changes->back();
    const auto range = lsp::rangeFromJson(last["range"]);
    if (!range)
        return; // the whole text was replaced: nobody knows where the cursor is
    wake();
    // The cursor stands behind what was typed.
    const std::size_t typed = last["text"].value().toString().toUtf8().size();
    const std::size_t cursor = document->offset(range->start) + typed;
    m_speculation.changed(uri, document->text(), cursor);
    m_warmPlace = {uri, document->position(cursor)};
    m_warmTimer.start();
}

void EngineServer::noteCursor(const QJsonValue &params)
{
    Q_EMIT userWorks();
    const lsp::Field fields(params);
    const auto uri = fields["textDocument"]["uri"].text();
    const auto position = lsp::positionFromJson(fields["position"]);
    if (!uri || !position) {
        qCWarning(logEngine) << "cursor was refused:" << (uri ? position.error() : uri.error()).toString();
        return;
    }
    wake();
    m_warmPlace = {*uri, *position};
    m_warmTimer.start();
}

void EngineServer::warm()
{
    if (!m_warmPlace || m_status.state != ModelState::Ready || m_status.queue > 0)
        return;
    const WarmPlace place = *std::exchange(m_warmPlace, std::nullopt);
    const auto document = m_documents.document(place.uri);
    if (!document)
        return;
    const auto query = queryAt(*document, place.uri, place.position);
    if (!query)
        return;
    m_scheduler.drop(WorkKind::Warming);
    const auto work = [worker = m_worker,
                       query = std::make_shared<OwnedQuery>(*query)](std::stop_token stop) {
        if (!worker->service)
            return;
        const auto warmed = worker->service->warm(query->query, std::move(stop));
        if (!warmed && warmed.error().code != ErrorCode::Cancelled)
            qCWarning(logEngine) << "warming:" << warmed.error().toString();
    };
    m_scheduler.post(WorkKind::Warming, work);
}

// --- the rest
// --------------------------------------------------------------------------------------------------------------

void EngineServer::answerStoreRequest(const QJsonValue &params, const lsp::Responder &responder)
{
    if (m_log)
        m_log->answer(lsp::Field(params), responder);
    else
        responder.fail(
            {ErrorCode::Unsupported, QStringLiteral("This engine keeps no learning store."), {}, {}});
}

void EngineServer::noteOutcome(const QJsonValue &params)
{
    const auto outcome = outcomeFromJson(params);
    if (!outcome) {
        qCWarning(logEngine) << "outcome was refused:" << outcome.error().toString();
        return;
    }
    if (m_log)
        m_log->ended(*outcome);
    ++m_status.outcomes[static_cast<std::size_t>(outcome->kind)];
    publishStatus();
}

void EngineServer::publishStatus()
{
    Q_EMIT statusChanged();
    if (m_endpoint.state() != lsp::ServerEndpoint::State::Running)
        return;
    m_status.memoryBytes = residentBytes();
    m_endpoint.notify(method::status, toJson(m_status));
}

} // namespace gatewright::completion
