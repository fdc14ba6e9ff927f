// SPDX-License-Identifier: Apache-2.0
#include "core/check/simulation.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace gatewright {

namespace {

constexpr std::array<std::pair<SimulationOutcome, const char *>, 7> outcomeNames{{
    {SimulationOutcome::Passed, "passed"},
    {SimulationOutcome::Failed, "failed"},
    {SimulationOutcome::CompileError, "compile-error"},
    {SimulationOutcome::Crash, "crash"},
    {SimulationOutcome::Timeout, "timeout"},
    {SimulationOutcome::Deadlock, "deadlock"},
    {SimulationOutcome::OutputLimit, "output-limit"},
}};

} // namespace

QString simulationOutcomeName(SimulationOutcome outcome)
{
    for (const auto &[value, name] : outcomeNames) {
        if (value == outcome)
            return QLatin1String(name);
    }
    return {};
}

std::optional<SimulationOutcome> simulationOutcomeFromName(const QString &name)
{
    for (const auto &[value, known] : outcomeNames) {
        if (name == QLatin1String(known))
            return value;
    }
    return std::nullopt;
}

QJsonObject circuitToJson(const CircuitSummary &circuit)
{
    QJsonObject counts;
    for (const auto &[bits, count] : circuit.counts)
        counts.insert(bits, count);
    QJsonObject json{{QStringLiteral("name"), circuit.name},
                     {QStringLiteral("qubits"), circuit.qubits},
                     {QStringLiteral("clbits"), circuit.clbits},
                     {QStringLiteral("depth"), circuit.depth},
                     {QStringLiteral("two_qubit_gates"), circuit.twoQubitGates},
                     {QStringLiteral("counts"), counts}};
    if (!circuit.drawing.isEmpty())
        json.insert(QStringLiteral("drawing"), circuit.drawing);
    if (!circuit.note.isEmpty())
        json.insert(QStringLiteral("note"), circuit.note);
    return json;
}

QJsonObject simulationToJson(const SimulationReport &report, const TextDocument &document)
{
    QJsonArray diagnostics;
    for (const Diagnostic &diagnostic : report.diagnostics)
        diagnostics.append(diagnosticToJson(diagnostic, document));
    QJsonArray circuits;
    for (const CircuitSummary &circuit : report.circuits)
        circuits.append(circuitToJson(circuit));
    QJsonObject json{{QStringLiteral("outcome"), simulationOutcomeName(report.outcome)},
                     {QStringLiteral("message"), report.message},
                     {QStringLiteral("ms"), report.milliseconds()},
                     {QStringLiteral("build_ms"), report.buildMilliseconds},
                     {QStringLiteral("stdout"), report.output},
                     {QStringLiteral("diagnostics"), diagnostics}};
    if (!report.firstMismatch.isEmpty())
        json.insert(QStringLiteral("first_mismatch"), report.firstMismatch);
    if (!circuits.isEmpty())
        json.insert(QStringLiteral("circuits"), circuits);
    return json;
}

} // namespace gatewright
