// SPDX-License-Identifier: Apache-2.0
#include "app/cli/background_work.h"
#include "app/cli/commands.h"
#include "app/cli/diagnostic_line.h"
#include "app/cli/language_tools.h"

#include <QFileInfo>
#include <QJsonObject>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gatewright::cli {

namespace {

struct SimulateOptions
{
    std::vector<std::string> files;
    std::string testbench;
    std::string top;
    std::string against;
    int inputs = 0;
    int shots = 1024;
};

void print(const SimulationReport &report, const TextDocument &document, const QString &path,
           const Output &output)
{
    for (const Diagnostic &diagnostic : report.diagnostics)
        output.message(diagnosticLine(diagnostic, document, path));
    if (!report.output.isEmpty())
        output.line(report.output.trimmed());
    for (const CircuitSummary &circuit : report.circuits) {
        QStringList counts;
        for (const auto &[bits, count] : circuit.counts)
            counts << QStringLiteral("%1: %2").arg(bits).arg(count);
        output.line(
            QStringLiteral("%1: %2 qubits, depth %3, %4 two-qubit gates%5")
                .arg(circuit.name)
                .arg(circuit.qubits)
                .arg(circuit.depth)
                .arg(circuit.twoQubitGates)
                .arg(counts.isEmpty() ? QString() : QStringLiteral("; ") + counts.join(QLatin1String(", "))));
    }
    output.line(QStringLiteral("%1: %2. %3")
                    .arg(path, simulationOutcomeName(report.outcome), report.message)
                    .trimmed());
}

Result<ExitCode> simulate(const SimulateOptions &options, const CommandContext &context)
{
    if (!options.against.empty() || options.inputs > 0)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("--against and --inputs are not in this version."));
    GW_TRY(tools, LanguageTools::load(context));
    const QString path = QString::fromStdString(options.files.front());
    GW_TRY(subject, tools->subject(path));
    SimulationInput input{subject.input()};
    input.top = QString::fromStdString(options.top);
    input.shots = options.shots;
    if (!options.testbench.empty())
        input.testbench = QFileInfo(QString::fromStdString(options.testbench)).absoluteFilePath();
    for (std::size_t index = 1; index < options.files.size(); ++index)
        input.moreSources << QFileInfo(QString::fromStdString(options.files[index])).absoluteFilePath();
    GW_TRY(report, workInBackground<SimulationReport>(
                       [&](std::stop_token stop) { return tools->simulate(input, stop); }, context.stop));
    print(report, subject.document, path, context.output);
    context.output.document(simulationToJson(report, subject.document));
    return report.passed() ? ExitCode::Good : ExitCode::Bad;
}

} // namespace

void addSimulateCommand(CommandRegistry &registry)
{
    auto options = std::make_shared<SimulateOptions>();
    CLI::App &command =
        registry.add("simulate", "Run a kernel with its testbench, or a quantum program, in the sandbox",
                     [options](const CommandContext &context) { return simulate(*options, context); });
    command.add_option("files", options->files, "The program; further files are sources that belong to it")
        ->required()
        ->check(CLI::ExistingFile);
    command.add_option("--testbench", options->testbench, "Test bench (default: the one beside the kernel)")
        ->check(CLI::ExistingFile);
    command.add_option("--top", options->top,
                       "Top function; the sources must define it (the testbench says what is called)");
    command.add_option("--against", options->against, "Reference to compare with");
    command.add_option("--inputs", options->inputs, "How many random inputs")
        ->check(CLI::Range(1, 1'000'000));
    command.add_option("--shots", options->shots, "Shots of each circuit")->check(CLI::Range(1, 10'000'000));
}

} // namespace gatewright::cli
