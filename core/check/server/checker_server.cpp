// SPDX-License-Identifier: Apache-2.0
#include "core/check/server/checker_server.h"

#include "core/base/path_inside.h"
#include "core/lsp/types.h"
#include "core/task/either_stop.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace gatewright::checker {

namespace {

QString pathOf(const QString &uri)
{
    return QUrl(uri).toLocalFile();
}

CheckAnswer answerOf(const Findings &findings)
{
    const CheckReport &report = findings.report;
    CheckAnswer answer;
    answer.uri = report.documentId;
    answer.revision = report.revision;
    answer.status = report.status;
    answer.tier = report.tier;
    answer.diagnostics = report.diagnostics;
    answer.milliseconds = report.milliseconds;
    answer.message = report.problem ? report.problem->message : findings.note;
    return answer;
}

// Tier 2 is nobody's wish in particular here: it needs trust.
Result<Findings> findingsOf(const QString &uri, const CheckSubject &subject,
                            const std::vector<const Check *> &checks, const Simulation *simulation,
                            const std::stop_token &stop)
{
    GW_TRY(report, runChecks(checks, uri, subject.input(), stop));
    Findings findings{std::move(report), {}};
    const SimulationInput input{subject.input()};
    if (subject.trust != Trust::Trusted) {
        if (simulation && findings.report.tier == Tier::T1 && simulation->canRun(input))
            findings.note = QStringLiteral("Not run: the workspace is not trusted.");
        return findings;
    }
    GW_TRY(run, runProgram(simulation, input, findings.report, stop));
    if (run)
        findings.note = run->message;
    return findings;
}

bool isHeader(const QString &uri)
{
    const QString suffix = QFileInfo(pathOf(uri)).suffix().toLower();
    return suffix.startsWith(QLatin1Char('h'));
}

bool overlaps(const Range &a, const Range &b)
{
    return !(a.end < b.start) && !(b.end < a.start);
}

} // namespace

CheckerServer::CheckerServer(lsp::ServerEndpoint &endpoint, const Registries &registries, const Clock &clock,
                             CheckerOptions options)
    : m_endpoint(endpoint)
    , m_registries(registries)
    , m_options(std::move(options))
    , m_answers(clock)
    , m_setups(endpoint, registries, clock)
    , m_helps(endpoint, registries, m_documents)
{
    endpoint.onInitialize(this, [this](const QJsonObject &params) { return initialize(params); });
    connect(&endpoint, &lsp::ServerEndpoint::initialized, this, &CheckerServer::tellStartProblems);
    watchDocuments();
    connect(&m_runner, &CheckRunner::finished, this, &CheckerServer::publish);
    endpoint.onNotification(method::workspace, this, [this](const QJsonValue &params) {
        // What cannot be read is trusted in nothing.
        m_workspace = workspaceStateFromJson(lsp::Field(params)).value_or(WorkspaceState());
        checkAllAgain();
    });
    connect(&m_setups, &SetupRequests::installed, this, &CheckerServer::checkAllAgain);
    endpoint.onRequest(method::check, this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           answerCheck(params, responder);
                       });
    endpoint.onRequest(method::simulate, this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           answerSimulate(params, responder);
                       });
    endpoint.onRequest(QStringLiteral("textDocument/codeAction"), this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           answerCodeAction(params, responder);
                       });
}

CheckerServer::~CheckerServer() = default;

Result<QJsonObject> CheckerServer::initialize(const QJsonObject &params)
{
    const lsp::Field workspace = lsp::Field(params)["initializationOptions"]["workspace"];
    if (!workspace.isNothing()) {
        GW_TRY(state, workspaceStateFromJson(workspace));
        m_workspace = state;
    }
    return QJsonObject{{QStringLiteral("capabilities"),
                        QJsonObject{{QStringLiteral("positionEncoding"), QStringLiteral("utf-16")},
                                    {QStringLiteral("textDocumentSync"), lsp::DocumentStore::capability()},
                                    {QStringLiteral("completionProvider"), completionCapability()},
                                    {QStringLiteral("hoverProvider"), true},
                                    {QStringLiteral("codeActionProvider"),
                                     QJsonObject{{QStringLiteral("codeActionKinds"),
                                                  QJsonArray{QStringLiteral("quickfix")}}}}}},
                       {QStringLiteral("serverInfo"),
                        QJsonObject{{QStringLiteral("name"), QStringLiteral("gatewright-checker")},
                                    {QStringLiteral("version"), m_options.version}}}};
}

void CheckerServer::tellStartProblems() const
{
    constexpr int warning = 2;
    for (const QString &problem : m_options.startProblems)
        m_endpoint.notify(
            QStringLiteral("window/logMessage"),
            QJsonObject{{QStringLiteral("type"), warning}, {QStringLiteral("message"), problem}});
}

// --- documents
// -------------------------------------------------------------------------------------------------------------

void CheckerServer::watchDocuments()
{
    m_documents.listenTo(m_endpoint);
    connect(&m_documents, &lsp::DocumentStore::opened, this, &CheckerServer::opened);
    connect(&m_documents, &lsp::DocumentStore::changed, this, &CheckerServer::changed);
    connect(&m_documents, &lsp::DocumentStore::closed, this, &CheckerServer::closed);
}

void CheckerServer::opened(const QString &uri)
{
    auto pause = std::make_shared<QTimer>();
    pause->setSingleShot(true);
    pause->setInterval(m_options.pause);
    connect(pause.get(), &QTimer::timeout, this, [this, uri] { check(uri, Tier::T1); });
    m_pauses.insert(uri, pause);
    changed(uri);
    // What does not parse is known at once; a first compilation takes a second.
    check(uri, Tier::T0);
}

void CheckerServer::changed(const QString &uri)
{
    ++m_changes[uri];
    ++m_generation;
    m_runner.forget(uri); // of the text before
    if (const auto pause = m_pauses.value(uri))
        pause->start();
    if (!isHeader(uri))
        return;
    // What is mended in a header may be complained of in what includes it.
    for (auto pause = m_pauses.constBegin(); pause != m_pauses.constEnd(); ++pause) {
        if (!isHeader(pause.key()))
            pause.value()->start();
    }
}

void CheckerServer::closed(const QString &uri)
{
    ++m_generation;
    m_changes.remove(uri);
    m_runner.forget(uri);
    m_pauses.remove(uri);
    m_published.remove(uri);
    m_endpoint.notify(QStringLiteral("textDocument/publishDiagnostics"), toJson(Published{uri, {}, {}}));
}

void CheckerServer::check(const QString &uri, Tier highest)
{
    Result<TextDocument> document = m_documents.document(uri);
    if (!document) // out of step with the client: whatever was found no longer has a place
        return;
    const QByteArray key = AnswerCache::key(uri, highest, document->text(), othersGeneration(uri));
    if (std::optional<Findings> known = m_answers.find(key)) { // a suggestion that was accepted
        known->report.revision = document->revision();
        return publish(known->report);
    }
    std::vector<const Check *> checks = m_registries.checksUpTo(document->language(), highest);
    m_runner.submit(uri, subject(std::move(*document), uri), std::move(checks));
}

void CheckerServer::checkAllAgain()
{
    ++m_generation;
    for (const auto &pause : std::as_const(m_pauses))
        pause->start();
}

void CheckerServer::publish(const CheckReport &report)
{
    Published published{report.documentId, report.revision, report.diagnostics};
    if (report.problem) { // "too large" and the like: said once, at the top, rather than "no problems"
        Diagnostic notChecked;
        notChecked.severity = Severity::Info;
        notChecked.code = QStringLiteral("not-checked");
        notChecked.source = QStringLiteral("checker");
        notChecked.message = report.problem->message;
        published.diagnostics.insert(published.diagnostics.begin(), notChecked);
    }
    const auto before = m_published.constFind(published.uri);
    if (before != m_published.constEnd() && *before == published)
        return;
    m_endpoint.notify(QStringLiteral("textDocument/publishDiagnostics"), toJson(published));
    m_published.insert(published.uri, std::move(published));
}

CheckSubject CheckerServer::subject(TextDocument document, const QString &uri)
{
    return {std::move(document), pathOf(uri), m_workspace.folder, openTexts(),
            isTrusted(pathOf(uri)) ? Trust::Trusted : Trust::Restricted};
}

std::shared_ptr<const UnsavedTexts> CheckerServer::openTexts()
{
    if (m_openTexts && m_openTextsGeneration == m_generation)
        return m_openTexts;
    auto texts = std::make_shared<UnsavedTexts>();
    const QStringList uris = m_documents.uris();
    for (const QString &uri : uris) {
        const QString path = pathOf(uri);
        const Result<TextDocument> open = m_documents.document(uri);
        if (open && !path.isEmpty())
            texts->emplace(path, open->text());
    }
    m_openTexts = std::move(texts);
    m_openTextsGeneration = m_generation;
    return m_openTexts;
}

// The answer was about the folder: what else is open in the same window is not meant.
bool CheckerServer::isTrusted(const QString &path) const
{
    const QString folder = QFileInfo(m_workspace.folder).canonicalFilePath();
    const QString file = QFileInfo(path).canonicalFilePath();
    return m_workspace.trusted && isInside(file, folder);
}

// --- requests
// --------------------------------------------------------------------------------------------------------------

Result<TextDocument> CheckerServer::documentToCheck(const CheckQuestion &question) const
{
    Result<TextDocument> open = m_documents.document(question.uri);
    if (!question.text)
        return open;
    const Language language = open ? open->language() : m_registries.languageForFile(pathOf(question.uri));
    return TextDocument(language, question.text->toStdString(), open ? open->revision() : Revision());
}

void CheckerServer::answerCheck(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto question = checkQuestionFromJson(lsp::Field(params));
    if (!question)
        return responder.fail(question.error());
    Result<TextDocument> document = documentToCheck(*question);
    if (!document)
        return responder.fail(document.error());
    const QByteArray key =
        AnswerCache::key(question->uri, question->highest, document->text(), othersGeneration(question->uri));
    if (std::optional<Findings> known = m_answers.find(key)) {
        known->report.revision = document->revision();
        return responder.reply(toJson(answerOf(*known)));
    }
    const Language language = document->language();
    const Simulation *simulation =
        question->highest == Tier::T2 ? m_registries.simulationFor(language) : nullptr;
    // Shared because a job must be copyable; nobody else holds it.
    auto shared = std::make_shared<const CheckSubject>(subject(std::move(*document), question->uri));
    const auto work = [this, responder, key, shared, simulation, uri = question->uri,
                       checks = m_registries.checksUpTo(language, std::min(question->highest, Tier::T1)),
                       cancelled = lsp::answerWhenCancelled(responder)](std::stop_token shutdown) {
        const EitherStop stop(std::move(shutdown), responder.stopToken());
        const Result<Findings> findings = findingsOf(uri, *shared, checks, simulation, stop.token());
        if (!findings)
            return responder.fail(findings.error());
        // What could not be made for want of a compiler may be possible in a moment.
        if (!findings->report.problem)
            m_answers.keep(key, *findings);
        responder.reply(toJson(answerOf(*findings)));
    };
    m_requests.post(work);
}

void CheckerServer::answerSimulate(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto question = simulationQuestionFromJson(lsp::Field(params));
    if (!question)
        return responder.fail(question.error());
    Result<TextDocument> document = m_documents.document(question->uri);
    if (!document)
        return responder.fail(document.error());
    const Simulation *simulation = m_registries.simulationFor(document->language());
    if (!simulation)
        return responder.fail({ErrorCode::Unsupported,
                               QStringLiteral("Files of this language cannot be run."),
                               {},
                               pathOf(question->uri)});
    auto shared = std::make_shared<const CheckSubject>(subject(std::move(*document), question->uri));
    m_simulations.post([responder, shared, simulation, question = *question,
                        cancelled = lsp::answerWhenCancelled(responder)](std::stop_token shutdown) {
        const EitherStop stop(std::move(shutdown), responder.stopToken());
        SimulationInput input{shared->input()};
        input.testbench = question.testbench;
        input.top = question.top;
        input.shots = question.shots;
        const Result<SimulationReport> report = simulation->run(input, stop.token());
        if (report)
            responder.reply(toJson(*report, question.uri));
        else
            responder.fail(report.error());
    });
}

void CheckerServer::answerCodeAction(const QJsonValue &params, const lsp::Responder &responder) const
{
    const lsp::Field fields(params);
    const auto uri = fields["textDocument"]["uri"].text();
    const auto range = lsp::rangeFromJson(fields["range"]);
    if (!uri || !range)
        return responder.fail(uri ? range.error() : uri.error());
    // Fixes are places in the text that was checked, and the client's may be a newer one.
    const Published published = m_published.value(*uri);
    const Result<TextDocument> document = m_documents.document(*uri);
    if (!document || published.revision != document->revision())
        return responder.reply(QJsonArray());
    QJsonArray actions;
    for (const Diagnostic &diagnostic : published.diagnostics) {
        if (!overlaps(diagnostic.range, *range))
            continue;
        for (const DiagnosticFix &fix : diagnostic.fixes)
            actions.append(codeAction(fix, diagnostic, *uri));
    }
    responder.reply(actions);
}

} // namespace gatewright::checker
