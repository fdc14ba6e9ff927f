// SPDX-License-Identifier: Apache-2.0
#include "app/checker/checker_server.h"

#include "core/lsp/types.h"

#include <QJsonArray>
#include <QUrl>

#include <memory>
#include <utility>

namespace gatewright::checker {

namespace {

QString pathOf(const QString &uri)
{
    return QUrl(uri).toLocalFile();
}

lsp::DiagnosticSeverity lspSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return lsp::DiagnosticSeverity::Error;
    case Severity::Warning:
        return lsp::DiagnosticSeverity::Warning;
    case Severity::Info:
        return lsp::DiagnosticSeverity::Information;
    case Severity::Hint:
        return lsp::DiagnosticSeverity::Hint;
    }
    return lsp::DiagnosticSeverity::Error;
}

std::vector<lsp::Diagnostic> lspDiagnostics(const CheckReport &report)
{
    std::vector<lsp::Diagnostic> diagnostics;
    for (const Diagnostic &found : report.diagnostics)
        diagnostics.push_back(
            {found.range, lspSeverity(found.severity), found.code, found.source, found.message});
    return diagnostics;
}

QJsonObject reportToJson(const CheckReport &report)
{
    QJsonArray diagnostics;
    for (const lsp::Diagnostic &diagnostic : lspDiagnostics(report))
        diagnostics.append(lsp::toJson(diagnostic));
    QJsonObject json{
        {QStringLiteral("uri"), report.documentId},
        {QStringLiteral("version"), qint64{report.revision.value}},
        {QStringLiteral("tier"), report.status == CheckStatus::Passed ? QJsonValue(0) : QJsonValue()},
        {QStringLiteral("status"), checkStatusName(report.status)},
        {QStringLiteral("ms"), report.milliseconds},
        {QStringLiteral("diagnostics"), diagnostics}};
    if (report.problem)
        json.insert(QStringLiteral("message"), report.problem->message);
    return json;
}

} // namespace

CheckerServer::CheckerServer(lsp::ServerEndpoint &endpoint, const Registries &registries,
                             QStringList startProblems)
    : m_endpoint(endpoint)
    , m_registries(registries)
{
    endpoint.onInitialize(this,
                          [this](const QJsonObject &) -> Result<QJsonObject> { return capabilities(); });
    connect(&endpoint, &lsp::ServerEndpoint::initialized, this,
            [this, startProblems = std::move(startProblems)] {
                constexpr int warning = 2;
                for (const QString &problem : startProblems)
                    m_endpoint.notify(
                        QStringLiteral("window/logMessage"),
                        QJsonObject{{QStringLiteral("type"), warning}, {QStringLiteral("message"), problem}});
            });
    m_documents.listenTo(endpoint);
    connect(&m_documents, &lsp::DocumentStore::opened, this, &CheckerServer::checkAgain);
    connect(&m_documents, &lsp::DocumentStore::changed, this, &CheckerServer::checkAgain);
    connect(&m_documents, &lsp::DocumentStore::closed, this, [this](const QString &uri) {
        m_runner.forget(uri);
        m_endpoint.notify(QStringLiteral("textDocument/publishDiagnostics"),
                          lsp::toJson(lsp::PublishDiagnosticsParams{uri, std::nullopt, {}}));
    });
    connect(&m_runner, &CheckRunner::finished, this, &CheckerServer::publish);
    endpoint.onRequest(QStringLiteral("gatewright/check"), this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           answerCheck(params, responder);
                       });
}

QJsonObject CheckerServer::capabilities() const
{
    return {{QStringLiteral("capabilities"),
             QJsonObject{{QStringLiteral("positionEncoding"), QStringLiteral("utf-16")},
                         {QStringLiteral("textDocumentSync"), lsp::DocumentStore::capability()}}},
            {QStringLiteral("serverInfo"),
             QJsonObject{{QStringLiteral("name"), QStringLiteral("gatewright-checker")},
                         {QStringLiteral("version"), QStringLiteral(GATEWRIGHT_VERSION)}}}};
}

void CheckerServer::checkAgain(const QString &uri)
{
    Result<TextDocument> document = m_documents.document(uri);
    if (!document) { // out of step with the client: whatever was found no longer has a place
        m_runner.forget(uri);
        return;
    }
    std::vector<const Check *> checks = m_registries.checksFor(document->language(), Tier::T0);
    m_runner.submit(uri, std::move(*document), pathOf(uri), std::move(checks));
}

void CheckerServer::publish(const CheckReport &report)
{
    lsp::PublishDiagnosticsParams params{report.documentId, static_cast<int>(report.revision.value),
                                         lspDiagnostics(report)};
    if (report.problem) // "too large" and the like: said once, at the top, rather than "no problems"
        params.diagnostics.insert(params.diagnostics.begin(),
                                  {Range(), lsp::DiagnosticSeverity::Information,
                                   QStringLiteral("not-checked"), QStringLiteral("checker"),
                                   report.problem->message});
    m_endpoint.notify(QStringLiteral("textDocument/publishDiagnostics"), lsp::toJson(params));
}

Result<TextDocument> CheckerServer::documentToCheck(const QString &uri, const QJsonValue &params) const
{
    const lsp::Field text = lsp::Field(params)["text"];
    Result<TextDocument> open = m_documents.document(uri);
    if (text.isNothing())
        return open;
    GW_TRY(content, text.text());
    const Language language = open ? open->language() : m_registries.languageForFile(pathOf(uri));
    return TextDocument(language, content.toStdString(), open ? open->revision() : Revision());
}

void CheckerServer::answerCheck(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto read = [&]() -> Result<TextDocument> {
        const lsp::Field fields(params);
        GW_TRY(tier,
               lsp::optionalOf(fields["tier"], [](const lsp::Field &field) { return field.integer(0, 2); }));
        if (tier.value_or(0) > 0)
            return makeError(ErrorCode::Unsupported,
                             QStringLiteral("Only tier 0 is in this version; ask for tier 0."), {},
                             QStringLiteral("params.tier"));
        GW_TRY(uri, fields["textDocument"]["uri"].text());
        return documentToCheck(uri, params);
    };
    Result<TextDocument> document = read();
    if (!document) {
        responder.fail(document.error());
        return;
    }
    const QString uri = lsp::Field(params)["textDocument"]["uri"].value().toString();
    std::vector<const Check *> checks = m_registries.checksFor(document->language(), Tier::T0);
    // Shared because a job must be copyable; nobody else holds it.
    auto snapshot = std::make_shared<const TextDocument>(std::move(*document));
    m_requests.post([responder, uri, snapshot, checks = std::move(checks)](const std::stop_token &) {
        const Result<CheckReport> report =
            runChecks(checks, uri, {*snapshot, pathOf(uri)}, responder.stopToken());
        responder.answer(report ? Result<QJsonValue>(reportToJson(*report)) : tl::unexpected(report.error()));
    });
}

} // namespace gatewright::checker
