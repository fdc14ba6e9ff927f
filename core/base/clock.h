// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <chrono>

namespace gatewright {

// Time is injected, so that tests decide what time it is. Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    // Never goes back; for durations.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point now() const = 0;
    // For people and files; in UTC.
    [[nodiscard]] virtual QDateTime today() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override;
    [[nodiscard]] QDateTime today() const override;
};

// Milliseconds with their fraction; how times are reported everywhere.
[[nodiscard]] double milliseconds(std::chrono::steady_clock::duration duration);

} // namespace gatewright
