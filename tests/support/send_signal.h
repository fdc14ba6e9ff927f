// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <signal.h>
#include <sys/types.h>

namespace gatewright::test {

// Signals one process. A process that has ended says 0 as its id, and kill(0, …) ends the whole group that
// the test runs in, with the test driver: such ids are refused, and false comes back.
inline bool sendSignal(qint64 process, int number)
{
    return process > 1 && ::kill(static_cast<pid_t>(process), number) == 0;
}

} // namespace gatewright::test
