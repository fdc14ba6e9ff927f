// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>

namespace gatewright {

// A program and its arguments, each passed on exactly as it is: there is never a shell in between.
struct Command
{
    QString program; // a path, or a name that is looked up in PATH
    QStringList arguments;
    QString workingFolder;                          // empty: ours
    std::optional<QProcessEnvironment> environment; // nothing: ours
};

// Whether a child may make sockets that reach beyond this machine. `None` holds for the child and everything
// it starts, by a seccomp filter that needs no namespaces: only local (AF_UNIX) and kernel (AF_NETLINK)
// sockets can be made. A machine that cannot filter starts no such child at all.
enum class NetworkUse { Allowed, None };

// What a child may use. Memory and processes are counted for the whole tree where this machine lets us make
// a control group; elsewhere memory is an rlimit (on data, since address space is what runtimes reserve in
// plenty), which holds for each process on its own, as the other rlimits do. RLIMIT_NPROC is not among them,
// because it does nothing for root and counts what else the user runs; the sandbox sets it inside.
struct ProcessLimits
{
    std::chrono::milliseconds time{0};                   // of the wall clock; zero: no limit
    qsizetype outputBytes = qsizetype{16} * 1024 * 1024; // of stdout and of stderr each
    std::optional<std::uint64_t> memoryBytes;
    std::optional<int> processes; // and threads
    std::optional<std::uint64_t> processorSeconds;
    std::optional<std::uint64_t> fileBytes; // of each file it writes
    NetworkUse network = NetworkUse::Allowed;
};

enum class ProcessEnd {
    Exited,      // by itself: exitCode
    Signalled,   // by a signal: signalNumber
    TimedOut,    // by us: ProcessLimits::time
    OutputLimit, // by us: ProcessLimits::outputBytes
    MemoryLimit, // by the kernel: ProcessLimits::memoryBytes
};

struct ProcessOutcome
{
    ProcessEnd end = ProcessEnd::Exited;
    int exitCode = 0;
    int signalNumber = 0;
    QByteArray output;
    QByteArray errors;
    std::chrono::milliseconds elapsed{0};

    [[nodiscard]] bool succeeded() const { return end == ProcessEnd::Exited && exitCode == 0; }
};

} // namespace gatewright
