// SPDX-License-Identifier: Apache-2.0
#include "core/model/thread_pool.h"

#include <chrono>
#include <fstream>
#include <system_error>

#ifdef __linux__
#include <sched.h>
#endif

namespace gatewright::model {

namespace {

constexpr auto kSpinTime = std::chrono::microseconds(50);

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

unsigned usableProcessors()
{
#ifdef __linux__
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
#endif
    return std::max(1U, std::thread::hardware_concurrency());
}

// The two halves of a core share its arithmetic units, and a few cores use up the memory's bandwidth: more
// threads would only keep the rest of the machine waiting.
unsigned sensibleThreads()
{
    constexpr unsigned kMost = 8;
    bool twoThreadsPerCore = false;
    std::ifstream("/sys/devices/system/cpu/smt/active") >> twoThreadsPerCore;
    const unsigned processors = usableProcessors();
    return std::clamp(twoThreadsPerCore ? processors / 2 : processors, 1U, kMost);
}

} // namespace

ThreadPool::ThreadPool(unsigned threads)
    : m_size(std::min(threads == 0 ? sensibleThreads() : threads, (1U << kWorkerBits) - 1))
    , m_active(m_size)
    , m_plan(m_size)
{
    m_threads.reserve(m_size - 1);
    try {
        for (unsigned worker = 1; worker < m_size; ++worker)
            m_threads.emplace_back([this, worker] { work(worker); });
    } catch (const std::system_error &) {
        // The others wait for their first job and have not looked at the size yet.
        m_size = static_cast<unsigned>(m_threads.size()) + 1;
        m_active = m_size;
        m_plan = WorkerPlan(m_size);
    }
}

ThreadPool::~ThreadPool()
{
    m_quit.store(true, std::memory_order_relaxed);
    announceJob(m_size);
    for (std::thread &thread : m_threads)
        thread.join();
}

void ThreadPool::start(Job job)
{
    m_job = job;
    announceJob(m_active);
    job.call(job.object, 0);
    barrier();
}

void ThreadPool::announceJob(unsigned workers)
{
    const unsigned number = (m_jobs.load(std::memory_order_relaxed) >> kWorkerBits) + 1;
    announce(m_jobs, (number << kWorkerBits) | workers);
}

void ThreadPool::work(unsigned worker)
{
    for (unsigned seen = 0;;) {
        waitForChange(m_jobs, seen);
        seen = m_jobs.load(std::memory_order_acquire);
        if (m_quit.load(std::memory_order_relaxed))
            return;
        if (worker >= (seen & ((1U << kWorkerBits) - 1)))
            continue;
        m_job.call(m_job.object, worker);
        barrier();
    }
}

void ThreadPool::barrier()
{
    // Read before it arrives: behind that, worker 0 may be on its way to the next job and write it.
    const unsigned active = m_active;
    if (active == 1) {
        m_next.store(0, std::memory_order_relaxed);
        return;
    }
    const unsigned seen = m_barriers.load(std::memory_order_relaxed);
    if (m_arrived.fetch_add(1, std::memory_order_acq_rel) + 1 < active) {
        m_lost.fetch_add(waitForChange(m_barriers, seen).count(), std::memory_order_relaxed);
        return;
    }
    m_arrived.store(0, std::memory_order_relaxed);
    m_next.store(0, std::memory_order_relaxed);
    announce(m_barriers, seen + 1);
}

void ThreadPool::announce(std::atomic<unsigned> &word, unsigned value)
{
    // Sequentially consistent on both sides: either the waiter sees the new word or this sees it parked.
    word.store(value, std::memory_order_seq_cst);
    if (m_parked.load(std::memory_order_seq_cst) > 0)
        word.notify_all();
}

std::chrono::nanoseconds ThreadPool::waitForChange(std::atomic<unsigned> &word, unsigned seen)
{
    constexpr int kLooksPerClock = 64;
    const auto begin = std::chrono::steady_clock::now();
    auto now = begin;
    do {
        for (int look = 0; look < kLooksPerClock; ++look) {
            if (word.load(std::memory_order_acquire) != seen)
                return std::chrono::nanoseconds(0);
            relax();
        }
        now = std::chrono::steady_clock::now();
    } while (now - begin < kSpinTime);

    m_parked.fetch_add(1, std::memory_order_seq_cst);
    while (word.load(std::memory_order_seq_cst) == seen)
        word.wait(seen, std::memory_order_seq_cst);
    m_parked.fetch_sub(1, std::memory_order_relaxed);
    return std::chrono::steady_clock::now() - now;
}

} // namespace gatewright::model
