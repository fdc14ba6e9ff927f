// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/findings_collector.h"

#include "ui/bridge/document_checker.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/server_documents.h"

namespace gatewright {

namespace {

Severity severityOf(lsp::DiagnosticSeverity severity)
{
    switch (severity) {
    case lsp::DiagnosticSeverity::Error:
        return Severity::Error;
    case lsp::DiagnosticSeverity::Warning:
        return Severity::Warning;
    case lsp::DiagnosticSeverity::Information:
        return Severity::Info;
    case lsp::DiagnosticSeverity::Hint:
        break;
    }
    return Severity::Hint;
}

} // namespace

FindingsCollector::FindingsCollector(servers::LanguageServers &servers, const checker::CheckerClient &checker,
                                     DocumentManager &documents, DocumentChecker &shown, QObject *parent)
    : QObject(parent)
    , m_checker(checker)
    , m_documents(documents)
    , m_shown(shown)
{
    connect(&servers, &servers::LanguageServers::found, this, &FindingsCollector::take);
    connect(&servers, &servers::LanguageServers::gone, this,
            [this](const QString &id) { m_shown.forgetFindings(id); });
}

void FindingsCollector::take(const servers::ServerFindings &findings)
{
    Document *document = documentWithUri(m_documents, findings.uri);
    if (!document)
        return;
    const bool isRepeated =
        findings.server == QLatin1String("clangd") || findings.server == QLatin1String("ruff");
    if (isRepeated && m_checker.isReady() && !m_checker.isExcluded(findings.uri))
        return;
    std::vector<Diagnostic> diagnostics;
    for (const lsp::Diagnostic &found : findings.diagnostics) {
        Diagnostic diagnostic;
        diagnostic.range = found.range;
        diagnostic.severity = severityOf(found.severity);
        diagnostic.code = found.code;
        diagnostic.source = found.source.isEmpty() ? findings.server : found.source;
        diagnostic.message = found.message;
        diagnostics.push_back(std::move(diagnostic));
    }
    // One that gives no revision means the text it has, which is at most as old as the last change.
    m_shown.setFindings(*document, findings.server, std::move(diagnostics),
                        findings.revision.value_or(document->buffer().revision()));
}

} // namespace gatewright
