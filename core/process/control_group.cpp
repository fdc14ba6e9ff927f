// SPDX-License-Identifier: Apache-2.0
#include "core/process/control_group.h"

#include "core/process/process_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>

namespace gatewright {

namespace {

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The kernel says no by failing the write itself, which buffering would hide.
bool writeFile(const QString &path, const QByteArray &value)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered | QIODevice::ExistingOnly) &&
           file.write(value) == value.size();
}

// Where the hierarchy with this controller is mounted (version 1), or the unified one for an empty name.
QString mountPoint(const QString &controller)
{
    const QList<QByteArray> mounts = readFile(QStringLiteral("/proc/self/mounts")).split('\n');
    for (const QByteArray &mount : mounts) {
        const QList<QByteArray> fields = mount.split(' '); // device, place, type, options
        if (fields.size() < 4)
            continue;
        const bool found = controller.isEmpty() ? fields[2] == "cgroup2"
                                                : fields[2] == "cgroup" &&
                                                      fields[3].split(',').contains(controller.toLatin1());
        if (found)
            return QFile::decodeName(fields[1]);
    }
    return {};
}

// Our own group in that hierarchy: the line "4:memory:/path", or "0::/path" of the unified one.
QString ownGroup(const QString &controller)
{
    const QList<QByteArray> lines = readFile(QStringLiteral("/proc/self/cgroup")).split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype first = line.indexOf(':');
        const qsizetype second = line.indexOf(':', first + 1);
        if (first < 0 || second < 0)
            continue;
        const QByteArray controllers = line.mid(first + 1, second - first - 1);
        const bool found = controller.isEmpty() ? controllers.isEmpty()
                                                : controllers.split(',').contains(controller.toLatin1());
        if (found)
            return QFile::decodeName(line.mid(second + 1));
    }
    return {};
}

const QString prefix = QStringLiteral("gatewright-");

// Groups of ours that were still busy when they were to go: what was killed in them had not ended yet.
class Remaining
{
public:
    void add(const QString &folder)
    {
        const std::lock_guard lock(m_mutex);
        m_folders << folder;
    }
    void removeIdle()
    {
        const std::lock_guard lock(m_mutex);
        m_folders.removeIf([](const QString &folder) {
            return ::rmdir(QFile::encodeName(folder).constData()) == 0 || errno != EBUSY;
        });
    }

private:
    std::mutex m_mutex;
    QStringList m_folders; // guarded by m_mutex
};

// Of the whole program, as the groups are.
Remaining &remaining()
{
    static Remaining groups;
    return groups;
}

// Groups that a program left behind which was killed before it could clean up.
void removeStale(const QString &parent)
{
    const QStringList names = QDir(parent).entryList({prefix + QLatin1Char('*')}, QDir::Dirs);
    for (const QString &name : names) {
        const pid_t owner = name.section(QLatin1Char('-'), 1, 1).toInt();
        if (owner > 1 && isProcessGone(owner))
            ::rmdir(QFile::encodeName(parent + QLatin1Char('/') + name).constData());
    }
}

// A new folder in `parent` is a new group; empty when that is forbidden.
QString makeGroup(const QString &parent)
{
    static std::atomic<unsigned> counter = 0;
    if (parent.isEmpty() || !QFileInfo(parent).isWritable())
        return {};
    removeStale(parent);
    const QString folder = QStringLiteral("%1/%2%3-%4").arg(parent, prefix).arg(::getpid()).arg(++counter);
    return QDir().mkdir(folder) ? folder : QString();
}

} // namespace

std::unique_ptr<ControlGroup> ControlGroup::create(const TreeLimits &limits)
{
    if (!limits.any())
        return nullptr;
    remaining().removeIdle();
    std::unique_ptr<ControlGroup> group(new ControlGroup);
    if (limits.memoryBytes)
        group->addVersion1(QStringLiteral("memory"), "memory.limit_in_bytes",
                           QByteArray::number(qulonglong{*limits.memoryBytes}));
    if (limits.processes)
        group->addVersion1(QStringLiteral("pids"), "pids.max", QByteArray::number(*limits.processes));
    if (group->m_folders.isEmpty())
        group->addVersion2(limits);
    if (group->m_folders.isEmpty())
        return nullptr;
    return group;
}

void ControlGroup::addVersion1(const QString &controller, const char *limitFile, const QByteArray &value)
{
    const QString mount = mountPoint(controller);
    if (mount.isEmpty())
        return;
    const QString folder = makeGroup(QDir::cleanPath(mount + ownGroup(controller)));
    if (folder.isEmpty())
        return;
    m_folders << folder;
    if (!writeFile(folder + QLatin1Char('/') + QLatin1String(limitFile), value))
        return;
    m_entryFiles.push_back(QFile::encodeName(folder + QLatin1String("/cgroup.procs")));
    (controller == QLatin1String("memory") ? m_limitsMemory : m_limitsProcesses) = true;
}

// Beside our own group: one with processes in it may not have limited children.
void ControlGroup::addVersion2(const TreeLimits &limits)
{
    const QString mount = mountPoint({});
    const QString own = ownGroup({});
    if (mount.isEmpty() || own.isEmpty() || own == QLatin1String("/"))
        return;
    const QString parent = QFileInfo(QDir::cleanPath(mount + own)).path();
    const QList<QByteArray> controllers =
        readFile(parent + QLatin1String("/cgroup.subtree_control")).simplified().split(' ');
    // Moving a process needs this file, whatever the folder says.
    if (!QFileInfo(parent + QLatin1String("/cgroup.procs")).isWritable())
        return;
    const QString folder = makeGroup(parent);
    if (folder.isEmpty())
        return;
    m_folders << folder;
    if (limits.memoryBytes && controllers.contains("memory")) {
        m_limitsMemory = writeFile(folder + QLatin1String("/memory.max"),
                                   QByteArray::number(qulonglong{*limits.memoryBytes}));
        writeFile(folder + QLatin1String("/memory.swap.max"), "0");
    }
    if (limits.processes && controllers.contains("pids"))
        m_limitsProcesses =
            writeFile(folder + QLatin1String("/pids.max"), QByteArray::number(*limits.processes));
    if (m_limitsMemory || m_limitsProcesses)
        m_entryFiles.push_back(QFile::encodeName(folder + QLatin1String("/cgroup.procs")));
}

ControlGroup::~ControlGroup()
{
    for (const QString &folder : m_folders) {
        writeFile(folder + QLatin1String("/cgroup.kill"), "1"); // version 2
        if (::rmdir(QFile::encodeName(folder).constData()) != 0 && errno == EBUSY)
            remaining().add(folder); // for the next create(); for the next program when there is none
    }
}

bool ControlGroup::ranOutOfMemory() const
{
    for (const QString &folder : m_folders) {
        for (const char *name : {"/memory.oom_control", "/memory.events"}) {
            const QList<QByteArray> lines = readFile(folder + QLatin1String(name)).split('\n');
            for (const QByteArray &line : lines) {
                if (line.startsWith("oom_kill ") && line.mid(9).trimmed().toLongLong() > 0)
                    return true;
            }
        }
    }
    return false;
}

} // namespace gatewright
