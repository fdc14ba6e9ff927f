// SPDX-License-Identifier: Apache-2.0
#include "app/engine/background_priority.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>

namespace gatewright::engine {

namespace {

constexpr int niceness = 5;

} // namespace

void enterBackground()
{
    setpriority(PRIO_PROCESS, 0, niceness);
    cpu_set_t all;
    CPU_ZERO(&all);
    const long count = sysconf(_SC_NPROCESSORS_CONF);
    for (long processor = 0; processor < count && processor < CPU_SETSIZE; ++processor)
        CPU_SET(static_cast<std::size_t>(processor), &all);
    sched_setaffinity(0, sizeof(all), &all);
}

} // namespace gatewright::engine
