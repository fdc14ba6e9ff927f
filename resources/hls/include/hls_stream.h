// SPDX-License-Identifier: Apache-2.0
// hls::stream for C simulation: an unbounded queue that several threads (hls::task) may use.
//
// A read of an empty stream waits while another thread may still write. When no thread can, the program is dead
// locked, as the hardware would be: it says which reads wait, and where, and ends with exit code 86. With
// ALLOW_EMPTY_HLS_STREAM_READS defined such a read gives a default value instead, as Vitis HLS has it.
#ifndef GATEWRIGHT_HLS_STREAM_H
#define GATEWRIGHT_HLS_STREAM_H

#ifndef __cplusplus
#error C++ is required to include this header file
#endif

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <mutex>
#include <queue>
#include <sstream>
#include <string>
#include <typeinfo>
#include <vector>

#include <dirent.h>
#include <unistd.h>

namespace gatewright_simulation {

// A read that waits for data.
struct Waiter {
    const std::string *stream;
    const char *file;
    int line;
    bool released;
};

// What all streams and tasks share. Never destroyed: task threads may outlive main().
struct Shared {
    std::mutex mutex;
    std::vector<Waiter *> waiters;    // reads that nothing was written for yet
    std::condition_variable quiet;    // told when a read begins to wait
    std::size_t tasks = 0;            // threads of hls::task
};

inline Shared &shared() {
    static Shared *object = new Shared;
    return *object;
}

inline bool &isTaskThread() {
    static thread_local bool value = false;
    return value;
}

inline std::size_t threadCount() {
    std::size_t count = 0;
    if (DIR *folder = opendir("/proc/self/task")) {
        while (dirent *entry = readdir(folder))
            count += entry->d_name[0] != '.' ? 1 : 0;
        closedir(folder);
    }
    return count;
}

[[noreturn]] inline void reportDeadlock() {
    std::cout.flush();
    std::fflush(nullptr);
    for (const Waiter *waiter : shared().waiters)
        std::fprintf(stderr, "gatewright: deadlock at %s:%d: hls::stream '%s' is read while it is empty\n", waiter->file,
                     waiter->line, waiter->stream->c_str());
    std::fflush(nullptr);
    _exit(86);
}

// With the mutex held: nobody is left to write what the waiting reads wait for.
inline bool isDeadlocked() {
    const Shared &all = shared();
    if (all.waiters.size() < all.tasks + 1)
        return false;
    const std::size_t threads = threadCount();
    return threads != 0 && all.waiters.size() >= threads;
}

// A queue of the streams' kind, with the lock taken by its caller.
class Waiting {
public:
    // Returns when release() was called for it.
    void wait(std::unique_lock<std::mutex> &lock, const std::string &name, const char *file, int line) {
        Waiter waiter{&name, file, line, false};
        m_waiters.push_back(&waiter);
        shared().waiters.push_back(&waiter);
        shared().quiet.notify_all();
        // Asked again from time to time, because a thread of the program's own may end without writing.
        while (!waiter.released) {
            if (isDeadlocked())
                reportDeadlock();
            m_condition.wait_for(lock, std::chrono::milliseconds(200), [&waiter] { return waiter.released; });
        }
    }
    void releaseOne() {
        if (m_waiters.empty())
            return;
        Waiter *waiter = m_waiters.front();
        m_waiters.erase(m_waiters.begin());
        std::vector<Waiter *> &all = shared().waiters;
        all.erase(std::find(all.begin(), all.end(), waiter));
        waiter->released = true;
        m_condition.notify_all();
    }

private:
    std::vector<Waiter *> m_waiters;
    std::condition_variable m_condition;
};

// A testbench that asks "is there more?" is answered when the tasks have done what they can, so that the answer
// does not depend on the machine's speed. A task that never waits is given 20 ms.
template <class HasData>
void letTasksSettle(std::unique_lock<std::mutex> &lock, const HasData &hasData) {
    Shared &all = shared();
    if (all.tasks == 0 || isTaskThread() || hasData())
        return;
    all.quiet.wait_for(lock, std::chrono::milliseconds(20),
                       [&] { return hasData() || all.waiters.size() >= all.tasks; });
}

} // namespace gatewright_simulation

namespace hls {

template <typename T, int DEPTH = 0>
class stream;

template <typename T>
class stream<T, 0> {
public:
    stream() : _name(next_name()) {}
    explicit stream(const std::string &name) : _name(name) {}
    explicit stream(const char *name) : _name(name) {}
    stream(const stream &) = delete;
    stream &operator=(const stream &) = delete;

    virtual ~stream() {
        if (!_data.empty())
            std::fprintf(stderr, "gatewright: leftover: hls::stream '%s' still holds %zu of its values\n", _name.c_str(),
                         _data.size());
    }

    void operator>>(T &value) { value = read(); }
    void operator<<(const T &value) { write(value); }

    T read(const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
        std::unique_lock<std::mutex> lock(gatewright_simulation::shared().mutex);
        while (_data.empty()) {
#ifdef ALLOW_EMPTY_HLS_STREAM_READS
            if (gatewright_simulation::shared().tasks == 0) {
                std::cout << "WARNING: Hls::stream '" << _name
                          << "' is read while empty, which may result in RTL simulation hanging." << std::endl;
                return T();
            }
#endif
            _waiting.wait(lock, _name, file, line);
        }
        T value = _data.front();
        _data.pop_front();
        return value;
    }
    void read(T &value, const char *file = __builtin_FILE(), int line = __builtin_LINE()) { value = read(file, line); }
    bool read_nb(T &value) {
        std::unique_lock<std::mutex> lock(gatewright_simulation::shared().mutex);
        gatewright_simulation::letTasksSettle(lock, [this] { return !_data.empty(); });
        if (_data.empty()) {
            value = T();
            return false;
        }
        value = _data.front();
        _data.pop_front();
        return true;
    }
    bool read_dep(T &value, bool dependence) {
        value = read();
        return dependence;
    }

    void write(const T &value) {
        const std::lock_guard<std::mutex> lock(gatewright_simulation::shared().mutex);
        accept(value);
    }
    bool write_nb(const T &value) {
        write(value);
        return true;
    }
    bool write_dep(const T &value, bool dependence) {
        write(value);
        return dependence;
    }

    bool empty() {
        std::unique_lock<std::mutex> lock(gatewright_simulation::shared().mutex);
        gatewright_simulation::letTasksSettle(lock, [this] { return !_data.empty(); });
        return _data.empty();
    }
    bool full() const { return false; }
    std::size_t size() {
        const std::lock_guard<std::mutex> lock(gatewright_simulation::shared().mutex);
        return _data.size();
    }
    unsigned capacity() const { return ~0U; }
    void set_name(const char *name) { _name = name; }
    const std::string &get_name() const { return _name; }

    // For stand-ins that pass values on; the mutex is held.
    virtual void accept(const T &value) { append(value); }
    void append(const T &value) {
        _data.push_back(value);
        _waiting.releaseOne();
    }
    std::deque<T> &queued() { return _data; }

private:
    static std::string next_name() {
        static unsigned counter = 0;
        std::ostringstream name;
        name << "hls_stream." << ++counter;
        return name.str();
    }

    std::string _name;
    std::deque<T> _data;
    gatewright_simulation::Waiting _waiting;
};

template <typename T, int DEPTH>
class stream : public stream<T, 0> {
public:
    using stream<T, 0>::stream;
    stream() = default;
};

} // namespace hls

#endif
