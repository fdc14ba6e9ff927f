// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_engine/fake_engine.h"

#include "core/completion/protocol/engine_messages.h"
#include "core/lsp/types.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <utility>

using namespace gatewright;
using namespace gatewright::lsp;

namespace {

// How often a slow answer looks whether it was cancelled.
constexpr int cancelPollMilliseconds = 5;
constexpr int floodStep = 100; // notifications in one turn of the event loop

} // namespace

FakeEngine::FakeEngine(std::unique_ptr<DescriptorTransport> transport, Script script)
    : m_script(std::move(script))
    , m_transport(transport.get())
    , m_server(std::move(transport))
{
    connect(&m_server, &ServerEndpoint::finished, this, [this](int exitCode) {
        note(QStringLiteral("exit code"), exitCode);
        Q_EMIT finished(exitCode);
    });
    connect(&m_server, &ServerEndpoint::initialized, this, &FakeEngine::sendStatus);
    m_server.onInitialize(this, [this](const QJsonObject &params) -> Result<QJsonObject> {
        note(QStringLiteral("initialize"), params);
        const QJsonObject capabilities{{QStringLiteral("textDocumentSync"), DocumentStore::capability()},
                                       {QStringLiteral("inlineCompletionProvider"), true}};
        return QJsonObject{{QStringLiteral("capabilities"), capabilities},
                           {QStringLiteral("serverInfo"),
                            QJsonObject{{QStringLiteral("name"), QStringLiteral("fake-engine")}}}};
    });
    m_server.onRequest(
        completion::method::inlineCompletion, this,
        [this](const QJsonValue &params, const Responder &responder) { complete(params, responder); });
    m_server.onRequest(completion::method::model, this,
                       [this](const QJsonValue &params, const Responder &responder) {
                           note(completion::method::model, params);
                           const QJsonObject model{{QStringLiteral("name"), m_script.model},
                                                   {QStringLiteral("loaded"), true}};
                           responder.reply(QJsonObject{{QStringLiteral("models"), QJsonArray{model}}});
                       });
    m_server.onNotification(completion::method::outcome, this,
                            [this](const QJsonValue &params) { note(completion::method::outcome, params); });
    const QString configuration = QStringLiteral("workspace/didChangeConfiguration");
    m_server.onNotification(configuration, this,
                            [this, configuration](const QJsonValue &params) { note(configuration, params); });
    if (const auto report =
            completion::learningReportFromJson(QJsonDocument::fromJson(m_script.learning).object()))
        m_learning = std::make_unique<FakeLearning>(m_server, *report, m_script.kept);
    m_documents.listenTo(m_server);
    connect(&m_documents, &DocumentStore::opened, this,
            [this](const QString &uri) { note(QStringLiteral("textDocument/didOpen"), uri); });
    connect(&m_documents, &DocumentStore::closed, this,
            [this](const QString &uri) { note(QStringLiteral("textDocument/didClose"), uri); });
}

void FakeEngine::start()
{
    if (m_script.behaviour != Script::Behaviour::Deaf)
        m_server.start();
}

void FakeEngine::note(const QString &method, const QJsonValue &params) const
{
    QFile file(m_script.journal);
    if (m_script.journal.isEmpty() || !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return;
    const QJsonObject line{{QStringLiteral("method"), method}, {QStringLiteral("params"), params}};
    file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

void FakeEngine::complete(const QJsonValue &params, const Responder &responder)
{
    note(completion::method::inlineCompletion, params);
    const auto asked = inlineCompletionParamsFromJson(Field(params));
    if (!asked) {
        responder.fail(asked.error());
        return;
    }
    const auto document = m_documents.document(asked->uri);
    if (!document) {
        responder.fail(document.error());
        return;
    }
    if (!m_script.crashOn.isEmpty() &&
        document->text().find(m_script.crashOn.toStdString()) != std::string::npos)
        std::abort();
    if (m_requests++ < m_script.after)
        answerLater(responder);
    else
        misbehave(responder);
}

// Waits for the delay and watches the stop token meanwhile.
void FakeEngine::answerLater(const Responder &responder)
{
    auto *timer = new QTimer(this);
    auto remaining = std::make_shared<int>(m_script.delayMilliseconds);
    connect(timer, &QTimer::timeout, this, [this, timer, responder, remaining] {
        *remaining -= cancelPollMilliseconds;
        const bool cancelled = responder.stopToken().stop_requested();
        if (!cancelled && *remaining > 0)
            return;
        timer->stop();
        timer->deleteLater();
        if (!cancelled) {
            responder.reply(answer(m_script.texts));
            return;
        }
        note(QStringLiteral("$/cancelRequest"), responder.id().toJson());
        responder.fail({ErrorCode::Cancelled, QStringLiteral("The request was cancelled."), {}, {}});
    });
    timer->start(m_script.delayMilliseconds > 0 ? cancelPollMilliseconds : 0);
}

void FakeEngine::misbehave(const Responder &responder)
{
    switch (m_script.behaviour) {
    case Script::Behaviour::Nothing:
        responder.reply(answer({}));
        return;
    case Script::Behaviour::Fail:
        responder.fail({ErrorCode::Internal, QStringLiteral("The fake engine was told to fail."), {}, {}});
        return;
    case Script::Behaviour::Hang:
        m_unanswered.push_back(responder);
        return;
    case Script::Behaviour::Freeze:
        for (;;)
            ::pause();
    case Script::Behaviour::Crash:
        std::abort();
    case Script::Behaviour::Garbage:
        m_transport->send("llama_load_model: loading...\nContent-Length: many\r\n\r\n");
        m_transport->send(frame(QByteArrayView("{\"jsonrpc\":\"2.0\",")));
        break;
    case Script::Behaviour::HalfMessage:
        m_unanswered.push_back(responder);
        m_transport->send("Content-Length: 1000\r\n\r\n{\"jsonrpc\":");
        Q_EMIT finished(0);
        return;
    default:
        break;
    }
    answerLater(responder);
}

void FakeEngine::sendStatus()
{
    note(QStringLiteral("initialized"), QJsonValue::Null);
    completion::EngineStatus status;
    status.state = completion::ModelState::Ready;
    status.model = m_script.model;
    status.device = QStringLiteral("cpu");
    status.kernels = QStringLiteral("scalar");
    status.threads = 1;
    status.drafting = completion::draftReportFromJson(QJsonDocument::fromJson(m_script.drafting).object());
    m_server.notify(completion::method::status, completion::toJson(status));
    if (m_script.behaviour == Script::Behaviour::Flood)
        flood();
}

void FakeEngine::flood()
{
    const QJsonObject params{{QStringLiteral("type"), 4},
                             {QStringLiteral("message"), QString(500, QLatin1Char('x'))}};
    for (int i = 0; i < floodStep && m_flooded < m_script.floodCount; ++i, ++m_flooded)
        m_server.notify(QStringLiteral("window/logMessage"), params);
    if (m_flooded < m_script.floodCount)
        QTimer::singleShot(0, this, &FakeEngine::flood);
}

QJsonObject FakeEngine::answer(const QStringList &texts)
{
    completion::SuggestionAnswer answer;
    for (const QString &text : texts) {
        const QString id = QStringLiteral("fake-%1").arg(++m_items);
        answer.items.push_back({completion::CompletionId(id), text, 0.9, 0, 4});
    }
    if (answer.items.empty())
        answer.why = completion::WhyNothing::LowConfidence;
    return completion::toJson(answer);
}
