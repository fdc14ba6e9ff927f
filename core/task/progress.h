// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <chrono>
#include <functional>
#include <utility>

namespace gatewright {

// How far a long piece of work is. `fraction` is in [0, 1], or negative when the end is not known.
struct Progress
{
    double fraction = -1.0;
    QString text;
};

using ProgressSink = std::function<void(const Progress &)>;

// Passes at most about ten reports a second to `sink`, and the last one (fraction >= 1) always: a busy worker
// must not flood an event loop. For one thread.
class ThrottledProgress
{
public:
    ThrottledProgress(ProgressSink sink, const Clock &clock)
        : m_sink(std::move(sink))
        , m_clock(clock)
    {
    }

    void report(const Progress &progress)
    {
        const auto now = m_clock.now();
        if (!m_sink ||
            (progress.fraction < 1.0 && m_reported && now - m_last < std::chrono::milliseconds(100)))
            return;
        m_last = now;
        m_reported = true;
        m_sink(progress);
    }

private:
    ProgressSink m_sink;
    const Clock &m_clock;
    std::chrono::steady_clock::time_point m_last;
    bool m_reported = false;
};

} // namespace gatewright
