// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/model_scheduler.h"

#include "core/task/either_stop.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

std::stop_source ModelScheduler::post(WorkKind kind, Job job)
{
    std::stop_source stop;
    std::optional<std::stop_source> lesser;
    Queue speculative;
    Queue warming;
    {
        const std::lock_guard lock(m_mutex);
        queue(kind).push_back({std::move(job), stop});
        if (m_running && m_running->kind > kind)
            lesser = m_running->stop;
        if (kind == WorkKind::Interactive) {
            speculative = takeAll(WorkKind::Speculative);
            warming = takeAll(WorkKind::Warming);
        }
    }
    if (lesser)
        lesser->request_stop();
    m_executor.post([this](std::stop_token shutdown) { runMostUrgent(std::move(shutdown)); });
    return stop;
}

void ModelScheduler::drop(WorkKind kind)
{
    std::optional<std::stop_source> running;
    Queue waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting = takeAll(kind);
        if (m_running && m_running->kind == kind)
            running = m_running->stop;
    }
    if (running)
        running->request_stop();
}

std::size_t ModelScheduler::pending(WorkKind kind) const
{
    const std::lock_guard lock(m_mutex);
    const bool runs = m_running && m_running->kind == kind;
    return m_waiting[static_cast<std::size_t>(kind)].size() + (runs ? 1 : 0);
}

bool ModelScheduler::isIdle() const
{
    const std::lock_guard lock(m_mutex);
    return !m_running && std::ranges::all_of(m_waiting, &Queue::empty);
}

ModelScheduler::Queue ModelScheduler::takeAll(WorkKind kind)
{
    return std::exchange(queue(kind), {});
}

std::optional<ModelScheduler::Entry> ModelScheduler::takeMostUrgent()
{
    const std::lock_guard lock(m_mutex);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        Queue &waiting = m_waiting[kind];
        if (waiting.empty())
            continue;
        Entry entry = std::move(waiting.front());
        waiting.pop_front();
        m_running = Running{static_cast<WorkKind>(kind), entry.stop};
        return entry;
    }
    return std::nullopt;
}

// The executor has one turn for each job that was posted; what was dropped leaves its turn unused.
void ModelScheduler::runMostUrgent(std::stop_token shutdown)
{
    std::optional<Entry> entry = takeMostUrgent();
    if (!entry)
        return;
    if (!entry->stop.stop_requested()) {
        const EitherStop stop(std::move(shutdown), entry->stop.get_token());
        entry->job(stop.token());
    }
    entry.reset(); // what it holds may post, so before it no longer counts as running
    const std::lock_guard lock(m_mutex);
    m_running.reset();
}

} // namespace gatewright::completion
