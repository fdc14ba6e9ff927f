// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/process/command.h"

#include <QProcess>

#include <sys/types.h>

#include <functional>

namespace gatewright {

class ControlGroup;

// What a child does between fork and exec: leads a process group of its own, dies with the thread that
// started it, may run on every processor again, takes its limits: those of the tree by entering `group`,
// which may be null and otherwise lives until the child has started, the others as rlimits.
//
// Thread trap: the kernel ties "dies with its parent" to the starting *thread*. Children are therefore
// started on the main thread, or on one that lives as long as the program; a child started on a pool thread
// is killed when that thread ends.
[[nodiscard]] std::function<void()> childSetup(const ProcessLimits &limits,
                                               const ControlGroup *group = nullptr);

// Kills `leader`, every process descended from it, and its process group, and does not wait. Descendants are
// stopped before they are killed, so that none can hide by starting another; one whose own parent has already
// ended can be found by its group alone. Only a sandbox holds on to those that leave the group as well.
void killProcessTree(pid_t leader);

// Kills what is left of the group of a leader that has ended and was waited for: its own number may be
// another process's by now, the group's can not while it has members.
void killRemainingGroup(pid_t leader);

// Whether no process of this number is there (any more), such as the owner of something left behind. One that
// has ended and was not waited for still is. Numbers below 1 are nobody's.
[[nodiscard]] bool isProcessGone(qint64 process);

// The error for a command that did not start: Missing when there is no such program, Io otherwise.
[[nodiscard]] Error startError(const Command &command, const QProcess &process);

} // namespace gatewright
