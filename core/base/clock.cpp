// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

namespace gatewright {

std::chrono::steady_clock::time_point SystemClock::now() const
{
    return std::chrono::steady_clock::now();
}

QDateTime SystemClock::today() const
{
    return QDateTime::currentDateTimeUtc();
}

double milliseconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace gatewright
