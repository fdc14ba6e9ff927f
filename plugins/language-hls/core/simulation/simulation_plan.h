// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "plugins/language-hls/core/simulation/source_texts.h"

#include <QString>
#include <QStringList>

namespace gatewright::hls {

// What is compiled and linked into one program; paths are absolute.
struct SimulationPlan
{
    QString root;   // the folder that programs see: the workspace, or what holds all sources
    QString folder; // of the document: where the program runs
    // The document and the testbench, which has main() and may be the document itself, among them.
    QStringList sources;
    QStringList flags;     // from a configuration file
    QStringList arguments; // of the program
};

// The testbench of a kernel by its name: fir_tb.cpp, tb_fir.cpp, fir_test.cpp, test_fir.cpp, testbench.cpp or
// tb.cpp, beside it or in ../tb, ../test, tb. Empty: none.
[[nodiscard]] QString findTestbench(const SourceTexts &texts);

// False when there is nothing to run. Looks at names, at the document's text, and into the configuration
// files (*.cfg) beside it.
[[nodiscard]] bool canSimulate(const SimulationInput &input);

// NotFound: no testbench, the one that was given does not exist, or it is where programs see nothing.
// InvalidInput: the document is in a folder that is not shown to programs, such as the home folder itself, or
// the top function is defined nowhere.
[[nodiscard]] Result<SimulationPlan> planSimulation(const SimulationInput &input, const SourceTexts &texts);

// The other sources of the document's folder that have no main(): what to try when the linker misses
// something.
[[nodiscard]] QStringList otherSources(const SimulationPlan &plan, const SourceTexts &texts);

} // namespace gatewright::hls
