// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/language_hls_plugin.h"

#include "core/check/syntax_check.h"
#include "plugins/language-hls/core/compile/compile_check.h"
#include "plugins/language-hls/core/pragma/pragma_check.h"
#include "plugins/language-hls/core/pragma/pragma_help.h"
#include "plugins/language-hls/core/simulation/c_simulation.h"

#include <memory>
#include <utility>

namespace gatewright {

Result<void> LanguageHlsPlugin::initialize(RegistrationContext &context)
{
    LanguageSupport support;
    support.language = Language::HlsCpp;
    support.name = languageName(Language::HlsCpp);
    support.filePatterns = {QStringLiteral("*.c"),   QStringLiteral("*.cc"), QStringLiteral("*.cpp"),
                            QStringLiteral("*.cxx"), QStringLiteral("*.h"),  QStringLiteral("*.hh"),
                            QStringLiteral("*.hpp"), QStringLiteral("*.hxx")};
    support.lineComment = QStringLiteral("//");
    support.templateFolders = {QStringLiteral("hls-kernel")};
    // A kernel's header and testbench say more about the next line than anything else in the project.
    support.contextPatterns = {QStringLiteral("*.h"), QStringLiteral("*.hpp"), QStringLiteral("*_tb.cpp")};
    GW_CHECK(context.registries().addLanguage(std::move(support)));
    GW_CHECK(context.registries().addCheck(std::make_unique<SyntaxCheck>(Language::HlsCpp)));

    const PluginServices &services = context.services();
    const hls::HeaderFolders headers = hls::HeaderFolders::shipped(services.dataFolder);
    const QString cacheFolder = services.cacheFolder + QStringLiteral("/hls");
    GW_TRY(table, hls::PragmaTable::load(services.dataFolder + QStringLiteral("/hls/pragmas.json")));
    GW_TRY(texts, hls::PragmaTexts::load(services.dataFolder + QStringLiteral("/hls/pragma_texts.json")));
    GW_CHECK(context.registries().addHelp(std::make_unique<hls::PragmaHelp>(table, std::move(texts))));
    GW_CHECK(context.registries().addCheck(std::make_unique<hls::PragmaCheck>(std::move(table))));
    GW_CHECK(context.registries().addCheck(std::make_unique<hls::CompileCheck>(headers, cacheFolder)));
    return context.registries().addSimulation(
        std::make_unique<hls::CSimulation>(services.processes, headers, cacheFolder));
}

} // namespace gatewright
