// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/sandbox.h"
#include "tests/support/need.h"

#include <QTest>

#include <memory>
#include <optional>

namespace gatewright::test {

// The sandbox of this machine, tried in the event loop: GW_NEED(sandboxHere(this)) skips a test where there
// is none. Missing as Sandbox::probe() says.
inline Result<Sandbox> sandboxHere(QObject *context)
{
    const auto found = std::make_shared<std::optional<Result<Sandbox>>>();
    Sandbox::probe(context, [found](Result<Sandbox> result) { *found = std::move(result); });
    if (!QTest::qWaitFor([&] { return found->has_value(); }, 15'000))
        return makeError(ErrorCode::Internal, QStringLiteral("the sandbox's trial does not end"));
    return **found;
}

} // namespace gatewright::test
