// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/run_to_end.h"
#include "tests/support/sandbox.h"

namespace gatewright::test {

// Runs the program in the sandbox and waits for its end in the event loop.
inline Result<ProcessOutcome> runInside(const Sandbox &sandbox, const SandboxedProgram &program,
                                        const ProcessLimits &limits)
{
    GW_TRY(command, sandbox.command(program));
    return runToEnd(command, limits);
}

// A script of the shell, in a folder that it may write.
inline SandboxedProgram shellInside(const QString &script, const QString &runFolder)
{
    SandboxedProgram program;
    program.program = QStringLiteral("sh");
    program.arguments = QStringList{QStringLiteral("-c"), script};
    program.runFolder = runFolder;
    return program;
}

} // namespace gatewright::test
