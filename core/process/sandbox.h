// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <functional>

namespace gatewright {

// Who is process 1 inside. bubblewrap takes in orphans and ends with the program; but every process inside
// can open its streams, which are the program's own, through /proc/1/fd. A program that talks to us while it
// runs what nobody trusts is process 1 itself, closes /proc/1 to others (PR_SET_DUMPABLE) and takes in
// orphans; signals from inside do not reach it.
enum class FirstProcess { Bubblewrap, Program };

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
    FirstProcess firstProcess = FirstProcess::Bubblewrap;
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
    // installed, or this machine forbids user namespaces) or Timeout (it did not start within
    // `time`, which says nothing about the machine but that it is busy). Without a sandbox untrusted code is
    // not run at all.
    static void probe(QObject *context, std::function<void(Result<Sandbox>)> done,
                      std::chrono::milliseconds time = std::chrono::seconds(10));
    // For a path that needs no probing: tests.
    explicit Sandbox(QString bwrap);

    // Whether command() takes a folder among the read-only ones. With every link resolved, for a link must
    // not smuggle in what its name does not say, and under its own name: InvalidInput when it is not
    // absolute, does not exist, has a socket at its top level, or would show more than intended: the home
    // folder or one above it; /etc, /proc, /sys, /dev, /run, /boot and what is below them; /tmp (and where
    // else temporary files go), /var/tmp, /var, /usr and /home themselves.
    [[nodiscard]] static Result<void> checkReadOnlyFolder(const QString &folder);

    // The command that runs `program` inside. InvalidInput as checkReadOnlyFolder() says; the run folder may
    // hold sockets.
    [[nodiscard]] Result<Command> command(const SandboxedProgram &program) const;

    // bwrap reports its own failures like a program that exits with 1: this tells them apart.
    [[nodiscard]] static std::optional<Error> ownFailure(const ProcessOutcome &outcome);

private:
    QString m_bwrap;
};

} // namespace gatewright
