// SPDX-License-Identifier: Apache-2.0
#include "core/task/serial_executor.h"

#include <utility>

namespace gatewright {

SerialExecutor::SerialExecutor()
    : m_thread([this](std::stop_token token) { run(std::move(token)); })
{
}

SerialExecutor::~SerialExecutor()
{
    m_thread.request_stop();
    const std::lock_guard lock(m_mutex);
    m_running.request_stop();
}

std::stop_source SerialExecutor::post(Job job, Priority priority)
{
    std::stop_source stop;
    {
        const std::lock_guard lock(m_mutex);
        (priority == Priority::Urgent ? m_urgent : m_ordinary).push_back({std::move(job), stop});
    }
    m_wake.notify_one();
    return stop;
}

std::size_t SerialExecutor::pending() const
{
    const std::lock_guard lock(m_mutex);
    return m_urgent.size() + m_ordinary.size() + (m_busy ? 1 : 0);
}

void SerialExecutor::run(std::stop_token token)
{
    for (;;) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            m_busy = false;
            if (!m_wake.wait(lock, token, [this] { return !m_urgent.empty() || !m_ordinary.empty(); }) ||
                token.stop_requested())
                return;
            auto &queue = m_urgent.empty() ? m_ordinary : m_urgent;
            entry = std::move(queue.front());
            queue.pop_front();
            m_running = entry.stop;
            m_busy = true;
        }
        if (!entry.stop.stop_requested())
            entry.job(entry.stop.get_token());
    }
}

} // namespace gatewright
