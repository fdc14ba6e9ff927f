// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

#include <optional>

namespace gatewright::tasks {

// The command that opens the user's own terminal in `folder`, and in it, when there is one, runs `command`
// and stays open after it. `chosen` is the program that the user set; empty: $TERMINAL, then what the desktop
// and the distribution have. Missing: none was found. What runs there is outside of every sandbox, by the
// user's own click.
[[nodiscard]] Result<Command>
terminalCommand(const QString &folder, const std::optional<Command> &command = {}, const QString &chosen = {},
                const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

} // namespace gatewright::tasks
