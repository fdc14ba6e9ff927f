// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/worker_plan.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

namespace gatewright::model {

// Threads that work through one decoder pass together: a few hundred phases of microseconds, each ended by a
// barrier.
//
// The caller of run() is worker 0; the others wait for it, first spinning (at most 50 us, so that the next
// pass and the next phase start at once), then parked in the kernel. One run() at a time. No memory is
// allocated after construction.
class ThreadPool
{
public:
    // 0 threads means one for each core this process may use, at most 8. Where the system refuses threads,
    // the pool does with those it got.
    explicit ThreadPool(unsigned threads);
    ~ThreadPool();

    ThreadPool(const ThreadPool &) = delete;
    ThreadPool &operator=(const ThreadPool &) = delete;

    [[nodiscard]] unsigned size() const { return m_size; }

    // Calls function(worker index) on every worker and returns when all are done. `function` must not throw.
    template <class Function>
    void run(Function &&function)
    {
        start({&function, [](void *object, unsigned worker) {
                   (*static_cast<std::remove_reference_t<Function> *>(object))(worker);
               }});
    }

    // The same with as many workers as pay at the moment (WorkerPlan), worker 0 among them.
    template <class Function>
    void runAsItPays(Function &&function)
    {
        const auto begin = std::chrono::steady_clock::now();
        m_active = m_plan.workers();
        run(std::forward<Function>(function));
        m_active = m_size;
        m_plan.ran(std::chrono::steady_clock::now() - begin,
                   std::chrono::nanoseconds(m_lost.exchange(0, std::memory_order_relaxed)));
    }

    // With as many workers as pay, for work of some tens of microseconds: so little that waking a worker
    // takes a good part of it and says nothing of how busy the machine is.
    template <class Function>
    void runBriefly(Function &&function)
    {
        m_active = m_plan.workers();
        run(std::forward<Function>(function));
        m_active = m_size;
        m_lost.store(0, std::memory_order_relaxed);
    }

    // A run() comes within some tens of microseconds: workers that rest get up, those that spin go on for
    // another moment. From the thread that calls run(). Costs next to nothing.
    void alert()
    {
        if (m_plan.workers() > 1)
            announceJob(0);
    }

    // Inside run(), by every worker alike: body(begin, end) for pieces of [0, count), each at most `piece`
    // long, as workers come for them; then a barrier. Which worker gets which piece is left to chance, so
    // results must not depend on it.
    template <class Body>
    void share(std::size_t count, std::size_t piece, Body &&body)
    {
        for (;;) {
            const std::size_t begin = m_next.fetch_add(piece, std::memory_order_relaxed);
            if (begin >= count)
                break;
            body(begin, std::min(begin + piece, count));
        }
        barrier();
    }

    // A piece size that gives each worker a few pieces, so that one that lost its processor does not hold up
    // the rest.
    [[nodiscard]] std::size_t pieceOf(std::size_t count) const
    {
        constexpr std::size_t kPiecesPerWorker = 4;
        return std::max<std::size_t>(1, count / (m_size * kPiecesPerWorker));
    }

private:
    struct Job
    {
        void *object = nullptr;
        void (*call)(void *object, unsigned worker) = nullptr;
    };

    void start(Job job);
    void barrier();
    void work(unsigned worker);
    // How long it waited beyond spinning.
    std::chrono::nanoseconds waitForChange(std::atomic<unsigned> &word, unsigned seen);
    void announceJob(unsigned workers);
    void announce(std::atomic<unsigned> &word, unsigned value);

    // A job's number and, in the low bits, how many workers have it: the others must not look at it, since
    // nobody waits for them to be done with looking. One that none has is an alert().
    static constexpr unsigned kWorkerBits = 8;

    unsigned m_size;
    unsigned m_active; // workers of the job in progress
    WorkerPlan m_plan;
    Job m_job; // written before m_jobs changes, read after
    std::atomic<bool> m_quit = false;
    alignas(64) std::atomic<unsigned> m_jobs = 0; // counts run() calls above kWorkerBits
    alignas(64) std::atomic<unsigned> m_arrived = 0;
    alignas(64) std::atomic<unsigned> m_barriers = 0; // counts completed barriers
    alignas(64) std::atomic<unsigned> m_parked = 0;
    alignas(64) std::atomic<std::int64_t> m_lost = 0; // nanoseconds that workers waited at barriers
    alignas(64) std::atomic<std::size_t> m_next = 0;  // the next unclaimed piece of share()
    std::vector<std::thread> m_threads;
};

} // namespace gatewright::model
