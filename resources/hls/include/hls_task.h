// SPDX-License-Identifier: Apache-2.0
// hls::task for C simulation: a thread that calls its function for ever. The threads end with the program.
#ifndef GATEWRIGHT_HLS_TASK_H
#define GATEWRIGHT_HLS_TASK_H

#include "hls_directio.h"
#include "hls_stream.h"

#include <cstdio>
#include <functional>
#include <iostream>
#include <memory>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>

#include <unistd.h>

#define hls_thread_local static

namespace gatewright_simulation {

// The tasks still run when main() returns: static objects must not be destroyed under them.
inline void leaveTasks(int status, void *) {
    std::cout.flush();
    std::fflush(nullptr);
    _exit(status);
}

// Channels are shared with the task, numbers and pointers copied: the arguments of the top function are gone when
// it returns, while its tasks run on.
template <class A>
struct TaskArgument {
    using Value = std::remove_cv_t<std::remove_reference_t<A>>;
    static constexpr bool isCopied =
        std::is_scalar<Value>::value || !std::is_lvalue_reference<A>::value;
    using Type = std::conditional_t<isCopied, Value, Value &>;
};

} // namespace gatewright_simulation

namespace hls {

class task {
public:
    task() = default;
    template <class F, class... A>
    explicit task(F &&function, A &&...arguments) {
        start(std::forward<F>(function), std::forward<A>(arguments)...);
    }
    template <class F, class... A>
    void operator()(F &&function, A &&...arguments) {
        start(std::forward<F>(function), std::forward<A>(arguments)...);
    }

private:
    template <class F, class... A>
    void start(F &&function, A &&...arguments) {
        if (m_started)
            return; // it runs already: the top function was called again
        m_started = true;
        gatewright_simulation::Shared &shared = gatewright_simulation::shared();
        {
            const std::lock_guard<std::mutex> lock(shared.mutex);
            if (shared.tasks++ == 0)
                on_exit(gatewright_simulation::leaveTasks, nullptr);
        }
        using Arguments = std::tuple<typename gatewright_simulation::TaskArgument<A>::Type...>;
        auto kept = std::make_shared<Arguments>(std::forward<A>(arguments)...);
        std::decay_t<F> called = function;
        std::thread([called, kept] {
            gatewright_simulation::isTaskThread() = true;
            for (;;)
                std::apply(called, *kept);
        }).detach();
    }

    bool m_started = false;
};

// Runs a top function a number of times, as a host would start a kernel that restarts by itself.
class autorestart {
public:
    template <class F, class... A>
    autorestart(int count, F &&function, A &&...arguments) {
        for (int i = 0; i < count; ++i)
            function(arguments...);
    }
};

} // namespace hls

#endif
