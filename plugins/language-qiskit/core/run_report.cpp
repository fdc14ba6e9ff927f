// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/qiskit_simulation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

namespace gatewright {

namespace {

constexpr std::size_t mostCircuits = 32;
constexpr qsizetype mostName = 200;
constexpr qsizetype mostDrawing = 20'000;
constexpr qsizetype mostText = 2'000;
constexpr qsizetype mostCounts = 4'096;
constexpr double mostOfAnything = 1e9; // qubits, gates, depth

// A whole number from 0 to the limit, or nothing.
std::optional<qint64> number(const QJsonValue &value, double most)
{
    const double given = value.toDouble(-1);
    const auto whole = static_cast<qint64>(std::clamp(given, -1.0, most));
    return given >= 0 && given <= most && static_cast<double>(whole) == given ? std::optional(whole)
                                                                              : std::nullopt;
}

// "01", or "01 1" for two registers.
bool isBitString(const QString &text)
{
    return !text.isEmpty() && text.size() <= 4 * mostText &&
           std::all_of(text.begin(), text.end(), [](QChar c) {
               return c == QLatin1Char('0') || c == QLatin1Char('1') || c == QLatin1Char(' ');
           });
}

std::optional<std::map<QString, qint64>> countsOf(const QJsonObject &json, int shots)
{
    if (json.size() > mostCounts)
        return std::nullopt;
    std::map<QString, qint64> counts;
    for (auto entry = json.constBegin(); entry != json.constEnd(); ++entry) {
        const auto count = number(entry.value(), shots);
        if (!count || !isBitString(entry.key()))
            return std::nullopt;
        counts.emplace(entry.key(), *count);
    }
    return counts;
}

// Nothing when it is not of the agreed form.
std::optional<CircuitSummary> circuitOf(const QJsonObject &json, int shots)
{
    const auto qubits = number(json[QLatin1String("qubits")], mostOfAnything);
    const auto clbits = number(json[QLatin1String("clbits")], mostOfAnything);
    const auto depth = number(json[QLatin1String("depth")], mostOfAnything);
    const auto gates = number(json[QLatin1String("two_qubit_gates")], mostOfAnything);
    auto counts = countsOf(json[QLatin1String("counts")].toObject(), shots);
    if (!qubits || !clbits || !depth || !gates || !counts)
        return std::nullopt;
    CircuitSummary circuit;
    circuit.name = json[QLatin1String("name")].toString().left(mostName);
    circuit.qubits = static_cast<int>(*qubits);
    circuit.clbits = static_cast<int>(*clbits);
    circuit.depth = static_cast<int>(*depth);
    circuit.twoQubitGates = static_cast<int>(*gates);
    circuit.counts = std::move(*counts);
    circuit.drawing = json[QLatin1String("drawing")].toString().left(mostDrawing);
    circuit.note = json[QLatin1String("note")].toString().left(mostText);
    return circuit;
}

// What the child said, as far as it can be made use of.
struct ChildReport
{
    std::optional<QJsonObject> end;
    std::vector<CircuitSummary> circuits;
};

ChildReport readResult(const QByteArray &result, int shots)
{
    ChildReport report;
    for (const QByteArray &line : result.split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const QString kind = json[QLatin1String("kind")].toString();
        if (kind == QLatin1String("end") && !report.end) {
            report.end = json;
        } else if (kind == QLatin1String("circuit") && report.circuits.size() < mostCircuits) {
            if (auto circuit = circuitOf(json, shots))
                report.circuits.push_back(std::move(*circuit));
        }
    }
    return report;
}

// Lines from 1, columns from 0 in bytes; without columns the whole line, without its indentation.
std::optional<Range> placeOf(const QJsonObject &end, const TextDocument &document)
{
    const auto line = number(end[QLatin1String("line")], document.lineCount());
    if (!line || *line == 0)
        return std::nullopt;
    const auto lineOf = [&](qint64 counted) { return static_cast<int>(counted) - 1; };
    const auto offsetIn = [&](qint64 counted, qint64 column) {
        return document.offsetInLine(lineOf(counted), static_cast<std::size_t>(column));
    };
    const auto endLine = number(end[QLatin1String("end_line")], document.lineCount());
    const auto column = number(end[QLatin1String("column")], mostOfAnything);
    const auto endColumn = number(end[QLatin1String("end_column")], mostOfAnything);
    if (endLine && column && endColumn && *endLine >= *line) {
        const std::size_t begin = offsetIn(*line, *column);
        return document.range(begin, std::max(begin, offsetIn(*endLine, *endColumn)));
    }
    return document.lineRange(lineOf(*line));
}

QString firstLine(const QString &text)
{
    return text.trimmed().section(QLatin1Char('\n'), 0, 0).trimmed();
}

void addPlace(SimulationReport &report, const QJsonObject &end, const QString &code,
              const TextDocument &document)
{
    if (const auto range = placeOf(end, document)) {
        Diagnostic diagnostic;
        diagnostic.range = *range;
        diagnostic.code = code;
        diagnostic.source = QStringLiteral("qiskit");
        diagnostic.message = report.message;
        report.diagnostics.push_back(std::move(diagnostic));
    }
}

void raised(SimulationReport &report, const QJsonObject &end, const TextDocument &document)
{
    const QString type = end[QLatin1String("type")].toString().left(mostName);
    const QString said = firstLine(end[QLatin1String("message")].toString().left(mostText));
    report.outcome = SimulationOutcome::Failed;
    report.message = said.isEmpty() ? type : QStringLiteral("%1: %2").arg(type, said);
    addPlace(report, end, type, document);
    if (!end[QLatin1String("assertion")].toBool())
        return;
    report.firstMismatch = said;
    if (said.isEmpty() && !report.diagnostics.empty()) {
        const std::string_view line = document.line(report.diagnostics.front().range.start.line);
        report.firstMismatch = QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())).trimmed();
    }
}

QString seconds(double milliseconds)
{
    return QString::number(milliseconds / 1000.0, 'g', 3);
}

QString signalText(int signal)
{
    const char *name = signal > 0 && signal < NSIG ? sigabbrev_np(signal) : nullptr;
    return name != nullptr ? QStringLiteral("SIG") + QLatin1String(name) : QString::number(signal);
}

// The program ended by itself and said how.
void ended(SimulationReport &report, const QJsonObject &end, const TextDocument &document)
{
    const QString status = end[QLatin1String("status")].toString();
    if (status == QLatin1String("ok")) {
        const std::size_t count = report.circuits.size();
        report.message = count == 0   ? QStringLiteral("The program ran and left no circuit.")
                         : count == 1 ? QStringLiteral("The program ran and made one circuit.")
                                      : QStringLiteral("The program ran and made %1 circuits.").arg(count);
    } else if (status == QLatin1String("syntax")) {
        report.outcome = SimulationOutcome::CompileError;
        report.message = QStringLiteral("The program does not parse: %1.")
                             .arg(firstLine(end[QLatin1String("message")].toString().left(mostText)));
        addPlace(report, end, QStringLiteral("syntax"), document);
    } else if (status == QLatin1String("exit")) {
        report.outcome = SimulationOutcome::Failed;
        report.message = QStringLiteral("The program ended with exit status %1.")
                             .arg(number(end[QLatin1String("code")], 255).value_or(1));
    } else {
        raised(report, end, document);
    }
}

// Somebody else ended it.
void stopped(SimulationReport &report, const WorkerAnswer &answer, const WorkerRequest &request, bool ran)
{
    const bool outOfTime =
        answer.end == WorkerEnd::TimedOut || (answer.end == WorkerEnd::Signalled && answer.signal == SIGXCPU);
    report.outcome = SimulationOutcome::Crash;
    if (outOfTime) {
        report.outcome = SimulationOutcome::Timeout;
        report.message =
            (ran ? QStringLiteral("The program ran, but simulating its circuits took more than %1 s.")
                 : QStringLiteral("The program did not end within %1 s."))
                .arg(seconds(static_cast<double>(request.time.count())));
        if (answer.waitingMilliseconds > static_cast<double>(request.time.count()) / 4)
            report.message += QStringLiteral(" The machine is busy: it waited %1 s for a processor.")
                                  .arg(seconds(answer.waitingMilliseconds));
    } else if (answer.end == WorkerEnd::OutputLimit) {
        report.outcome = SimulationOutcome::OutputLimit;
        report.message = QStringLiteral("The program printed more than %1 kB and was stopped.")
                             .arg(request.outputBytes / 1024);
    } else if (answer.end == WorkerEnd::ProcessLimit) {
        report.message = QStringLiteral("The program started too many processes and was stopped.");
    } else if (answer.end == WorkerEnd::MemoryLimit) {
        report.message = QStringLiteral("The program used more than %1 MB of memory and was stopped.")
                             .arg(request.memoryBytes >> 20);
    } else if (answer.end == WorkerEnd::Signalled) {
        report.message =
            (ran ? QStringLiteral("The program ran, but simulating its circuits was ended by %1.")
                 : QStringLiteral("The program was ended by %1."))
                .arg(signalText(answer.signal));
    } else if (answer.end == WorkerEnd::WorkerLost) {
        report.message = QStringLiteral("The program ended the worker that ran it.");
    } else {
        report.message =
            QStringLiteral("The program ended its own process before its circuits could be looked at.");
    }
}

} // namespace

SimulationReport reportOfRun(const WorkerAnswer &answer, const WorkerRequest &request,
                             const TextDocument &document)
{
    ChildReport child = readResult(answer.result, request.shots);
    SimulationReport report;
    report.output = answer.output;
    report.runMilliseconds = answer.wallMilliseconds;
    report.circuits = std::move(child.circuits);
    if (answer.end == WorkerEnd::Exited && answer.code == 0 && child.end)
        ended(report, *child.end, document);
    else
        stopped(report, answer, request,
                child.end && (*child.end)[QLatin1String("status")] == QLatin1String("ok"));
    return report;
}

} // namespace gatewright
