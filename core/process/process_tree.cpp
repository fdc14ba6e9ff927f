// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_tree.h"

#include "core/process/control_group.h"
#include "core/process/network_filter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace gatewright {

namespace {

// Only async-signal-safe calls from here on: the child is a copy of one thread of ours.

void setLimit(__rlimit_resource resource, const std::optional<std::uint64_t> &value)
{
    if (!value)
        return;
    const rlimit limit{*value, *value};
    setrlimit(resource, &limit);
}

// A second beyond the signal that the limit itself sends, SIGXCPU: at the hard limit the kernel kills, and
// nobody could tell why.
void setProcessorLimit(const std::optional<std::uint64_t> &seconds)
{
    if (!seconds)
        return;
    const rlimit limit{*seconds, *seconds + 1};
    setrlimit(RLIMIT_CPU, &limit);
}

void enter(const char *entryFile)
{
    const int file = open(entryFile, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    [[maybe_unused]] const ssize_t written = write(file, "0", 1);
    close(file);
}

void allowEveryProcessor()
{
    cpu_set_t processors;
    CPU_ZERO(&processors);
    for (size_t i = 0; i < CPU_SETSIZE; ++i)
        CPU_SET(i, &processors);
    sched_setaffinity(0, sizeof processors,
                      &processors); // the kernel takes those that exist and are permitted
}

// The parent of a process, or -1: the fourth field of /proc/PID/stat, behind a name that may hold anything.
pid_t parentOf(pid_t process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray stat = file.read(1024);
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 1).split(' ');
    return fields.size() > 2 ? fields.at(2).toInt() : -1;
}

std::vector<pid_t> childrenOf(const std::vector<pid_t> &parents)
{
    std::vector<pid_t> children;
    const QStringList names = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        bool isProcess = false;
        const pid_t process = name.toInt(&isProcess);
        if (isProcess && std::find(parents.begin(), parents.end(), parentOf(process)) != parents.end())
            children.push_back(process);
    }
    return children;
}

} // namespace

std::function<void()> childSetup(const ProcessLimits &limits, const ControlGroup *group)
{
    const std::vector<QByteArray> entryFiles = group ? group->entryFiles() : std::vector<QByteArray>();
    const bool memoryByGroup = group && group->limitsMemory();
    return [limits, entryFiles, memoryByGroup, parent = getpid()] {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) // the parent died before it could be watched
            _exit(127);
        allowEveryProcessor();
        for (const QByteArray &file : entryFiles)
            enter(file.constData());
        if (!memoryByGroup)
            setLimit(RLIMIT_DATA, limits.memoryBytes);
        setProcessorLimit(limits.processorSeconds);
        setLimit(RLIMIT_FSIZE, limits.fileBytes);
        setLimit(RLIMIT_CORE, 0); // a core file would leave the user's text behind
        if (limits.network == NetworkUse::None && !forbidNetwork())
            _exit(127);
    };
}

void killProcessTree(pid_t leader)
{
    if (leader <= 1)
        return;
    std::vector<pid_t> tree{leader};
    std::vector<pid_t> generation{leader};
    while (!generation.empty()) {
        for (const pid_t process : generation)
            ::kill(process, SIGSTOP);
        generation = childrenOf(generation);
        tree.insert(tree.end(), generation.begin(), generation.end());
    }
    for (const pid_t process : tree)
        ::kill(process, SIGKILL);
    ::kill(-leader, SIGKILL);
}

void killRemainingGroup(pid_t leader)
{
    if (leader > 1)
        ::kill(-leader, SIGKILL);
}

bool isProcessGone(qint64 process)
{
    if (process <= 0 || !std::in_range<pid_t>(process))
        return true;
    return ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

Error startError(const Command &command, const QProcess &process)
{
    const bool isPath = command.program.contains(QLatin1Char('/'));
    const bool exists = isPath ? QFileInfo::exists(command.program)
                               : !QStandardPaths::findExecutable(command.program).isEmpty();
    if (!exists)
        return {ErrorCode::Missing,
                QStringLiteral("The program %1 is not installed.").arg(command.program),
                {},
                {}};
    return {ErrorCode::Io,
            QStringLiteral("The program %1 could not be started.").arg(command.program),
            process.errorString(),
            {}};
}

} // namespace gatewright
