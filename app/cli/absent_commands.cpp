// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"

namespace gatewright::cli {

void addAbsentCommand(CommandRegistry &registry, CLI::App *parent, const std::string &name)
{
    const CommandWork work = [name](const CommandContext &) -> Result<ExitCode> {
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("The command '%1' is not in this version.").arg(QString::fromStdString(name)));
    };
    CLI::App &command = parent != nullptr ? registry.addBelow(*parent, name, "(not in this version)", work)
                                          : registry.add(name, "(not in this version)", work);
    // Takes whatever follows, so that the answer is about the command and not about its options.
    command.allow_extras();
    command.fallthrough(false);
    command.set_help_flag();
    command.prefix_command();
}

void addAbsentCommands(CommandRegistry &registry)
{
    for (const char *name :
         {"generate", "estimate", "explore", "eval", "tune", "checkpoint", "merge", "federation", "lab"})
        addAbsentCommand(registry, nullptr, name);
}

} // namespace gatewright::cli
