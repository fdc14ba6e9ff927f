// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <thread>

namespace gatewright::hls {

struct ParseLimits
{
    std::chrono::milliseconds time{60'000};
    std::uint64_t memoryBytes = std::uint64_t{2} * 1024 * 1024 * 1024; // that the process grows by
};

// Nothing ends a libclang parse that runs on, and its memory knows no limit: ten macros that expand each
// other ten times are enough. While one of these lives, a parse that needs more than `limits` ends the whole
// process with exit code 4 and a line on stderr that names the file. The checker is started again and, after
// three times, goes without that file (SupervisedProcess); the command line ends the same way.
class ParseWatchdog
{
public:
    // `path` is the file as the user knows it; empty: a text that was never saved, which is not named.
    ParseWatchdog(const ParseLimits &limits, const QString &path);

    // libclang crashed, which it survives, but what it held is lost to this process: ends it when that is
    // much.
    void parserCrashed() const;

private:
    void watch(const std::stop_token &done) const;
    [[nodiscard]] std::uint64_t grownBytes() const;
    [[noreturn]] void giveUp() const;

    const ParseLimits m_limits;
    const std::uint64_t m_before; // data of the process when the parse began
    QByteArray m_lastWords;
    std::jthread m_thread; // last: it uses the others; asked to end and joined by the destructor
};

} // namespace gatewright::hls
