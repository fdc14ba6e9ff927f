// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/simulation.h"
#include "core/process/process_service.h"
#include "plugins/language-hls/core/compile/header_folders.h"
#include "plugins/language-hls/core/simulation/build_cache.h"
#include "plugins/language-hls/core/simulation/simulation_plan.h"

#include <QString>

#include <optional>

namespace gatewright::hls {

// T2: the document with its testbench, built by g++ and run, both in the sandbox, on a copy. Built again with
// the same texts it is taken from the cache.
class CSimulation final : public Simulation
{
public:
    // What it uses must outlive this. `compiler` is a name in /usr/bin.
    CSimulation(const ProcessService &processes, HeaderFolders headers, QString cacheFolder,
                QString compiler = QStringLiteral("g++"));

    [[nodiscard]] QString id() const override;
    [[nodiscard]] bool serves(Language language) const override { return language == Language::HlsCpp; }
    [[nodiscard]] bool canRun(const SimulationInput &input) const override;
    // NotFound: no testbench. Missing: no g++, no bubblewrap, no user namespaces.
    [[nodiscard]] Result<SimulationReport> run(const SimulationInput &input,
                                               std::stop_token token) const override;

private:
    [[nodiscard]] Result<SimulationReport> runPlan(const SimulationInput &input, const SourceTexts &texts,
                                                   const SimulationPlan &plan,
                                                   const std::stop_token &token) const;
    [[nodiscard]] Result<ProcessOutcome> runProgram(const SimulationInput &input, const SimulationPlan &plan,
                                                    const QString &project, const QString &program,
                                                    const std::stop_token &token) const;

    const ProcessService &m_processes;
    const HeaderFolders m_headers;
    const QString m_cacheFolder;
    const QString m_compiler;
    const BuildCache m_cache;
};

} // namespace gatewright::hls
