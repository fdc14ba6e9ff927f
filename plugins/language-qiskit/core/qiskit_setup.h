// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/connection_log.h"
#include "core/check/environment_setup.h"
#include "core/process/process_service.h"
#include "plugins/language-qiskit/core/managed_environment.h"

#include <QByteArray>

namespace gatewright {

// Makes the managed Python environment: Qiskit, its simulator and the linter, at the versions that this
// release was tested with, from the package index that pip is set to use.
class QiskitSetup final : public EnvironmentSetup
{
public:
    // `processes` and `connections` outlive this; without the latter nothing is installed.
    QiskitSetup(const ProcessService &processes, EnvironmentPlaces places, const ConnectionLog *connections);

    [[nodiscard]] QString id() const override { return QStringLiteral("qiskit.environment"); }
    [[nodiscard]] bool serves(Language language) const override { return language == Language::Qiskit; }
    [[nodiscard]] Result<SetupPlan> plan(std::stop_token token) const override;
    // Errors as installEnvironment() says.
    [[nodiscard]] Result<void> run(const QString &folder, const ProgressSink &progress,
                                   std::stop_token token) const override;

private:
    [[nodiscard]] Result<QStringList> hosts(const EnvironmentRecipe &recipe,
                                            const std::stop_token &token) const;

    const ProcessService &m_processes;
    const EnvironmentPlaces m_places;
    const ConnectionLog *const m_connections;
};

// Whom pip asks, by what `pip config list` says: the index and the others that are named. Names of hosts
// alone: addresses may hold passwords.
[[nodiscard]] QStringList hostsOfPip(const QByteArray &configuration);

} // namespace gatewright
