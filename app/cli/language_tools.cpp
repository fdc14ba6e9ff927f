// SPDX-License-Identifier: Apache-2.0
#include "app/cli/language_tools.h"

#include "app/cli/source_file.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace gatewright::cli {

namespace {

// As in the window, whose settings these are.
QString chosenPython(const CommandContext &context)
{
    const std::unique_ptr<Settings> settings = Settings::load(context.paths().settingsFile());
    if (settings->loadProblem())
        context.output.message(QStringLiteral("gatewright-cli: ") + settings->loadProblem()->toString());
    return settings->value(keys::pythonInterpreter());
}

} // namespace

LanguageTools::LanguageTools(const CommandContext &context)
    : m_workspace(context.options.workspace.empty()
                      ? QString()
                      : QFileInfo(QString::fromStdString(context.options.workspace)).absoluteFilePath())
    , m_connections(context.paths().connectionLog(), context.clock)
    , m_plugins(m_registries, context.clock,
                {{m_processes, Paths::shippedData(), context.paths().data(), context.paths().cache(),
                  chosenPython(context), &m_connections},
                 context.paths().state() + QLatin1String("/cli-plugins.journal")})
{
}

Result<std::unique_ptr<LanguageTools>> LanguageTools::load(const CommandContext &context)
{
    std::unique_ptr<LanguageTools> tools(new LanguageTools(context));
    tools->m_plugins.discover({Paths::pluginFolder()});
    tools->m_plugins.start();
    for (const PluginHost::Record &plugin : tools->m_plugins.plugins()) {
        if (plugin.problem)
            context.output.message(QStringLiteral("gatewright-cli: ") + plugin.problem->toString());
    }
    if (tools->m_registries.checks().empty())
        return makeError(ErrorCode::Missing,
                         QStringLiteral("No language plugin could be loaded; install the program again."), {},
                         Paths::pluginFolder());
    return tools;
}

Result<CheckSubject> LanguageTools::subject(const QString &path) const
{
    Result<std::string> text = readSource(path);
    if (!text) {
        text.error().place = path;
        return propagate(std::move(text));
    }
    return subject(TextDocument(m_registries.languageForFile(path), std::move(*text)), path);
}

CheckSubject LanguageTools::subject(TextDocument document, const QString &path) const
{
    return {std::move(document), QFileInfo(path).absoluteFilePath(), m_workspace};
}

Result<CheckReport> LanguageTools::check(const CheckSubject &subject, Tier highest,
                                         const std::stop_token &stop) const
{
    return runChecks(m_registries.checksUpTo(subject.document.language(), std::min(highest, Tier::T1)),
                     subject.path, subject.input(), stop);
}

Result<std::optional<SimulationReport>> LanguageTools::run(const SimulationInput &input, CheckReport &report,
                                                           const std::stop_token &stop) const
{
    return runProgram(m_registries.simulationFor(input.input.document.language()), input, report, stop);
}

Result<SimulationReport> LanguageTools::simulate(const SimulationInput &input,
                                                 const std::stop_token &stop) const
{
    const Simulation *simulation = m_registries.simulationFor(input.input.document.language());
    if (!simulation)
        return makeError(ErrorCode::Unsupported, QStringLiteral("Files of this language cannot be run."), {},
                         input.input.path);
    return simulation->run(input, stop);
}

} // namespace gatewright::cli
