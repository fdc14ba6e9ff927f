// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace gatewright::cli {

// Turns Ctrl+C and SIGTERM into a stop request; the second one ends the program at once. Make it before any
// other thread exists: it blocks both signals, which threads inherit, and waits for them on a thread of its
// own.
class InterruptWatcher
{
public:
    InterruptWatcher();
    ~InterruptWatcher() = default; // the thread is asked to stop and joined
    InterruptWatcher(const InterruptWatcher &) = delete;
    InterruptWatcher &operator=(const InterruptWatcher &) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void watch(const std::stop_token &end);

    std::stop_source m_stop;
    std::jthread m_thread;
};

} // namespace gatewright::cli
