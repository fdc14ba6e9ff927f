// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/simulation.h"

namespace gatewright::test {

// What the sample workspace's FIR filter reports when one tap is wrong.
inline SimulationReport failedKernel()
{
    Diagnostic assertion;
    assertion.range = {{40, 4}, {40, 10}};
    assertion.source = QStringLiteral("hls.csim");
    assertion.message = QStringLiteral("sample 7 is 12, not 14");
    Diagnostic unused;
    unused.range = {{3, 6}, {3, 7}};
    unused.severity = Severity::Warning;
    unused.message = QStringLiteral("unused variable 'i' [-Wunused-variable]");
    SimulationReport report;
    report.outcome = SimulationOutcome::Failed;
    report.message = QStringLiteral("The testbench returned 1.");
    report.diagnostics = {assertion, unused};
    report.firstMismatch = QStringLiteral("sample 7: expected 14, got 12");
    report.output = QStringLiteral("reading 256 samples\nsample 7: expected 14, got 12\n"
                                   "fir/fir_tb.cpp:41: Assertion `got == expected' failed.\n"
                                   "1 of 256 samples differ\n");
    report.buildMilliseconds = 612;
    report.runMilliseconds = 23;
    return report;
}

inline SimulationReport bellCircuit()
{
    CircuitSummary bell;
    bell.name = QStringLiteral("bell_pair");
    bell.qubits = 2;
    bell.clbits = 2;
    bell.depth = 3;
    bell.twoQubitGates = 1;
    bell.counts = {{QStringLiteral("00"), 510}, {QStringLiteral("11"), 514}};
    bell.drawing = QStringLiteral("     ┌───┐     ┌─┐   \nq_0: ┤ H ├──■──┤M├───\n     └───┘┌─┴─┐└╥┘┌─┐\n"
                                  "q_1: ─────┤ X ├─╫─┤M├\n          └───┘ ║ └╥┘\nc: 2/═══════════╩══╩═\n"
                                  "                0  1 ");
    CircuitSummary plain;
    plain.name = QStringLiteral("oracle");
    plain.qubits = 3;
    plain.depth = 11;
    plain.twoQubitGates = 4;
    SimulationReport report;
    report.message = QStringLiteral("2 circuits ran.");
    report.circuits = {bell, plain};
    report.output = QStringLiteral("00: 510\n11: 514\n");
    report.runMilliseconds = 87;
    return report;
}

} // namespace gatewright::test
