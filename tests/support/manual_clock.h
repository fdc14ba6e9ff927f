// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

namespace gatewright::test {

// A clock that a test moves. For one thread.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override { return m_now; }
    [[nodiscard]] QDateTime today() const override
    {
        return QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    }
    void advance(std::chrono::milliseconds duration) { m_now += duration; }

private:
    std::chrono::steady_clock::time_point m_now;
};

} // namespace gatewright::test
