// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/simulation.h"
#include "core/process/command.h"

#include <QString>

namespace gatewright {
class TextDocument;
}

namespace gatewright::hls {

// What the run of a testbench means. Testbenches say "wrong" by their exit code; our stream header says that
// a read can never be answered, and what is left over, in lines that begin with "gatewright:".
[[nodiscard]] SimulationReport judgeRun(const ProcessOutcome &outcome, const TextDocument &document,
                                        const QString &documentPath);

// The line of a testbench's output that tells of a difference; empty: none does.
[[nodiscard]] QString findMismatch(const QString &output);

} // namespace gatewright::hls
