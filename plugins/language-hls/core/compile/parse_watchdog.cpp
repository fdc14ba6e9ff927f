// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/compile/parse_watchdog.h"

#include "core/process/supervised_process.h"

#include <QFile>
#include <QUrl>

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace gatewright::hls {

namespace {

constexpr int exitCode = 4; // "internal error" of the contract
constexpr std::chrono::milliseconds tick{100};

// What RLIMIT_DATA counts, with the stacks: the sixth field of statm, in pages.
std::uint64_t dataBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr qsizetype dataField = 5;
    const QList<QByteArray> fields = file.readAll().split(' ');
    const std::uint64_t pages = fields.size() > dataField ? fields[dataField].toULongLong() : 0;
    return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

ParseWatchdog::ParseWatchdog(const ParseLimits &limits, const QString &path)
    : m_limits(limits)
    , m_before(dataBytes())
    , m_lastWords("gatewright: the C++ front end did not get done with a file and was ended\n")
{
    if (!path.isEmpty())
        m_lastWords += gaveUpOn + QUrl::fromLocalFile(path).toEncoded() + '\n';
    m_thread = std::jthread([this](const std::stop_token &done) { watch(done); });
}

void ParseWatchdog::watch(const std::stop_token &done) const
{
    const auto end = std::chrono::steady_clock::now() + m_limits.time;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!done.stop_requested()) {
        const auto now = std::chrono::steady_clock::now();
        if (now >= end || grownBytes() > m_limits.memoryBytes)
            giveUp();
        wake.wait_until(lock, done, std::min(end, now + tick), [] { return false; });
    }
}

// What this parse took; the units that are kept, or a sanitizer's shadow, are not its doing.
std::uint64_t ParseWatchdog::grownBytes() const
{
    const std::uint64_t now = dataBytes();
    return now > m_before ? now - m_before : 0;
}

void ParseWatchdog::parserCrashed() const
{
    if (grownBytes() > m_limits.memoryBytes / 2)
        giveUp();
}

// Not exit(): destructors would wait for the parse.
void ParseWatchdog::giveUp() const
{
    [[maybe_unused]] const ssize_t written =
        ::write(STDERR_FILENO, m_lastWords.constData(), static_cast<std::size_t>(m_lastWords.size()));
    ::_exit(exitCode);
}

} // namespace gatewright::hls
