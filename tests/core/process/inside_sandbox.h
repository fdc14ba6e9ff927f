// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/child_process.h"
#include "tests/support/sandbox.h"

#include <optional>

namespace gatewright::test {

// Runs the program in the sandbox and waits for its end in the event loop.
inline Result<ProcessOutcome> runInside(const Sandbox &sandbox, const SandboxedProgram &program,
                                        const ProcessLimits &limits)
{
    GW_TRY(command, sandbox.command(program));
    std::optional<Result<ProcessOutcome>> result;
    ChildProcess child(command, limits);
    child.start([&](Result<ProcessOutcome> given) { result = std::move(given); });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 60'000))
        return makeError(ErrorCode::Internal, QStringLiteral("no outcome"));
    return *result;
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
