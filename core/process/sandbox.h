// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>

namespace gatewright {

// What runs inside and what it may see. It sees /usr, the folders named here and nothing else: no network, no
// home, no /run, no capabilities, a cleared environment, a session, processes and host name of its own.
struct SandboxedProgram
{
    QString program; // a path inside, or a name looked up in /usr/bin and /bin
    QStringList arguments;
    QStringList readOnlyFolders; // the interpreter's prefix, the workspace: seen at their own paths
    QString runFolder;           // the one folder it may write, and its working folder; empty: only /tmp
    QMap<QString, QString> environment;
    // Set inside, where nothing else of the user's is counted; holds for ordinary users, for root a control
    // group does it (ProcessLimits::processes).
    std::optional<int> processes = {};
    std::uint64_t temporaryBytes =
        std::uint64_t{256} * 1024 * 1024; // the size of its /tmp and of its /dev/shm
};

// A sandbox that is known to work on this machine. bubblewrap 0.8 or later.
//
// Its processes all die with the bwrap process, which dies with the thread that started it (thread trap in
// process_tree.h): run the command with ChildProcess on the main thread. rlimits given there hold inside as
// well.
class Sandbox
{
public:
    // Finds bwrap and tries it once. `done` runs on context's thread unless context is gone: Missing (not
    // installed) or Unsupported (this machine forbids user namespaces). Without a sandbox untrusted code is
    // not run at all.
    static void probe(QObject *context, std::function<void(Result<Sandbox>)> done);
    // For a path that needs no probing: tests.
    explicit Sandbox(QString bwrap);

    // The command that runs `program` inside. InvalidInput when a folder is not absolute, does not exist, or
    // would show more than intended (/, the home folder or one above it, /etc, /proc, /sys, /dev, /run and
    // what is below them).
    [[nodiscard]] Result<Command> command(const SandboxedProgram &program) const;

    // bwrap reports its own failures like a program that exits with 1: this tells them apart.
    [[nodiscard]] static std::optional<Error> ownFailure(const ProcessOutcome &outcome);

private:
    QString m_bwrap;
};

} // namespace gatewright
