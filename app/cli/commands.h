// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>
#include <string>

namespace gatewright::cli {

class CommandRegistry;

// A command of the contract that this version does not have: says so, whatever follows it. Below `parent`, or
// at the top for none.
void addAbsentCommand(CommandRegistry &registry, CLI::App *parent, const std::string &name);

// Each adds its commands to the registry; defined in the file of its name.
void addAbsentCommands(CommandRegistry &registry);
void addBenchCommand(CommandRegistry &registry);
void addCheckCommand(CommandRegistry &registry);
void addCompleteCommand(CommandRegistry &registry);
void addSetupCommand(CommandRegistry &registry);
void addSimulateCommand(CommandRegistry &registry);
void addLearnCommands(CommandRegistry &registry);
void addModelCommands(CommandRegistry &registry);
// "model convert".
void addConvertCommand(CommandRegistry &registry, CLI::App &parent);
void addStoreCommands(CommandRegistry &registry);

} // namespace gatewright::cli
