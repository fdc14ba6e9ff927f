// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/end_signals.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace gatewright {

namespace {

constexpr std::array numbers{SIGTERM, SIGHUP, SIGINT};

// A signal handler may hardly do more than write(): the other end is read by the event loop.
std::array<int, 2> ends{-1, -1};

void handle(int number)
{
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(ends[1], &byte, 1);
}

} // namespace

EndSignals::EndSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then they end the process, and the journals have the text
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char number = 0;
        if (::read(ends[0], &number, 1) == 1)
            Q_EMIT received(number);
    });
    for (const int number : numbers) {
        struct sigaction action = {};
        action.sa_handler = handle;
        action.sa_flags = SA_RESTART;
        ::sigaction(number, &action, nullptr);
    }
}

EndSignals::~EndSignals()
{
    for (const int number : numbers)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (int &end : ends) {
        ::close(end);
        end = -1;
    }
}

} // namespace gatewright
