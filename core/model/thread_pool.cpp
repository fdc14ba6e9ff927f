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
    : m_size(threads == 0 ? sensibleThreads() : threads)
{
    m_threads.reserve(m_size - 1);
    try {
        for (unsigned worker = 1; worker < m_size; ++worker)
            m_threads.emplace_back([this, worker] { work(worker); });
    } catch (const std::system_error &) {
        // The others wait for their first job and have not looked at the size yet.
        m_size = static_cast<unsigned>(m_threads.size()) + 1;
    }
}

ThreadPool::~ThreadPool()
{
    m_quit.store(true, std::memory_order_relaxed);
    announce(m_jobs);
    for (std::thread &thread : m_threads)
        thread.join();
}

void ThreadPool::start(Job job)
{
    m_job = job;
    announce(m_jobs);
    job.call(job.object, 0);
    barrier();
}

void ThreadPool::work(unsigned worker)
{
    for (unsigned seen = 0;; ++seen) {
        waitForChange(m_jobs, seen);
        if (m_quit.load(std::memory_order_relaxed))
            return;
        m_job.call(m_job.object, worker);
        barrier();
    }
}

void ThreadPool::barrier()
{
    const unsigned seen = m_barriers.load(std::memory_order_relaxed);
    if (m_arrived.fetch_add(1, std::memory_order_acq_rel) + 1 < m_size) {
        waitForChange(m_barriers, seen);
        return;
    }
    m_arrived.store(0, std::memory_order_relaxed);
    m_next.store(0, std::memory_order_relaxed);
    announce(m_barriers);
}

void ThreadPool::announce(std::atomic<unsigned> &word)
{
    // Sequentially consistent on both sides: either the waiter sees the new word or this sees it parked.
    word.fetch_add(1, std::memory_order_seq_cst);
    if (m_parked.load(std::memory_order_seq_cst) > 0)
        word.notify_all();
}

void ThreadPool::waitForChange(std::atomic<unsigned> &word, unsigned seen)
{
    constexpr int kLooksPerClock = 64;
    const auto begin = std::chrono::steady_clock::now();
    do {
        for (int look = 0; look < kLooksPerClock; ++look) {
            if (word.load(std::memory_order_acquire) != seen)
                return;
            relax();
        }
    } while (std::chrono::steady_clock::now() - begin < kSpinTime);

    m_parked.fetch_add(1, std::memory_order_seq_cst);
    while (word.load(std::memory_order_seq_cst) == seen)
        word.wait(seen, std::memory_order_seq_cst);
    m_parked.fetch_sub(1, std::memory_order_relaxed);
}

} // namespace gatewright::model
