// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/child_process.h"

#include <QTest>

#include <optional>

namespace gatewright::test {

// Runs a command and waits for its end in the event loop. An Internal error when it takes longer than a test
// should.
inline Result<ProcessOutcome> runToEnd(const Command &command, const ProcessLimits &limits = {},
                                       const QByteArray &input = {})
{
    std::optional<Result<ProcessOutcome>> result;
    ChildProcess child(command, limits);
    child.start([&](Result<ProcessOutcome> given) { result = std::move(given); }, input);
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 60'000))
        return makeError(ErrorCode::Internal, QStringLiteral("no outcome"));
    return *result;
}

} // namespace gatewright::test
