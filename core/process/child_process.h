// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"
#include "core/process/control_group.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <functional>
#include <memory>
#include <utility>

namespace gatewright {

// Runs one command to its end and collects what it writes, within limits; the whole process tree is killed
// when a limit is hit, when stop() is called and when this object is destroyed, and what the command leaves
// running is killed with it.
//
// Make and start it on the main thread, or one that lives as long as the program (see the thread trap in
// process_tree.h).
class ChildProcess final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<ProcessOutcome>)>;

    explicit ChildProcess(Command command, ProcessLimits limits = {}, QObject *parent = nullptr);
    ~ChildProcess() override;

    // Once. `input` is the command's stdin. `done` runs once, from the event loop, unless this is destroyed
    // before: with the outcome however the command ended, or with Missing or Io when it did not start, or
    // with Cancelled after stop(). It may destroy this.
    void start(Done done, const QByteArray &input = {});
    void stop();
    // Before the start: hears what the command writes on stdout, as it comes.
    void listen(std::function<void(const QByteArray &)> output) { m_output = std::move(output); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

private:
    void collect(QProcess::ProcessChannel channel, QByteArray &into);
    void limitHit(ProcessEnd end);
    void processFinished();
    void processFailed(QProcess::ProcessError error);
    void deliver(Result<ProcessOutcome> result);

    const Command m_command;
    const ProcessLimits m_limits;
    Done m_done;
    std::function<void(const QByteArray &)> m_output;
    QProcess m_process;
    QTimer m_timer;
    std::unique_ptr<ControlGroup> m_group; // null where the machine has none
    QElapsedTimer m_clock;
    ProcessOutcome m_outcome;
    qint64 m_leader = 0; // the child's process and group id
    bool m_limitHit = false;
    bool m_stopped = false;
};

} // namespace gatewright
