// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include "app/cli/exit_code.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

namespace gatewright::cli {

namespace {

sigset_t watchedSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

InterruptWatcher::InterruptWatcher()
{
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_thread = std::jthread([this](const std::stop_token &end) { watch(end); });
}

void InterruptWatcher::watch(const std::stop_token &end)
{
    const sigset_t signals = watchedSignals();
    const timespec tick{0, 50'000'000}; // how late the program may notice its own end
    while (!end.stop_requested()) {
        if (sigtimedwait(&signals, nullptr, &tick) < 0)
            continue;
        if (m_stop.stop_requested())
            _exit(static_cast<int>(ExitCode::Interrupted));
        m_stop.request_stop();
    }
}

} // namespace gatewright::cli
