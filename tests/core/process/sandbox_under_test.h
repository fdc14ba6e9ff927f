// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/child_process.h"
#include "core/process/sandbox.h"

#include <QTest>

#include <optional>

namespace gatewright::test {

// The sandbox of this machine, for tests that run programs in it. Where it is forbidden they are skipped, and
// say why.
class SandboxUnderTest
{
public:
    // In initTestCase(); false when the trial itself does not end.
    [[nodiscard]] bool probe(QObject *context)
    {
        Sandbox::probe(context, [this](Result<Sandbox> result) { m_sandbox = std::move(result); });
        return QTest::qWaitFor([this] { return m_sandbox.has_value(); }, 15'000);
    }

    // Waits for the program's end in the event loop.
    [[nodiscard]] Result<ProcessOutcome> run(const SandboxedProgram &program, const ProcessLimits &limits)
    {
        if (!*m_sandbox) {
            QTest::qSkip(qPrintable(m_sandbox->error().toString()), __FILE__, __LINE__);
            return tl::unexpected(m_sandbox->error());
        }
        GW_TRY(command, (*m_sandbox)->command(program));
        std::optional<Result<ProcessOutcome>> result;
        ChildProcess child(command, limits);
        child.start([&](Result<ProcessOutcome> given) { result = std::move(given); });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 60'000))
            return makeError(ErrorCode::Internal, QStringLiteral("no outcome"));
        return *result;
    }
    // A script of the shell, in a folder that it may write.
    [[nodiscard]] static SandboxedProgram shell(const QString &script, const QString &runFolder)
    {
        SandboxedProgram program;
        program.program = QStringLiteral("sh");
        program.arguments = QStringList{QStringLiteral("-c"), script};
        program.runFolder = runFolder;
        return program;
    }

private:
    std::optional<Result<Sandbox>> m_sandbox;
};

} // namespace gatewright::test
