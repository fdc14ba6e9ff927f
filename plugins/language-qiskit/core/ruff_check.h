// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check.h"
#include "core/process/process_service.h"
#include "plugins/language-qiskit/core/managed_environment.h"

#include <QByteArray>

namespace gatewright {

// Tier 1 of Qiskit programs: ruff, in the sandbox, on the text as it stands and with no configuration but
// ours. Only rules that tell of mistakes, none of style; what does not parse is tier 0's business.
class RuffCheck final : public Check
{
public:
    // `processes` outlives this.
    RuffCheck(const ProcessService &processes, EnvironmentPlaces places);

    [[nodiscard]] QString id() const override { return QStringLiteral("qiskit.ruff"); }
    [[nodiscard]] Tier tier() const override { return Tier::T1; }
    [[nodiscard]] bool serves(Language language) const override { return language == Language::Qiskit; }
    // Missing when there is no ruff, and as ProcessService::runInSandbox() says.
    [[nodiscard]] Result<std::vector<Diagnostic>> run(const CheckInput &input,
                                                      std::stop_token token) const override;

    static constexpr std::size_t maximumFindings = 1000;

private:
    const ProcessService &m_processes;
    const EnvironmentPlaces m_places;
};

// What `ruff check --output-format json` says about `document`. Corrupt when it is something else.
[[nodiscard]] Result<std::vector<Diagnostic>> diagnosticsFromRuff(const QByteArray &json,
                                                                  const TextDocument &document);

} // namespace gatewright
