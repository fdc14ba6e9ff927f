// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/task/serial_executor.h"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace gatewright::completion {

// What there is to do with the one model, the most urgent first.
enum class WorkKind {
    Interactive, // somebody waits at the keyboard: ghost text, loading a model
    Samples,     // somebody waits, and it takes long
    Speculative, // answers to questions that may come
    Warming,     // prompts of questions that may come
    Training,
};

// One thread for everything that touches the model, the most urgent first, each kind in the order of its
// posting.
//
// What is posted stops a running job of a lesser kind, which notices within one pass of the model.
// Interactive work also drops what waits of the speculative and warming kinds: the place that they were for
// is about to be left. A job that was stopped is not begun again; who wants it, posts it again.
class ModelScheduler
{
public:
    using Job = std::function<void(std::stop_token)>;

    ModelScheduler() = default;
    ModelScheduler(const ModelScheduler &) = delete;
    ModelScheduler &operator=(const ModelScheduler &) = delete;
    // Asks the running job to stop, drops the waiting ones and waits.
    ~ModelScheduler() = default;

    // From any thread, the jobs' own included. The source stops this job alone.
    std::stop_source post(WorkKind kind, Job job);
    // Stops what runs and drops what waits of this kind.
    void drop(WorkKind kind);
    // How many jobs of this kind wait or run.
    [[nodiscard]] std::size_t pending(WorkKind kind) const;
    [[nodiscard]] bool isIdle() const;

private:
    static constexpr std::size_t kinds = 5;

    struct Entry
    {
        Job job;
        std::stop_source stop;
    };
    struct Running
    {
        WorkKind kind = WorkKind::Interactive;
        std::stop_source stop;
    };
    using Queue = std::deque<Entry>;

    void runMostUrgent(std::stop_token shutdown);
    [[nodiscard]] std::optional<Entry> takeMostUrgent();
    [[nodiscard]] Queue &queue(WorkKind kind) { return m_waiting[static_cast<std::size_t>(kind)]; }
    // The entries are returned so that they die outside the lock: what they hold may post.
    [[nodiscard]] Queue takeAll(WorkKind kind);

    mutable std::mutex m_mutex;
    std::array<Queue, kinds> m_waiting; // guarded by m_mutex
    std::optional<Running> m_running;   // guarded by m_mutex
    SerialExecutor m_executor;          // last: ends before what its jobs use
};

} // namespace gatewright::completion
