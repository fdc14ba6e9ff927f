// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/run_binding.h"
#include "ui/shell/window_commands.h"

namespace gatewright {

namespace {

struct RunCommands
{
    Q_DECLARE_TR_FUNCTIONS(RunCommands)
};

} // namespace

void addRunCommands(const WindowContext &context, const CommandTargets &targets)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::Run);
    RunBinding &run = targets.run;
    add("run.run", RunCommands::tr("&Run"), [&run] { run.run(); })
        .key(Qt::Key_F5)
        .symbol(Symbol::Run)
        .describe(RunCommands::tr("Simulate the current file in the sandbox; it need not be saved"))
        .enabledWhen([&run] { return run.canRun(); });
    add("run.again", RunCommands::tr("Run &Again"), [&run] { run.runAgain(); })
        .key(Qt::CTRL | Qt::Key_F5)
        .symbol(Symbol::RunAgain)
        .describe(RunCommands::tr("Run what ran last, whatever file is in front now"))
        .enabledWhen([&run] { return run.canRunAgain(); });
    add("run.cancel", RunCommands::tr("&Cancel Run"), [&run] { run.cancel(); })
        .key(Qt::SHIFT | Qt::Key_F5)
        .symbol(Symbol::Stop)
        .enabledWhen([&run] { return run.canCancel(); });
    run.fillPanel();
}

} // namespace gatewright
