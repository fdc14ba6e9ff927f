// SPDX-License-Identifier: Apache-2.0
#include "core/servers/language_server.h"

#include "core/base/log.h"
#include "core/servers/client_capabilities.h"

#include <QDir>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace gatewright::servers {

namespace {

using namespace std::chrono_literals;
using lsp::Field;

constexpr std::size_t mostFindings = 500; // of one document
// More messages than this in each of some seconds in a row is no work, nor are more than can be read. clangd
// sends some hundred when it indexes a large project.
constexpr qint64 floodMessages = 2'000;
constexpr int floodWindows = 3;

// Parsing JSON takes about 10 ms a MiB, on the window's thread.
lsp::ConnectionOptions connectionOptions(const ServerRules &rules)
{
    lsp::ConnectionOptions options;
    options.cancelGrace = rules.cancelGrace;
    options.limits.bodyBytes = qsizetype{4} * 1024 * 1024;
    options.turnBudget = 3ms;
    options.requestTimeout = 10s;
    options.maximumIncoming = 64;
    return options;
}

ProcessLimits serverLimits()
{
    ProcessLimits limits;
    limits.network = NetworkUse::None;
#ifndef __SANITIZE_ADDRESS__ // whose shadow memory counts
    limits.memoryBytes = std::uint64_t{6} * 1024 * 1024 * 1024;
#endif
    return limits;
}

QJsonValue folderUri(const QString &folder)
{
    return folder.isEmpty() ? QJsonValue()
                            : QJsonValue(QString::fromLatin1(QUrl::fromLocalFile(folder).toEncoded()));
}

QJsonArray folders(const QString &folder)
{
    if (folder.isEmpty())
        return {};
    return {QJsonObject{{QStringLiteral("uri"), folderUri(folder)},
                        {QStringLiteral("name"), QDir(folder).dirName()}}};
}

QJsonObject initializeParams(const ServerPlan &plan)
{
    QJsonObject params{
        {QStringLiteral("clientInfo"), QJsonObject{{QStringLiteral("name"), QStringLiteral("Gatewright")}}},
        {QStringLiteral("capabilities"), clientCapabilities()},
        {QStringLiteral("rootUri"), folderUri(plan.workspace)},
        {QStringLiteral("workspaceFolders"), folders(plan.workspace)}};
    if (!plan.initialization.isEmpty())
        params.insert(QStringLiteral("initializationOptions"), plan.initialization);
    return params;
}

void failLater(QObject *context, LanguageServer::Answered done, const QString &why)
{
    QMetaObject::invokeMethod(
        context, [done = std::move(done), why] { done(makeError(ErrorCode::Missing, why)); },
        Qt::QueuedConnection);
}

} // namespace

QJsonObject documentParams(const QString &uri)
{
    return {{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}}};
}

QJsonObject placeParams(const QString &uri, Position place)
{
    QJsonObject params = documentParams(uri);
    params.insert(QStringLiteral("position"), lsp::toJson(place));
    return params;
}

LanguageServer::LanguageServer(ServerPlan plan, const Clock &clock, lsp::DocumentProvider provider,
                               const ServerRules &rules, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_server(
          {m_plan.command, initializeParams(m_plan), rules.restart, connectionOptions(rules), serverLimits()},
          clock)
    , m_documents(m_server, [this, all = provider] { return served(all); })
{
    for (const lsp::OpenDocument &document : served(provider))
        m_open.insert(document.uri);
    connect(&m_server, &lsp::SupervisedServer::ready, this, &LanguageServer::connected);
    connect(&m_server, &lsp::SupervisedServer::gone, this, [this] {
        m_flood.stop();
        m_findings.clear();
        m_applyEdit = {};
        Q_EMIT gone();
    });
    connect(&m_server.process(), &SupervisedProcess::statusChanged, this, &LanguageServer::stateChanged);
    connect(&m_server.process(), &SupervisedProcess::fileExcluded, this, &LanguageServer::fileExcluded);
    m_flood.setInterval(rules.floodWindow);
    connect(&m_flood, &QTimer::timeout, this, &LanguageServer::watchFlood);
}

LanguageServer::~LanguageServer()
{
    // The server may still signal while it is taken down; nobody is there to hear it.
    m_server.disconnect(this);
    m_server.process().disconnect(this);
}

ServerState LanguageServer::state() const
{
    if (m_plan.absence != Absence::None)
        return ServerState::Absent;
    switch (status().state) {
    case SupervisedState::Stopped:
        return ServerState::Idle;
    case SupervisedState::Missing: // it went away since it was planned
        return ServerState::Absent;
    case SupervisedState::Starting:
        return ServerState::Starting;
    case SupervisedState::Running:
        return ServerState::Running;
    case SupervisedState::Restarting:
        return ServerState::Restarting;
    case SupervisedState::GivenUp:
        break;
    }
    return ServerState::GivenUp;
}

void LanguageServer::startIfNeeded()
{
    if (m_plan.absence == Absence::None && !m_open.isEmpty())
        m_server.start();
}

void LanguageServer::restart()
{
    if (m_plan.absence == Absence::None && !m_open.isEmpty())
        m_server.restart();
}

std::vector<lsp::OpenDocument> LanguageServer::served(const lsp::DocumentProvider &provider) const
{
    std::vector<lsp::OpenDocument> documents = provider ? provider() : std::vector<lsp::OpenDocument>();
    std::erase_if(documents, [this](const lsp::OpenDocument &document) {
        return !m_plan.description.serves(document.language);
    });
    return documents;
}

void LanguageServer::connected(lsp::ClientEndpoint *endpoint)
{
    m_receivedBefore = endpoint->received();
    m_caughtUpBefore = endpoint->caughtUp();
    m_floodWindows = 0;
    m_flood.start();
    endpoint->onNotification(QStringLiteral("textDocument/publishDiagnostics"), this,
                             [this](const QJsonValue &params) { readFindings(params); });
    endpoint->onNotification(QStringLiteral("window/showMessage"), this, [this](const QJsonValue &params) {
        constexpr int warning = 2;
        if (params.toObject().value(QLatin1String("type")).toInt() <= warning)
            Q_EMIT messageShown(params.toObject().value(QLatin1String("message")).toString().left(1'000));
    });
    endpoint->onNotification(QStringLiteral("window/logMessage"), this, [](const QJsonValue &params) {
        qCDebug(logLsp).noquote() << params.toObject().value(QLatin1String("message")).toString().left(1'000);
    });
    answerRequests(*endpoint);
    if (!m_plan.description.settings.isEmpty())
        endpoint->notify(QStringLiteral("workspace/didChangeConfiguration"),
                         QJsonObject{{QStringLiteral("settings"), m_plan.description.settings}});
    m_documents.openAll();
    Q_EMIT ready();
}

void LanguageServer::answerRequests(lsp::ClientEndpoint &endpoint)
{
    endpoint.onRequest(QStringLiteral("workspace/configuration"), this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           QJsonArray answers;
                           for (const QJsonValue item :
                                params.toObject().value(QLatin1String("items")).toArray())
                               answers.append(configuration(item.toObject()));
                           responder.reply(answers);
                       });
    endpoint.onRequest(QStringLiteral("workspace/workspaceFolders"), this,
                       [this](const QJsonValue &, const lsp::Responder &responder) {
                           responder.reply(folders(m_plan.workspace));
                       });
    endpoint.onRequest(
        QStringLiteral("workspace/applyEdit"), this,
        [this](const QJsonValue &params, const lsp::Responder &responder) { applyEdit(params, responder); });
    // Nothing is registered that was not offered at the start, no buttons are shown: each gets its polite no.
    for (const char *method : {"client/registerCapability", "client/unregisterCapability",
                               "window/workDoneProgress/create", "window/showMessageRequest"})
        endpoint.onRequest(
            QLatin1String(method), this,
            [](const QJsonValue &, const lsp::Responder &responder) { responder.reply(QJsonValue::Null); });
    for (const char *method : {"workspace/semanticTokens/refresh", "workspace/inlayHint/refresh"})
        endpoint.onRequest(QLatin1String(method), this,
                           [this](const QJsonValue &, const lsp::Responder &responder) {
                               responder.reply(QJsonValue::Null);
                               Q_EMIT refreshWanted();
                           });
}

QJsonValue LanguageServer::configuration(const QJsonObject &item) const
{
    QJsonValue value = m_plan.description.settings;
    const QString section = item.value(QLatin1String("section")).toString();
    for (const QString &part : section.split(QLatin1Char('.'), Qt::SkipEmptyParts))
        value = value.toObject().value(part);
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

void LanguageServer::watchFlood()
{
    const lsp::ClientEndpoint *endpoint = m_server.endpoint();
    if (!endpoint)
        return;
    const qint64 received = endpoint->received() - std::exchange(m_receivedBefore, endpoint->received());
    const bool isBehind = endpoint->caughtUp() == std::exchange(m_caughtUpBefore, endpoint->caughtUp());
    m_floodWindows = received > floodMessages || (received > 0 && isBehind) ? m_floodWindows + 1 : 0;
    if (m_floodWindows >= floodWindows)
        m_server.process().reportHang(QStringLiteral("it sent more messages than anybody can read"));
}

void LanguageServer::readFindings(const QJsonValue &params)
{
    const QJsonObject object = params.toObject();
    const QString uri = object.value(QLatin1String("uri")).toString();
    if (!m_open.contains(uri))
        return;
    QJsonArray kept;
    ServerFindings findings{id(), uri, {}, {}};
    for (const QJsonValue element : object.value(QLatin1String("diagnostics")).toArray()) {
        if (findings.diagnostics.size() == mostFindings)
            break;
        if (auto diagnostic = lsp::diagnosticFromJson(Field(element))) {
            findings.diagnostics.push_back(std::move(*diagnostic));
            kept.append(element);
        }
    }
    if (const QJsonValue version = object.value(QLatin1String("version")); version.isDouble())
        findings.revision = Revision{version.toInteger()};
    m_findings.insert(uri, kept);
    Q_EMIT found(findings);
}

QJsonArray LanguageServer::rawFindings(const QString &uri, const Range &range) const
{
    QJsonArray touching;
    for (const QJsonValue element : m_findings.value(uri)) {
        const auto place = lsp::rangeFromJson(Field(element)["range"]);
        if (place && place->start <= range.end && range.start <= place->end)
            touching.append(element);
    }
    return touching;
}

bool LanguageServer::can(ServerFeature feature, const QString &uri) const
{
    return isReady() && m_open.contains(uri) && !m_documents.isExcluded(uri) &&
           offers(m_server.endpoint()->capabilities(), feature);
}

QJsonObject LanguageServer::capabilities() const
{
    return isReady() ? m_server.endpoint()->capabilities() : QJsonObject();
}

lsp::RequestHandle LanguageServer::ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                                       QObject *context, Answered done, std::chrono::milliseconds timeout)
{
    lsp::ClientEndpoint *endpoint = m_documents.endpointFor(uri);
    if (!endpoint) {
        failLater(context, std::move(done), QStringLiteral("%1 does not run.").arg(name()));
        return {};
    }
    return endpoint->request(
        method, params, context,
        [done = std::move(done)](const Result<QJsonValue> &answer) {
            done(answer ? Result<Field>(Field(*answer, QStringLiteral("result")))
                        : Result<Field>(tl::unexpected(answer.error())));
        },
        timeout);
}

void LanguageServer::execute(const lsp::ServerCommand &command, QObject *context, ApplyEdit apply,
                             Answered done)
{
    lsp::ClientEndpoint *endpoint = m_server.endpoint();
    if (!endpoint) {
        failLater(context, std::move(done), QStringLiteral("%1 does not run.").arg(name()));
        return;
    }
    m_applyEdit = std::move(apply);
    m_applyContext = context;
    const QJsonObject params{{QStringLiteral("command"), command.command},
                             {QStringLiteral("arguments"), command.arguments}};
    endpoint->request(
        QStringLiteral("workspace/executeCommand"), params, this,
        [this, guard = QPointer<QObject>(context), done = std::move(done)](const Result<QJsonValue> &answer) {
            m_applyEdit = {};
            if (guard)
                done(answer ? Result<Field>(Field(*answer, QStringLiteral("result")))
                            : Result<Field>(tl::unexpected(answer.error())));
        });
}

// A server may want an edit only as the effect of a command that the user chose.
void LanguageServer::applyEdit(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto answer = [responder](bool done) {
        responder.reply(QJsonObject{{QStringLiteral("applied"), done}});
    };
    const auto edit = lsp::workspaceEditFromJson(Field(params)["edit"]);
    if (!edit)
        responder.fail(edit.error());
    else if (m_applyEdit && m_applyContext)
        m_applyEdit(*edit, answer);
    else
        answer(false);
}

void LanguageServer::openDocument(const lsp::OpenDocument &document)
{
    if (!m_plan.description.serves(document.language))
        return;
    m_open.insert(document.uri);
    m_documents.openDocument(document);
    startIfNeeded();
}

void LanguageServer::changeDocument(const QString &uri, Revision revision, const Range &range,
                                    const QString &text)
{
    if (m_open.contains(uri))
        m_documents.changeDocument(uri, revision, range, text);
}

void LanguageServer::resetDocument(const lsp::OpenDocument &document)
{
    if (m_open.contains(document.uri))
        m_documents.resetDocument(document);
}

void LanguageServer::closeDocument(const QString &uri)
{
    if (!m_open.remove(uri))
        return;
    m_findings.remove(uri);
    m_documents.closeDocument(uri);
}

} // namespace gatewright::servers
