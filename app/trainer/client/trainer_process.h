// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/trainer/client/slice_report.h"
#include "core/base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QString>

#include <functional>

namespace gatewright::trainer {

// One slice of gatewright-trainer as a child. Make and start it on the main thread (thread trap in
// core/process/process_tree.h). When this is destroyed the child is killed; the job loses nothing but the
// steps since its last checkpoint.
class TrainerProcess final : public QObject
{
    Q_OBJECT

public:
    enum class Urgency {
        IdleTime,  // what no other program wants
        WaitedFor, // low, but not starved
    };
    using Done = std::function<void(Result<SliceReport>)>;

    // `program` is what program() gives.
    explicit TrainerProcess(QString program, QObject *parent = nullptr);
    ~TrainerProcess() override;

    // Whether this build has the trainer; Missing, with the remedy, when it has not.
    [[nodiscard]] static Result<QString> program();

    // Once. `done` runs once, from the event loop: with the report, or with Missing, Crashed (the next slice
    // goes on from the checkpoint) or InvalidInput with what the trainer said.
    void start(const QString &jobFolder, int seconds, Urgency urgency, Done done);
    // Stands still at once, and goes on. No processor time is used in between.
    void pause();
    void resume();
    // Asks for a checkpoint and the end; done() follows.
    void stop();
    // Blocks until it has ended, at most so long; false when it has not.
    bool waitForEnd(int milliseconds);
    // Destroys this when the slice has ended, or with its parent; `done` is not called.
    void deleteWhenEnded();
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

private:
    void finished(int exitCode, QProcess::ExitStatus status);
    void deliver(Result<SliceReport> result);
    void signal(int number) const;

    const QString m_program;
    QProcess m_process;
    Done m_done;
};

} // namespace gatewright::trainer
