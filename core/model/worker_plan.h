// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

namespace gatewright::model {

// How many workers the next pass shall have. On a machine that is busy with other things, a build say, a
// worker that lost its processor keeps all others waiting at every barrier, hundreds of times a pass: then
// one alone is faster. That is seen by the time that was lost in waiting, and tried again now and then.
// No thread of its own, no clock.
class WorkerPlan
{
public:
    explicit WorkerPlan(unsigned most)
        : m_most(std::max(1U, most))
    {
    }

    [[nodiscard]] unsigned workers() const { return m_alone > 0 ? 1 : m_most; }

    // A pass with workers() took `elapsed`; `lost` is what its workers waited for each other, summed up and
    // without the moments that a waiting worker spins.
    void ran(std::chrono::nanoseconds elapsed, std::chrono::nanoseconds lost)
    {
        if (m_alone > 0) {
            --m_alone;
            return;
        }
        constexpr int kMostLost = 3; // tenths of the time, the mean over those who wait
        const bool isBusy = m_most > 1 && lost * 10 > elapsed * kMostLost * static_cast<int>(m_most - 1);
        m_patience = isBusy ? std::min(m_patience * 2, kMostAlone) : kLeastAlone;
        m_alone = isBusy ? m_patience : 0;
    }

private:
    static constexpr int kLeastAlone = 8; // passes
    static constexpr int kMostAlone = 128;

    unsigned m_most;
    int m_alone = 0; // passes to come with one worker
    int m_patience = kLeastAlone;
};

} // namespace gatewright::model
