// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/simulation.h"
#include "plugins/language-qiskit/core/managed_environment.h"
#include "plugins/language-qiskit/core/worker_client.h"

#include <memory>

namespace gatewright {

// Tier 2 of Qiskit programs: runs the text as __main__ in the worker and tells which circuits it made. Every
// circuit that measures is simulated with a fixed seed.
class QiskitSimulation final : public Simulation
{
public:
    // `processes` outlives this. `scriptFolder` holds worker.py.
    QiskitSimulation(const ProcessService &processes, EnvironmentPlaces places, const QString &scriptFolder);

    [[nodiscard]] QString id() const override { return QStringLiteral("qiskit.run"); }
    [[nodiscard]] bool serves(Language language) const override { return language == Language::Qiskit; }
    // Whether the text imports qiskit.
    [[nodiscard]] bool canRun(const SimulationInput &input) const override;
    // Missing when there is no environment, InvalidInput when it belongs to the workspace, LimitExceeded when
    // the text is too long, and as WorkerClient::run() says.
    [[nodiscard]] Result<SimulationReport> run(const SimulationInput &input,
                                               std::stop_token token) const override;

    static constexpr std::size_t mostTextBytes = std::size_t{4} * 1024 * 1024;

private:
    const EnvironmentPlaces m_places;
    const std::unique_ptr<WorkerClient> m_worker; // keeps order among its callers itself
};

// What a run amounts to. Trusts nothing in `answer.result`: what is not of the agreed form and within limits
// is left out.
[[nodiscard]] SimulationReport reportOfRun(const WorkerAnswer &answer, const WorkerRequest &request,
                                           const TextDocument &document);

} // namespace gatewright
