// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_server/fake_server.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

#include <unistd.h>

#include <cstdlib>
#include <utility>

using namespace gatewright;
using namespace gatewright::lsp;

namespace {

constexpr int pollMilliseconds = 5;
constexpr int floodStep = 200;
constexpr qsizetype longMessage = qsizetype{2} * 1024 * 1024;

QJsonValue withUri(const QJsonValue &value, const QString &uri)
{
    QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    text.replace("$URI", uri.toUtf8());
    return QJsonDocument::fromJson(text).array().at(0);
}

} // namespace

FakeServer::FakeServer(std::unique_ptr<DescriptorTransport> transport, QJsonObject script)
    : m_script(std::move(script))
    , m_transport(*transport)
    , m_server(std::move(transport))
{
    connect(&m_server, &ServerEndpoint::finished, this, &FakeServer::finished);
    connect(&m_server, &ServerEndpoint::initialized, this, &FakeServer::begin);
    m_server.onInitialize(this, [this](const QJsonObject &params) -> Result<QJsonObject> {
        note(QStringLiteral("initialize"), params);
        QJsonObject capabilities = m_script.value(QLatin1String("capabilities")).toObject();
        capabilities.insert(QStringLiteral("textDocumentSync"), DocumentStore::capability());
        return QJsonObject{{QStringLiteral("capabilities"), capabilities}};
    });
    QStringList methods = m_script.value(QLatin1String("answers")).toObject().keys();
    methods += m_script.value(QLatin1String("answersAfterEdit")).toObject().keys();
    if (m_script.contains(QLatin1String("commandEdit")))
        methods.append(QStringLiteral("workspace/executeCommand"));
    methods.removeDuplicates();
    for (const QString &method : std::as_const(methods))
        m_server.onRequest(method, this,
                           [this, method](const QJsonValue &params, const Responder &responder) {
                               serve(method, params, responder);
                           });
    m_server.onNotification(QStringLiteral("workspace/didChangeConfiguration"), this,
                            [this](const QJsonValue &params) {
                                note(QStringLiteral("workspace/didChangeConfiguration"), params);
                            });
    m_documents.listenTo(m_server);
    connect(&m_documents, &DocumentStore::opened, this, [this](const QString &uri) {
        note(QStringLiteral("textDocument/didOpen"), uri);
        publish(uri);
    });
    connect(&m_documents, &DocumentStore::changed, this, &FakeServer::publish);
    connect(&m_documents, &DocumentStore::closed, this,
            [this](const QString &uri) { note(QStringLiteral("textDocument/didClose"), uri); });
}

QString FakeServer::behaviour() const
{
    const QString once = m_script.value(QLatin1String("behaveOnce")).toString();
    if (!once.isEmpty() && QFile::exists(once))
        return {};
    return m_script.value(QLatin1String("behaviour")).toString();
}

void FakeServer::start()
{
    if (behaviour() != QLatin1String("deaf"))
        m_server.start();
}

void FakeServer::note(const QString &method, const QJsonValue &params) const
{
    QFile file(m_script.value(QLatin1String("journal")).toString());
    if (file.fileName().isEmpty() || !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return;
    const QJsonObject line{{QStringLiteral("method"), method}, {QStringLiteral("params"), params}};
    file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

void FakeServer::begin()
{
    note(QStringLiteral("initialized"), QJsonValue::Null);
    for (const QJsonValue request : m_script.value(QLatin1String("ask")).toArray()) {
        const QString method = request.toArray().at(0).toString();
        m_server.request(method, request.toArray().at(1), this,
                         [this, method](const Result<QJsonValue> &answer) {
                             note(QStringLiteral("answer to ") + method,
                                  answer ? *answer : QJsonValue(answer.error().toString()));
                         });
    }
    if (behaviour() == QLatin1String("flood"))
        flood(floodStep, 1);
    if (behaviour() == QLatin1String("flood of long messages"))
        flood(1, longMessage);
}

void FakeServer::flood(int messages, qsizetype length)
{
    const QJsonObject params{{QStringLiteral("type"), 4},
                             {QStringLiteral("message"), QString(length, QLatin1Char('x'))}};
    // It does not give up when nobody takes its messages any more: it has always the next one ready.
    constexpr qsizetype kReady = qsizetype{8} * 1024 * 1024;
    for (int i = 0; i < messages && m_transport.unsentBytes() < kReady; ++i)
        m_server.notify(QStringLiteral("window/logMessage"), params);
    QTimer::singleShot(1, this, [this, messages, length] { flood(messages, length); });
}

void FakeServer::publish(const QString &uri)
{
    if (!m_script.contains(QLatin1String("diagnostics")))
        return;
    const auto document = m_documents.document(uri);
    if (!document)
        return;
    m_server.notify(
        QStringLiteral("textDocument/publishDiagnostics"),
        QJsonObject{{QStringLiteral("uri"), uri},
                    {QStringLiteral("version"), static_cast<qint64>(document->revision().value)},
                    {QStringLiteral("diagnostics"), m_script.value(QLatin1String("diagnostics"))}});
}

void FakeServer::serve(const QString &method, const QJsonValue &params, const Responder &responder)
{
    note(method, params);
    const QString uri = params.toObject()
                            .value(QLatin1String("textDocument"))
                            .toObject()
                            .value(QLatin1String("uri"))
                            .toString();
    const QString crashOn = m_script.value(QLatin1String("crashOn")).toString();
    if (const auto document = m_documents.document(uri);
        document && !crashOn.isEmpty() && document->text().find(crashOn.toStdString()) != std::string::npos)
        std::abort();
    const QString how = behaviour();
    if (how == QLatin1String("crash")) {
        QFile once(m_script.value(QLatin1String("behaveOnce")).toString());
        if (!once.fileName().isEmpty() && once.open(QIODevice::WriteOnly))
            once.close();
        std::abort();
    }
    if (how == QLatin1String("freeze")) {
        for (;;)
            ::pause();
    }
    if (how == QLatin1String("hang")) {
        m_unanswered.push_back(responder);
        return;
    }
    const int delay = m_script.value(QLatin1String("delays")).toObject().value(method).toInt();
    if (delay <= 0) {
        reply(method, uri, responder);
        return;
    }
    auto *timer = new QTimer(this);
    auto remaining = std::make_shared<int>(delay);
    connect(timer, &QTimer::timeout, this, [this, timer, remaining, method, uri, responder] {
        *remaining -= pollMilliseconds;
        const bool cancelled = responder.stopToken().stop_requested();
        if (!cancelled && *remaining > 0)
            return;
        timer->stop();
        timer->deleteLater();
        if (cancelled) {
            note(QStringLiteral("$/cancelRequest"), method);
            responder.fail({ErrorCode::Cancelled, QStringLiteral("The request was cancelled."), {}, {}});
        } else {
            reply(method, uri, responder);
        }
    });
    timer->start(pollMilliseconds);
}

void FakeServer::reply(const QString &method, const QString &uri, const Responder &responder)
{
    if (method == QLatin1String("workspace/executeCommand")) {
        const QJsonObject params{{QStringLiteral("edit"), m_script.value(QLatin1String("commandEdit"))}};
        m_server.request(QStringLiteral("workspace/applyEdit"), params, this,
                         [this, responder](const Result<QJsonValue> &answer) {
                             note(QStringLiteral("answer to workspace/applyEdit"),
                                  answer ? *answer : QJsonValue(answer.error().toString()));
                             responder.reply(QJsonValue::Null);
                         });
        return;
    }
    const auto document = m_documents.document(uri);
    const bool edited = document && document->revision() > Revision{1};
    const QJsonObject later = m_script.value(QLatin1String("answersAfterEdit")).toObject();
    const QJsonObject answers =
        edited && later.contains(method) ? later : m_script.value(QLatin1String("answers")).toObject();
    responder.reply(withUri(answers.value(method), uri));
}
