// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_context.h"
#include "core/check/check_runner.h"
#include "core/check/simulation.h"
#include "core/extension/plugin_host.h"

#include <memory>
#include <optional>

namespace gatewright::cli {

// What the language plugins can do, for commands that check or run files: made on the main thread, used by
// work in the background.
class LanguageTools
{
public:
    // Plugins that do not start are told on stderr; Missing when none does.
    [[nodiscard]] static Result<std::unique_ptr<LanguageTools>> load(const CommandContext &context);

    [[nodiscard]] const Registries &registries() const { return m_registries; }
    // The file as it lies on disk, in the workspace that was named, or else that of its folder.
    [[nodiscard]] Result<CheckSubject> subject(const QString &path) const;
    [[nodiscard]] CheckSubject subject(TextDocument document, const QString &path) const;
    // Tiers 0 and 1. A tier that nobody serves counts as not reached.
    [[nodiscard]] Result<CheckReport> check(const CheckSubject &subject, Tier highest,
                                            const std::stop_token &stop) const;
    // Tier 2 of a text that reached tier 1, put into its report; nothing where there is nothing to run.
    [[nodiscard]] Result<std::optional<SimulationReport>>
    run(const SimulationInput &input, CheckReport &report, const std::stop_token &stop) const;
    // A run that somebody asked for.
    [[nodiscard]] Result<SimulationReport> simulate(const SimulationInput &input,
                                                    const std::stop_token &stop) const;

private:
    explicit LanguageTools(const CommandContext &context);

    const QString m_workspace;
    const ConnectionLog m_connections;
    ProcessService m_processes;
    Registries m_registries;
    PluginHost m_plugins; // goes before the registries that its plugins filled
};

} // namespace gatewright::cli
