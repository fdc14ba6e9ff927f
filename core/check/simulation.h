// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/check.h"
#include "core/check/diagnostic.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace gatewright {

// What to run. The program is `input.document`, not necessarily what the disk holds, with the unsaved texts
// of other files in place of theirs.
struct SimulationInput
{
    CheckInput input;
    QString testbench = {};       // a path; empty: what the language finds beside the program
    QStringList moreSources = {}; // paths of further files that are built with the program
    // A function that the sources must define, or nothing is run. A C simulation runs what the testbench's
    // main() calls, whatever this says. Empty: what the language finds out.
    QString top = {};
    int shots = 1024; // of each circuit
    // Of the run alone; building has its own, fixed limit.
    std::chrono::milliseconds time{10'000};
};

enum class SimulationOutcome { Passed, Failed, CompileError, Crash, Timeout, Deadlock, OutputLimit };

// "passed", "failed", "compile-error", "crash", "timeout", "deadlock", "output-limit".
[[nodiscard]] QString simulationOutcomeName(SimulationOutcome outcome);
[[nodiscard]] std::optional<SimulationOutcome> simulationOutcomeFromName(const QString &name);

// One quantum circuit that a program made.
struct CircuitSummary
{
    QString name; // of the variable, or of the circuit
    int qubits = 0;
    int clbits = 0;
    int depth = 0;
    int twoQubitGates = 0;
    std::map<QString, qint64> counts; // of the measured bit strings; empty: it measures nothing
    QString drawing;                  // Unicode art; may be empty
    QString note;                     // why something is missing: "No counts: …"; may be empty

    friend bool operator==(const CircuitSummary &, const CircuitSummary &) = default;
};

struct SimulationReport
{
    SimulationOutcome outcome = SimulationOutcome::Passed;
    QString message;                     // one sentence: "The testbench returned 1."
    std::vector<Diagnostic> diagnostics; // places in the program: compiler errors, a failed assertion
    QString firstMismatch;               // the line of output that tells of it; empty: unknown
    std::vector<CircuitSummary> circuits;
    QString output; // of the program, both streams as they came; places in it are paths of the workspace
    double buildMilliseconds = 0;
    double runMilliseconds = 0;

    [[nodiscard]] bool passed() const { return outcome == SimulationOutcome::Passed; }
    [[nodiscard]] double milliseconds() const { return buildMilliseconds + runMilliseconds; }

    friend bool operator==(const SimulationReport &, const SimulationReport &) = default;
};

// T2 of a language: runs a program, always in the sandbox. Plugins implement it and register it. Immutable:
// run() may be called on several threads at once, but not on the one that runs the program's event loop.
class Simulation
{
public:
    virtual ~Simulation() = default;

    // Stable and unique: "hls.csim".
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual bool serves(Language language) const = 0;
    // False when there is nothing to run for this text: a kernel without a testbench, a Python module without
    // circuits. Cheap: looks at the text, at names and at the settings of the project beside it.
    [[nodiscard]] virtual bool canRun(const SimulationInput &input) const = 0;
    // An error means that nothing could be run (no compiler, no sandbox, cancelled), not that the code is
    // bad. Polls the token.
    [[nodiscard]] virtual Result<SimulationReport> run(const SimulationInput &input,
                                                       std::stop_token token) const = 0;
};

// The JSON form of the command line (contract, `simulate`): {outcome, message, ms, build_ms, first_mismatch?,
// circuits?, stdout, diagnostics}; diagnostics by diagnosticToJson().
[[nodiscard]] QJsonObject circuitToJson(const CircuitSummary &circuit);
[[nodiscard]] QJsonObject simulationToJson(const SimulationReport &report, const TextDocument &document);

} // namespace gatewright
