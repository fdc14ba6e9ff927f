// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/task/start_task.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>

namespace gatewright::test {

// Runs `work` on another thread while this one runs the event loop, in which children start. An Internal
// error when it takes longer than a test should.
template <class T>
Result<T> inBackground(QObject *context, std::function<Result<T>(std::stop_token)> work,
                       std::chrono::milliseconds time = std::chrono::minutes(2))
{
    const auto result = std::make_shared<std::optional<Result<T>>>();
    (void)startTask<T>(context, std::move(work), [result](Result<T> given) { *result = std::move(given); });
    if (!QTest::qWaitFor([&] { return result->has_value(); }, static_cast<int>(time.count())))
        return makeError(ErrorCode::Internal, QStringLiteral("no answer"));
    return std::move(**result);
}

} // namespace gatewright::test
