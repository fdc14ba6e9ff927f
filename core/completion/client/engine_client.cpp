// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/engine_client.h"

#include "core/lsp/types.h"

#include <utility>

namespace gatewright::completion {

namespace {

// Importing copies a model file, loading reads it: neither is done in the time of an ordinary request.
constexpr std::chrono::minutes modelRequestTime{10};

EngineState stateOf(SupervisedState process, const EngineStatus &engine)
{
    switch (process) {
    case SupervisedState::Stopped:
        return EngineState::Off;
    case SupervisedState::Missing:
        return EngineState::Missing;
    case SupervisedState::Starting:
        return EngineState::Starting;
    case SupervisedState::Restarting:
        return EngineState::Restarting;
    case SupervisedState::GivenUp:
        return EngineState::GivenUp;
    case SupervisedState::Running:
        break;
    }
    switch (engine.state) {
    case ModelState::Loading:
        return EngineState::LoadingModel;
    case ModelState::Ready:
        return EngineState::Ready;
    case ModelState::Asleep:
        return EngineState::Asleep;
    case ModelState::None:
    case ModelState::Failed:
        break;
    }
    return EngineState::NoModel;
}

QJsonObject initializeParams(const QJsonObject &options)
{
    return {{QStringLiteral("capabilities"), QJsonObject()},
            {QStringLiteral("initializationOptions"), options}};
}

} // namespace

EngineClient::EngineClient(Command command, const Clock &clock, lsp::DocumentProvider provider,
                           const QJsonObject &options, RestartRules rules, lsp::ConnectionOptions connection,
                           QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_server({std::move(command), initializeParams(options), rules, connection}, clock)
    , m_documents(m_server, std::move(provider))
{
    connect(&m_server, &lsp::SupervisedServer::ready, this, &EngineClient::connected);
    connect(&m_server, &lsp::SupervisedServer::gone, this, &EngineClient::disconnected);
    connect(&m_server.process(), &SupervisedProcess::statusChanged, this, &EngineClient::updateReport);
    connect(&m_server.process(), &SupervisedProcess::fileExcluded, this, &EngineClient::fileExcluded);
}

EngineClient::~EngineClient()
{
    // The server may still signal while it is taken down; nobody is there to hear it.
    m_server.disconnect(this);
    m_server.process().disconnect(this);
}

void EngineClient::configure(const QJsonObject &options)
{
    m_options = options;
    m_server.setInitializeParams(initializeParams(options));
    if (lsp::ClientEndpoint *endpoint = m_server.endpoint())
        sendOptions(*endpoint);
}

void EngineClient::sendOptions(lsp::ClientEndpoint &endpoint) const
{
    endpoint.notify(QStringLiteral("workspace/didChangeConfiguration"),
                    QJsonObject{{QStringLiteral("settings"), m_options}});
}

// --- the process -----------------------------------------------------------------------------------------

void EngineClient::connected(lsp::ClientEndpoint *endpoint)
{
    endpoint->onNotification(method::status, this, [this](const QJsonValue &params) {
        const bool wasReady = m_report.state == EngineState::Ready;
        m_report.engine = engineStatusFromJson(params);
        updateReport();
        if (!wasReady && m_report.state == EngineState::Ready)
            Q_EMIT ready();
    });
    endpoint->onNotification(method::learning, this,
                             [this](const QJsonValue &params) { Q_EMIT learned(params); });
    // It says by itself when the model is there.
    m_report.engine.state = ModelState::Loading;
    // They may have changed since `initialize` was sent.
    sendOptions(*endpoint);
    m_documents.openAll();
    updateReport();
}

void EngineClient::disconnected()
{
    m_report.engine = {};
    // Requests in flight were failed by the endpoint; this is for one whose answer was still to be delivered.
    if (m_asked)
        deliverLater(makeError(ErrorCode::Crashed, QStringLiteral("The engine stopped working.")));
    updateReport();
}

void EngineClient::updateReport()
{
    const SupervisedStatus &status = m_server.process().status();
    m_report.state = stateOf(status.state, m_report.engine);
    m_report.restartDelay = status.restartDelay;
    m_report.problem = m_report.engine.problem;
    if (status.state != SupervisedState::Running && status.lastError)
        m_report.problem = describe(status, QStringLiteral("The engine"));
    Q_EMIT reportChanged();
}

// --- requests --------------------------------------------------------------------------------------------

void EngineClient::ask(const CursorPlace &place, Trigger trigger, QObject *context, Done done)
{
    cancel();
    m_asked = Asked{context, std::move(done), {}};
    SuggestionAnswer silence;
    if (isExcluded(place.uri)) {
        silence.why = WhyNothing::SwitchedOff;
        silence.detail = QStringLiteral("The engine stopped three times while it worked on this file.");
        return deliverLater(silence);
    }
    lsp::ClientEndpoint *endpoint = m_documents.endpointFor(place.uri);
    if (!endpoint) {
        silence.why = WhyNothing::EngineDown;
        silence.detail = m_report.problem;
        return deliverLater(silence);
    }
    lsp::InlineCompletionParams params;
    params.uri = place.uri;
    params.position = place.position;
    params.trigger = trigger == Trigger::Invoked ? lsp::InlineCompletionTrigger::Invoked
                                                 : lsp::InlineCompletionTrigger::Automatic;
    m_asked->request = endpoint->request(
        method::inlineCompletion, lsp::toJson(params), this,
        [this, number = m_askedCount](const Result<QJsonValue> &answer) {
            deliver(number, answer ? suggestionAnswerFromJson(*answer)
                                   : Result<SuggestionAnswer>(tl::unexpected(answer.error())));
        });
}

void EngineClient::cancel()
{
    ++m_askedCount;
    if (m_asked)
        m_asked->request.cancel();
    m_asked.reset();
}

void EngineClient::deliver(quint64 number, Result<SuggestionAnswer> answer)
{
    if (number != m_askedCount || !m_asked)
        return;
    const Asked asked = *std::exchange(m_asked, std::nullopt);
    if (asked.context)
        asked.done(std::move(answer));
}

void EngineClient::deliverLater(Result<SuggestionAnswer> answer)
{
    QMetaObject::invokeMethod(
        this, [this, number = m_askedCount, answer = std::move(answer)] { deliver(number, answer); },
        Qt::QueuedConnection);
}

void EngineClient::rests(const CursorPlace &place)
{
    if (isExcluded(place.uri))
        return;
    if (lsp::ClientEndpoint *endpoint = m_documents.endpointFor(place.uri))
        endpoint->notify(
            method::cursor,
            QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), place.uri}}},
                        {QStringLiteral("position"), lsp::toJson(place.position)}});
}

void EngineClient::report(const Outcome &outcome)
{
    if (lsp::ClientEndpoint *endpoint = m_server.endpoint())
        endpoint->notify(method::outcome, toJson(outcome));
}

lsp::RequestHandle EngineClient::requestModel(const QJsonObject &params, QObject *context, Answer done)
{
    return request(method::model, params, context, std::move(done), modelRequestTime);
}

lsp::RequestHandle EngineClient::requestStore(const QJsonObject &params, QObject *context, Answer done)
{
    return request(method::store, params, context, std::move(done), modelRequestTime);
}

lsp::RequestHandle EngineClient::requestLearn(const QJsonObject &params, QObject *context, Answer done)
{
    return request(method::learn, params, context, std::move(done), {});
}

lsp::RequestHandle EngineClient::requestRollback(const QJsonObject &params, QObject *context, Answer done)
{
    return request(method::rollback, params, context, std::move(done), {});
}

lsp::RequestHandle EngineClient::request(const QString &method, const QJsonObject &params, QObject *context,
                                         Answer done, std::chrono::milliseconds limit)
{
    lsp::ClientEndpoint *endpoint = m_server.endpoint();
    if (!endpoint) {
        QMetaObject::invokeMethod(
            context,
            [done = std::move(done)] {
                done(makeError(ErrorCode::Missing, QStringLiteral("The engine is not running.")));
            },
            Qt::QueuedConnection);
        return {};
    }
    return endpoint->request(
        method, params, context,
        [done = std::move(done)](const Result<QJsonValue> &answer) {
            done(answer ? Result<QJsonObject>(answer->toObject())
                        : Result<QJsonObject>(tl::unexpected(answer.error())));
        },
        limit);
}

} // namespace gatewright::completion
