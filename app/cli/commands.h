// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatewright::cli {

class CommandRegistry;

// Each adds its commands to the registry; defined in the file of its name.
void addAbsentCommands(CommandRegistry &registry);

} // namespace gatewright::cli
