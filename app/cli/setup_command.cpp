// SPDX-License-Identifier: Apache-2.0
#include "app/cli/background_work.h"
#include "app/cli/commands.h"
#include "app/cli/language_tools.h"
#include "core/check/protocol/setup_messages.h"

#include <QLocale>

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace gatewright::cli {

namespace {

struct SetupOptions
{
    std::string what;
    bool yes = false;
};

QString size(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

void print(const SetupPlan &plan, const Output &output)
{
    output.line(QStringLiteral("%1, a Python environment of its own:").arg(plan.title));
    for (const QString &package : plan.packages)
        output.line(QStringLiteral("  ") + package);
    output.line(QStringLiteral("goes to %1").arg(plan.folder));
    if (!plan.isDone)
        output.line(
            QStringLiteral("comes over the network from %1: about %2, and %3 once it is installed")
                .arg(plan.hosts.join(QStringLiteral(", ")), size(plan.downloadBytes), size(plan.diskBytes)));
    if (!plan.note.isEmpty())
        output.message(plan.note);
}

tl::unexpected<Error> nothing()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("Nothing was installed."));
}

// One line from the terminal. Cancelled by Ctrl+C, as is everything else.
Result<bool> saysYes(const CommandContext &context)
{
    context.output.message(QStringLiteral("Install it? Type y to go on, anything else to leave it:"));
    pollfd input{STDIN_FILENO, POLLIN, 0};
    for (;;) {
        if (context.stop.stop_requested())
            return nothing();
        const int ready = ::poll(&input, 1, 100);
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready > 0)
            break;
    }
    char answer[16] = {};
    const ssize_t count = ::read(STDIN_FILENO, answer, sizeof answer);
    const QByteArray line = QByteArray(answer, count > 0 ? count : 0).trimmed().toLower();
    return line == "y" || line == "yes";
}

// Whether the user agrees to the plan; an error says why nothing was asked.
Result<bool> isAgreed(const SetupOptions &options, const CommandContext &context)
{
    if (options.yes)
        return true;
    if (context.output.isJson() || ::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Nothing was installed: with --yes you agree to what is listed."));
    return saysYes(context);
}

Result<void> install(const EnvironmentSetup &setup, const SetupPlan &plan, const CommandContext &context)
{
    const auto say = [&context](const Progress &progress) {
        if (!progress.text.isEmpty())
            context.output.message(
                progress.fraction < 0
                    ? progress.text
                    : QStringLiteral("%1 %  %2").arg(qRound(progress.fraction * 100), 3).arg(progress.text));
    };
    const auto work = [&](std::stop_token stop) -> Result<std::monostate> {
        GW_CHECK(setup.run(plan.folder, say, std::move(stop)));
        return std::monostate();
    };
    const auto done = workInBackground<std::monostate>(work, context.stop);
    if (!done)
        return done.error().code == ErrorCode::Cancelled ? nothing() : tl::unexpected(done.error());
    return {};
}

Result<ExitCode> setUp(const SetupOptions &options, const CommandContext &context)
{
    GW_TRY(tools, LanguageTools::load(context));
    const EnvironmentSetup *setup = tools->registries().setupFor(Language::Qiskit);
    if (!setup)
        return makeError(ErrorCode::Missing,
                         QStringLiteral("The plugin for Qiskit could not be loaded; install the program "
                                        "again."));
    GW_TRY(plan, workInBackground<SetupPlan>(
                     [&](std::stop_token stop) { return setup->plan(std::move(stop)); }, context.stop));
    print(plan, context.output);
    if (!plan.isDone) {
        const Result<bool> agreed = isAgreed(options, context);
        if (!agreed && agreed.error().code == ErrorCode::InvalidInput) {
            context.output.message(QStringLiteral("gatewright-cli: ") + agreed.error().message);
            context.output.document(checker::toJson(plan)); // what there is to agree to
            return ExitCode::BadInput;
        }
        if (!agreed)
            return tl::unexpected(agreed.error());
        if (!*agreed)
            return nothing();
        GW_CHECK(install(*setup, plan, context));
        plan.isDone = true;
    }
    context.output.line(QStringLiteral("%1 is ready.").arg(plan.title));
    context.output.document(checker::toJson(plan));
    return ExitCode::Good;
}

} // namespace

void addSetupCommand(CommandRegistry &registry)
{
    auto options = std::make_shared<SetupOptions>();
    CLI::App &command =
        registry.add("setup", "Install what runs need: Qiskit, from the Python package index (pypi.org)",
                     [options](const CommandContext &context) { return setUp(*options, context); });
    command.add_option("what", options->what, "qiskit")->required()->check(CLI::IsMember({"qiskit"}));
    command.add_flag("--yes", options->yes, "Do not ask: agree to what is listed, and to the network");
}

} // namespace gatewright::cli
