// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

// What a whole process tree may use together; rlimits count each process on its own.
struct TreeLimits
{
    std::optional<std::uint64_t> memoryBytes;
    std::optional<int> processes; // threads count too

    [[nodiscard]] bool any() const { return memoryBytes || processes; }
};

// A control group of the kernel for one tree, where this machine lets us make one below our own: delegated
// version 2 (a systemd user session) or a writable version 1. Never required: what it cannot limit, rlimits
// do as far as they can. Destroying it kills what is still inside (version 2 alone can); a group that is busy
// then, because what was killed in it has not ended, is removed by a later create().
class ControlGroup
{
public:
    // Null when the machine gives none. What of the limits it holds is told by limitsMemory() and
    // limitsProcesses().
    [[nodiscard]] static std::unique_ptr<ControlGroup> create(const TreeLimits &limits);
    ~ControlGroup();
    ControlGroup(const ControlGroup &) = delete;
    ControlGroup &operator=(const ControlGroup &) = delete;

    [[nodiscard]] bool limitsMemory() const { return m_limitsMemory; }
    [[nodiscard]] bool limitsProcesses() const { return m_limitsProcesses; }
    // A process that writes "0" into each of these files is inside, and so are its children; paths for the
    // moment between fork and exec.
    [[nodiscard]] const std::vector<QByteArray> &entryFiles() const { return m_entryFiles; }
    // The kernel killed something inside because of the memory limit.
    [[nodiscard]] bool ranOutOfMemory() const;

private:
    ControlGroup() = default;

    void addVersion1(const QString &controller, const char *limitFile, const QByteArray &value);
    void addVersion2(const TreeLimits &limits);

    QStringList m_folders;
    std::vector<QByteArray> m_entryFiles;
    bool m_limitsMemory = false;
    bool m_limitsProcesses = false;
};

} // namespace gatewright
