// SPDX-License-Identifier: Apache-2.0
#include "core/task/task_pool.h"

#include <QCoreApplication>
#include <QThreadPool>

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace gatewright {

QThreadPool &taskPool()
{
    static QThreadPool pool;
    [[maybe_unused]] static const bool waits = [] {
        qAddPostRoutine([] { taskPool().waitForDone(); });
        return true;
    }();
    return pool;
}

void giveWayToEventLoops()
{
#ifdef __linux__
    // On Linux each thread has a niceness of its own, whatever POSIX says.
    constexpr int kNiceness = 5;
    thread_local const bool givesWay =
        getpriority(PRIO_PROCESS, 0) >= kNiceness || setpriority(PRIO_PROCESS, 0, kNiceness) == 0;
    static_cast<void>(givesWay);
#endif
}

} // namespace gatewright
