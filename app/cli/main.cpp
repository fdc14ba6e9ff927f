// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <exception>

using namespace gatewright;
using namespace gatewright::cli;

namespace {

void addCommonOptions(CLI::App &app, CommonOptions &options)
{
    app.add_option("--model", options.model, "Model: a name from `model list` or a path");
    app.add_option("--threads", options.threads, "Threads for the model (default: one a core, at most 8)")
        ->check(CLI::Range(1, 256));
    app.add_option("--device", options.device, "cpu, cuda or auto")
        ->check(CLI::IsMember({"cpu", "cuda", "auto"}));
    app.add_option("--seed", options.seed, "Seed of everything that is drawn");
    app.add_option("--profile", options.profile, "Keep settings, store and caches under this folder");
    app.add_option("--workspace", options.workspace, "Folder that the files belong to")
        ->check(CLI::ExistingDirectory);
    app.add_flag("--json", options.json, "Print one JSON document on stdout and nothing else there");
    app.add_flag("--deterministic", options.deterministic,
                 "The same bits whatever the cache and the thread count");
}

ExitCode report(const Error &error, const Output &output)
{
    output.message(QStringLiteral("gatewright-cli: ") + error.toString());
    output.document(
        {{QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), QString(errorCodeName(error.code))},
                                               {QStringLiteral("message"), error.message},
                                               {QStringLiteral("detail"), error.detail},
                                               {QStringLiteral("place"), error.place}}}});
    return exitCodeFor(error);
}

// CLI11 knows what is wrong with the arguments; the contract wants it on one line, with exit code 2.
ExitCode reportUsage(const CLI::App &app, const CLI::ParseError &problem, const Output &output)
{
    QString text = QString::fromUtf8(problem.what()).simplified();
    const std::vector<std::string> unknown = app.remaining();
    if (!unknown.empty() && app.get_subcommands().empty())
        text = QStringLiteral("There is no command '%1'; `gatewright-cli --help` lists them all.")
                   .arg(QString::fromStdString(unknown.front()));
    return report({ErrorCode::InvalidInput, text, {}, {}}, output);
}

Result<ExitCode> run(const CommandRegistry &registry, const CommandContext &context)
{
    // Nothing below throws across a module's edge; this is the edge of the program.
    try {
        return registry.chosen()(context);
    } catch (const std::bad_alloc &) {
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("Not enough memory."));
    } catch (const std::exception &exception) {
        return makeError(ErrorCode::Internal, QStringLiteral("The command failed unexpectedly."),
                         QString::fromUtf8(exception.what()));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const InterruptWatcher interrupt;
    const QCoreApplication application(argc, argv);
    CommonOptions options;
    const Output output(options);
    const SystemClock clock;

    CLI::App app("Gatewright without a window", "gatewright-cli");
    app.require_subcommand(1);
    app.set_version_flag("--version", GATEWRIGHT_VERSION);
    addCommonOptions(app, options);
    CommandRegistry registry(app);
    addCompleteCommand(registry);
    addCheckCommand(registry);
    addSimulateCommand(registry);
    addSetupCommand(registry);
    addBenchCommand(registry);
    addLearnCommands(registry);
    addModelCommands(registry);
    addStoreCommands(registry);
    addAbsentCommands(registry);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &answered) { // --help, --version
        return app.exit(answered);
    } catch (const CLI::ParseError &problem) {
        return static_cast<int>(reportUsage(app, problem, output));
    }

    const auto code = run(registry, {options, output, clock, interrupt.token()});
    return static_cast<int>(code ? *code : report(code.error(), output));
}
