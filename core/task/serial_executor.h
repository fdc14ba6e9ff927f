// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace gatewright {

// One thread that runs jobs one after the other: one model, one queue. Urgent jobs go before ordinary ones,
// each kind in the order of its posting. Destroying it asks the running job to stop, drops the waiting ones
// and waits.
class SerialExecutor
{
public:
    enum class Priority { Ordinary, Urgent };
    using Job = std::function<void(std::stop_token)>;

    SerialExecutor();
    ~SerialExecutor();
    SerialExecutor(const SerialExecutor &) = delete;
    SerialExecutor &operator=(const SerialExecutor &) = delete;

    // From any thread. The returned source stops this job alone: a waiting one is then skipped, a running one
    // is asked.
    std::stop_source post(Job job, Priority priority = Priority::Ordinary);
    // How many jobs wait or run.
    [[nodiscard]] std::size_t pending() const;

private:
    struct Entry
    {
        Job job;
        std::stop_source stop;
    };

    void run(std::stop_token token);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Entry> m_urgent;                   // guarded by m_mutex
    std::deque<Entry> m_ordinary;                 // guarded by m_mutex
    std::stop_source m_running{std::nostopstate}; // guarded by m_mutex
    bool m_busy = false;                          // guarded by m_mutex
    std::jthread m_thread;                        // last, so that it starts after everything it uses
};

} // namespace gatewright
