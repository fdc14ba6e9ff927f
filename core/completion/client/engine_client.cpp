// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/engine_client.h"

#include "core/lsp/device_transport.h"
#include "core/lsp/document_store.h"
#include "core/lsp/types.h"

#include <QCoreApplication>

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
    case ModelState::None:
    case ModelState::Failed:
        break;
    }
    return EngineState::NoModel;
}

TextDocument toTextDocument(const OpenDocument &document)
{
    return TextDocument(document.language, document.text, document.revision);
}

} // namespace

EngineClient::EngineClient(Command command, const Clock &clock, DocumentProvider provider,
                           QJsonObject options, RestartRules rules, lsp::ConnectionOptions connection,
                           QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_options(std::move(options))
    , m_connectionOptions(connection)
    , m_process(std::move(command), rules, clock)
{
    connect(&m_process, &SupervisedProcess::started, this, &EngineClient::connected);
    connect(&m_process, &SupervisedProcess::ended, this, &EngineClient::disconnected);
    connect(&m_process, &SupervisedProcess::statusChanged, this, &EngineClient::updateReport);
    connect(&m_process, &SupervisedProcess::fileExcluded, this, &EngineClient::fileExcluded);
}

EngineClient::~EngineClient()
{
    // The process may still signal while it is taken down; nobody is there to hear it.
    m_process.disconnect(this);
}

void EngineClient::start()
{
    m_process.start();
}

void EngineClient::stop()
{
    if (!isConnected())
        return m_process.stop();
    m_endpoint->shutDown(this, [this] { m_process.stop(); });
}

void EngineClient::restart()
{
    m_process.restart();
}

void EngineClient::allowFile(const QString &uri)
{
    m_process.allowFile(uri);
    for (const OpenDocument &document : m_provider ? m_provider() : std::vector<OpenDocument>()) {
        if (document.uri == uri)
            openDocument(document);
    }
}

// --- the process -----------------------------------------------------------------------------------------

void EngineClient::connected(QIODevice *device)
{
    m_endpoint = std::make_unique<lsp::ClientEndpoint>(std::make_unique<lsp::DeviceTransport>(device, device),
                                                       m_connectionOptions);
    m_endpoint->onNotification(method::status, this, [this](const QJsonValue &params) {
        const bool wasReady = m_report.state == EngineState::Ready;
        m_report.engine = engineStatusFromJson(params);
        updateReport();
        if (!wasReady && m_report.state == EngineState::Ready)
            Q_EMIT ready();
    });
    connect(m_endpoint.get(), &lsp::Connection::cancelUnanswered, this, [this](const QString &method) {
        m_process.reportHang(QStringLiteral("it did not answer the cancelling of %1").arg(method));
    });
    connect(m_endpoint.get(), &lsp::Connection::closed, this, [this](const Error &reason) {
        // It may have closed its output and live on, deaf: as good as dead.
        if (m_process.state() == SupervisedState::Running || m_process.state() == SupervisedState::Starting)
            m_process.reportHang(reason.message);
    });
    m_endpoint->start();
    const QJsonObject params{{QStringLiteral("processId"), QCoreApplication::applicationPid()},
                             {QStringLiteral("capabilities"), QJsonObject()},
                             {QStringLiteral("initializationOptions"), m_options}};
    m_endpoint->initialize(params, this, [this](const Result<QJsonObject> &answer) { initialized(answer); });
}

void EngineClient::initialized(const Result<QJsonObject> &answer)
{
    if (!answer) {
        if (answer.error().code != ErrorCode::Crashed)
            m_process.reportHang(answer.error().message);
        return;
    }
    // It says by itself when the model is there.
    m_report.engine.state = ModelState::Loading;
    m_process.markReady();
    for (const OpenDocument &document : m_provider ? m_provider() : std::vector<OpenDocument>())
        openDocument(document);
    updateReport();
}

void EngineClient::disconnected()
{
    m_report.engine = {};
    if (m_asked)
        deliverLater(makeError(ErrorCode::Crashed, QStringLiteral("The engine stopped working.")));
    if (m_endpoint) {
        m_endpoint->disconnect(this);
        m_endpoint.release()->deleteLater(); // this may run inside one of its own signals
    }
    updateReport();
}

bool EngineClient::isConnected() const
{
    return m_endpoint && m_endpoint->isOpen() && m_endpoint->state() == lsp::ClientEndpoint::State::Ready;
}

void EngineClient::updateReport()
{
    const SupervisedStatus &status = m_process.status();
    m_report.state = stateOf(status.state, m_report.engine);
    m_report.restartDelay = status.restartDelay;
    m_report.problem = m_report.engine.problem;
    if (status.state != SupervisedState::Running && status.lastError)
        m_report.problem = describe(status, QStringLiteral("The engine"));
    Q_EMIT reportChanged();
}

// --- documents -------------------------------------------------------------------------------------------

void EngineClient::openDocument(const OpenDocument &document)
{
    if (!isConnected() || isExcluded(document.uri))
        return;
    m_process.setActiveFile(document.uri);
    m_endpoint->notify(QStringLiteral("textDocument/didOpen"),
                       lsp::didOpenParams(document.uri, toTextDocument(document)));
}

void EngineClient::changeDocument(const QString &uri, Revision revision, const Range &range,
                                  const QString &text)
{
    if (!isConnected() || isExcluded(uri))
        return;
    m_process.setActiveFile(uri);
    m_endpoint->notify(QStringLiteral("textDocument/didChange"),
                       lsp::didChangeParams(uri, revision, range, text));
}

void EngineClient::resetDocument(const OpenDocument &document)
{
    if (!isConnected() || isExcluded(document.uri))
        return;
    m_process.setActiveFile(document.uri);
    m_endpoint->notify(QStringLiteral("textDocument/didChange"),
                       lsp::didChangeWholeParams(document.uri, toTextDocument(document)));
}

void EngineClient::closeDocument(const QString &uri)
{
    if (isConnected() && !isExcluded(uri))
        m_endpoint->notify(QStringLiteral("textDocument/didClose"), lsp::didCloseParams(uri));
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
    if (!isConnected()) {
        silence.why = WhyNothing::EngineDown;
        silence.detail = m_report.problem;
        return deliverLater(silence);
    }
    m_process.setActiveFile(place.uri);
    lsp::InlineCompletionParams params;
    params.uri = place.uri;
    params.position = place.position;
    params.trigger = trigger == Trigger::Invoked ? lsp::InlineCompletionTrigger::Invoked
                                                 : lsp::InlineCompletionTrigger::Automatic;
    m_asked->request = m_endpoint->request(
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

void EngineClient::report(const Outcome &outcome)
{
    if (isConnected())
        m_endpoint->notify(method::outcome, toJson(outcome));
}

lsp::RequestHandle EngineClient::requestModel(const QJsonObject &params, QObject *context, ModelAnswer done)
{
    if (!isConnected()) {
        QMetaObject::invokeMethod(
            context,
            [done = std::move(done)] {
                done(makeError(ErrorCode::Missing, QStringLiteral("The engine is not running.")));
            },
            Qt::QueuedConnection);
        return {};
    }
    return m_endpoint->request(
        method::model, params, context,
        [done = std::move(done)](const Result<QJsonValue> &answer) {
            done(answer ? Result<QJsonObject>(answer->toObject())
                        : Result<QJsonObject>(tl::unexpected(answer.error())));
        },
        modelRequestTime);
}

} // namespace gatewright::completion
