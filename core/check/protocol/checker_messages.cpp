// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/checker_messages.h"

#include "core/lsp/types.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatewright::checker {

namespace {

using lsp::Field;

// What one message may hold of each; more is refused.
constexpr std::size_t mostDiagnostics = 10'000;
constexpr std::size_t mostCircuits = 1'000;
constexpr int mostShots = 10'000'000;

Result<QString> readText(const Field &field)
{
    return field.text();
}

// A text that may be missing.
Result<QString> textOr(const Field &field)
{
    GW_TRY(text, lsp::optionalOf(field, readText));
    return text.value_or(QString());
}

Result<double> milliseconds(const Field &field)
{
    const double value = field.value().toDouble(-1);
    if (!std::isfinite(value) || value < 0)
        return field.refuse(QStringLiteral("must be a time in milliseconds"));
    return value;
}

Result<Tier> readTier(const Field &field)
{
    GW_TRY(tier, field.integer(0, 2));
    return static_cast<Tier>(tier);
}

QJsonObject identifier(const QString &uri)
{
    return {{QStringLiteral("uri"), uri}};
}

// --- diagnostics
// -----------------------------------------------------------------------------------------------------------

QJsonArray editsOf(const DiagnosticFix &fix)
{
    QJsonArray edits;
    for (const DiagnosticEdit &edit : fix.edits)
        edits.append(lsp::toJson(lsp::RangeEdit{edit.range, QString::fromStdString(edit.text)}));
    return edits;
}

Result<DiagnosticFix> readFix(const Field &field)
{
    DiagnosticFix fix;
    GW_TRY(title, field["title"].text());
    GW_TRY(edits, lsp::listOf(field["edits"], lsp::rangeEditFromJson));
    fix.title = title;
    for (const lsp::RangeEdit &edit : edits)
        fix.edits.push_back({edit.range, edit.newText.toStdString()});
    return fix;
}

Result<RelatedPlace> readRelated(const Field &field)
{
    GW_TRY(range, lsp::rangeFromJson(field["location"]["range"]));
    GW_TRY(message, field["message"].text());
    return RelatedPlace{range, message};
}

QJsonArray arrayOf(const std::vector<Diagnostic> &diagnostics, const QString &uri)
{
    QJsonArray array;
    for (const Diagnostic &diagnostic : diagnostics)
        array.append(toJson(diagnostic, uri));
    return array;
}

Result<std::vector<Diagnostic>> readDiagnostics(const Field &field)
{
    if (static_cast<std::size_t>(field.value().toArray().size()) > mostDiagnostics)
        return field.refuse(QStringLiteral("has too many elements"));
    return lsp::listOf(field, diagnosticFromJson);
}

} // namespace

QJsonObject toJson(const Diagnostic &diagnostic, const QString &uri)
{
    // Both enums stand in LSP's order.
    const auto severity = static_cast<lsp::DiagnosticSeverity>(static_cast<int>(diagnostic.severity) + 1);
    QJsonObject json = lsp::toJson(
        lsp::Diagnostic{diagnostic.range, severity, diagnostic.code, diagnostic.source, diagnostic.message});
    QJsonArray fixes;
    for (const DiagnosticFix &fix : diagnostic.fixes)
        fixes.append(
            QJsonObject{{QStringLiteral("title"), fix.title}, {QStringLiteral("edits"), editsOf(fix)}});
    if (!fixes.isEmpty())
        json.insert(QStringLiteral("data"), QJsonObject{{QStringLiteral("fixes"), fixes}});
    QJsonArray related;
    for (const RelatedPlace &place : diagnostic.related)
        related.append(QJsonObject{
            {QStringLiteral("location"),
             QJsonObject{{QStringLiteral("uri"), uri}, {QStringLiteral("range"), lsp::toJson(place.range)}}},
            {QStringLiteral("message"), place.message}});
    if (!related.isEmpty())
        json.insert(QStringLiteral("relatedInformation"), related);
    return json;
}

Result<Diagnostic> diagnosticFromJson(const Field &field)
{
    GW_TRY(base, lsp::diagnosticFromJson(field));
    GW_TRY(fixes, lsp::optionalOf(field["data"]["fixes"],
                                  [](const Field &list) { return lsp::listOf(list, readFix); }));
    GW_TRY(related, lsp::optionalOf(field["relatedInformation"],
                                    [](const Field &list) { return lsp::listOf(list, readRelated); }));
    Diagnostic diagnostic;
    diagnostic.range = base.range;
    diagnostic.severity = static_cast<Severity>(static_cast<int>(base.severity) - 1);
    diagnostic.code = base.code;
    diagnostic.source = base.source;
    diagnostic.message = base.message;
    diagnostic.fixes = std::move(fixes).value_or(std::vector<DiagnosticFix>());
    diagnostic.related = std::move(related).value_or(std::vector<RelatedPlace>());
    return diagnostic;
}

QJsonObject codeAction(const DiagnosticFix &fix, const Diagnostic &diagnostic, const QString &uri)
{
    return {
        {QStringLiteral("title"), fix.title},
        {QStringLiteral("kind"), QStringLiteral("quickfix")},
        {QStringLiteral("diagnostics"), QJsonArray{toJson(diagnostic, uri)}},
        {QStringLiteral("edit"), QJsonObject{{QStringLiteral("changes"), QJsonObject{{uri, editsOf(fix)}}}}}};
}

QJsonObject toJson(const Published &published)
{
    QJsonObject json{{QStringLiteral("uri"), published.uri},
                     {QStringLiteral("diagnostics"), arrayOf(published.diagnostics, published.uri)}};
    if (published.revision)
        json.insert(QStringLiteral("version"), qint64{published.revision->value});
    return json;
}

Result<Published> publishedFromJson(const Field &field)
{
    Published published;
    GW_TRY(uri, field["uri"].text());
    GW_TRY(version,
           lsp::optionalOf(field["version"], [](const Field &value) { return value.unsignedInteger(); }));
    GW_TRY(diagnostics, readDiagnostics(field["diagnostics"]));
    published.uri = uri;
    if (version)
        published.revision = Revision{*version};
    published.diagnostics = std::move(diagnostics);
    return published;
}

// --- workspace
// -------------------------------------------------------------------------------------------------------------

QJsonObject toJson(const WorkspaceState &state)
{
    return {{QStringLiteral("folder"), state.folder}, {QStringLiteral("trusted"), state.trusted}};
}

Result<WorkspaceState> workspaceStateFromJson(const Field &field)
{
    GW_TRY(folder, textOr(field["folder"]));
    GW_TRY(trusted, lsp::optionalOf(field["trusted"], [](const Field &value) { return value.boolean(); }));
    return WorkspaceState{folder, trusted.value_or(false)};
}

// --- gatewright/check
// ------------------------------------------------------------------------------------------------------

QJsonObject toJson(const CheckQuestion &question)
{
    QJsonObject json{{QStringLiteral("textDocument"), identifier(question.uri)},
                     {QStringLiteral("tier"), static_cast<int>(question.highest)}};
    if (question.text)
        json.insert(QStringLiteral("text"), *question.text);
    return json;
}

Result<CheckQuestion> checkQuestionFromJson(const Field &field)
{
    GW_TRY(uri, field["textDocument"]["uri"].text());
    GW_TRY(text, lsp::optionalOf(field["text"], readText));
    GW_TRY(tier, lsp::optionalOf(field["tier"], readTier));
    return CheckQuestion{uri, text, tier.value_or(Tier::T0)};
}

QJsonObject toJson(const CheckAnswer &answer)
{
    QJsonObject json{
        {QStringLiteral("uri"), answer.uri},
        {QStringLiteral("version"), qint64{answer.revision.value}},
        {QStringLiteral("tier"), answer.tier ? QJsonValue(static_cast<int>(*answer.tier)) : QJsonValue()},
        {QStringLiteral("status"), checkStatusName(answer.status)},
        {QStringLiteral("ms"), answer.milliseconds},
        {QStringLiteral("diagnostics"), arrayOf(answer.diagnostics, answer.uri)}};
    if (!answer.message.isEmpty())
        json.insert(QStringLiteral("message"), answer.message);
    return json;
}

Result<CheckAnswer> checkAnswerFromJson(const Field &field)
{
    CheckAnswer answer;
    GW_TRY(uri, field["uri"].text());
    GW_TRY(version, field["version"].unsignedInteger());
    GW_TRY(tier, lsp::optionalOf(field["tier"], readTier));
    GW_TRY(status, field["status"].text());
    GW_TRY(time, milliseconds(field["ms"]));
    GW_TRY(diagnostics, readDiagnostics(field["diagnostics"]));
    GW_TRY(message, textOr(field["message"]));
    const auto known = checkStatusFromName(status);
    if (!known)
        return field["status"].refuse(QStringLiteral("must be passed, failed, skipped or error"));
    answer.uri = uri;
    answer.revision = Revision{version};
    answer.status = *known;
    answer.tier = tier;
    answer.diagnostics = std::move(diagnostics);
    answer.message = message;
    answer.milliseconds = time;
    return answer;
}

// --- gatewright/simulate
// ---------------------------------------------------------------------------------------------------

QJsonObject toJson(const SimulationQuestion &question)
{
    return {{QStringLiteral("textDocument"), identifier(question.uri)},
            {QStringLiteral("testbench"), question.testbench},
            {QStringLiteral("top"), question.top},
            {QStringLiteral("shots"), question.shots}};
}

Result<SimulationQuestion> simulationQuestionFromJson(const Field &field)
{
    GW_TRY(uri, field["textDocument"]["uri"].text());
    GW_TRY(testbench, textOr(field["testbench"]));
    GW_TRY(top, textOr(field["top"]));
    GW_TRY(shots,
           lsp::optionalOf(field["shots"], [](const Field &value) { return value.integer(1, mostShots); }));
    return SimulationQuestion{uri, testbench, top, shots.value_or(1024)};
}

namespace {

Result<CircuitSummary> readCircuit(const Field &field)
{
    CircuitSummary circuit;
    GW_TRY(name, field["name"].text());
    GW_TRY(qubits, field["qubits"].unsignedInteger());
    GW_TRY(clbits, field["clbits"].unsignedInteger());
    GW_TRY(depth, field["depth"].unsignedInteger());
    GW_TRY(twoQubitGates, field["two_qubit_gates"].unsignedInteger());
    GW_TRY(drawing, textOr(field["drawing"]));
    GW_TRY(note, textOr(field["note"]));
    const QJsonObject counts = field["counts"].value().toObject();
    for (auto count = counts.constBegin(); count != counts.constEnd(); ++count)
        circuit.counts[count.key()] = std::max<qint64>(0, count.value().toInteger());
    circuit.name = name;
    circuit.qubits = qubits;
    circuit.clbits = clbits;
    circuit.depth = depth;
    circuit.twoQubitGates = twoQubitGates;
    circuit.drawing = drawing;
    circuit.note = note;
    return circuit;
}

} // namespace

QJsonObject toJson(const SimulationReport &report, const QString &uri)
{
    QJsonArray circuits;
    for (const CircuitSummary &circuit : report.circuits)
        circuits.append(circuitToJson(circuit));
    return {{QStringLiteral("outcome"), simulationOutcomeName(report.outcome)},
            {QStringLiteral("message"), report.message},
            {QStringLiteral("build_ms"), report.buildMilliseconds},
            {QStringLiteral("run_ms"), report.runMilliseconds},
            {QStringLiteral("first_mismatch"), report.firstMismatch},
            {QStringLiteral("stdout"), report.output},
            {QStringLiteral("circuits"), circuits},
            {QStringLiteral("diagnostics"), arrayOf(report.diagnostics, uri)}};
}

Result<SimulationReport> simulationReportFromJson(const Field &field)
{
    SimulationReport report;
    GW_TRY(outcome, field["outcome"].text());
    GW_TRY(message, textOr(field["message"]));
    GW_TRY(buildTime, milliseconds(field["build_ms"]));
    GW_TRY(runTime, milliseconds(field["run_ms"]));
    GW_TRY(mismatch, textOr(field["first_mismatch"]));
    GW_TRY(output, textOr(field["stdout"]));
    GW_TRY(diagnostics, readDiagnostics(field["diagnostics"]));
    if (static_cast<std::size_t>(field["circuits"].value().toArray().size()) > mostCircuits)
        return field["circuits"].refuse(QStringLiteral("has too many elements"));
    GW_TRY(circuits, lsp::listOf(field["circuits"], readCircuit));
    const auto known = simulationOutcomeFromName(outcome);
    if (!known)
        return field["outcome"].refuse(QStringLiteral("is not an outcome of a simulation"));
    report.outcome = *known;
    report.message = message;
    report.buildMilliseconds = buildTime;
    report.runMilliseconds = runTime;
    report.firstMismatch = mismatch;
    report.output = output;
    report.diagnostics = std::move(diagnostics);
    report.circuits = std::move(circuits);
    return report;
}

} // namespace gatewright::checker
