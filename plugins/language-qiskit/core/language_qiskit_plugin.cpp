// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/language_qiskit_plugin.h"

#include "core/check/syntax_check.h"
#include "plugins/language-qiskit/core/migration/migration_help.h"
#include "plugins/language-qiskit/core/qiskit_setup.h"
#include "plugins/language-qiskit/core/qiskit_simulation.h"
#include "plugins/language-qiskit/core/ruff_check.h"

#include <memory>

namespace gatewright {

Result<void> LanguageQiskitPlugin::initialize(RegistrationContext &context)
{
    LanguageSupport support;
    support.language = Language::Qiskit;
    support.name = languageName(Language::Qiskit);
    support.filePatterns = {QStringLiteral("*.py")};
    support.lineComment = QStringLiteral("#");
    support.templateFolders = {QStringLiteral("qiskit-circuit")};
    support.contextPatterns = {QStringLiteral("*.py")};
    GW_CHECK(context.registries().addLanguage(std::move(support)));

    const PluginServices &services = context.services();
    const EnvironmentPlaces places{services.pythonInterpreter, services.userDataFolder, services.dataFolder};
    GW_CHECK(context.registries().addCheck(std::make_unique<SyntaxCheck>(Language::Qiskit)));
    GW_CHECK(context.registries().addCheck(std::make_unique<RuffCheck>(services.processes, places)));
    GW_TRY(names,
           qiskit::MigrationTable::load(services.dataFolder + QStringLiteral("/qiskit/migration.json")));
    GW_CHECK(context.registries().addHelp(std::make_unique<qiskit::MigrationHelp>(std::move(names))));
    GW_CHECK(context.registries().addSetup(
        std::make_unique<QiskitSetup>(services.processes, places, services.connections)));
    return context.registries().addSimulation(std::make_unique<QiskitSimulation>(
        services.processes, places, services.dataFolder + QStringLiteral("/qiskit")));
}

} // namespace gatewright
