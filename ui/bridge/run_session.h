// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/check/protocol/checker_messages.h"
#include "ui/bridge/run_service.h"
#include "ui/bridge/task_progress_model.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace gatewright {

// The program of a run. The text that runs is that of the open document, saved or not.
struct RunTarget
{
    QString uri;   // as the checker knows the document
    QString title; // for people: "bell.py"
    QString path;  // empty: never saved

    friend bool operator==(const RunTarget &, const RunTarget &) = default;
};

// The run that the user asked for last: what it is about, how far it is, what came of it. One run at a time:
// a new one takes the place of the one before, which is cancelled. GUI thread.
class RunSession : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle, // nothing ran yet
        Running,
        Done,      // report()
        NotRun,    // error(): nothing could be run
        Cancelled, // by the user
    };

    // All of them outlive the session.
    RunSession(RunService &service, TaskProgressModel &tasks, const Clock &clock, QObject *parent = nullptr);
    ~RunSession() override;

    // The question's document is the target's.
    void run(const RunTarget &target, checker::SimulationQuestion question = {});
    // The last run, with the same question. Nothing happens before the first one.
    void runAgain();
    void cancel();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    // Empty before the first run.
    [[nodiscard]] const RunTarget &target() const { return m_target; }
    [[nodiscard]] const std::optional<SimulationReport> &report() const { return m_report; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    // Since the start of the run that is going on; zero at other times.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    // How long building and running the document took when it was run last and passed; nothing when it failed
    // last, or was never run.
    [[nodiscard]] std::optional<double> lastRunMilliseconds(const QString &uri) const;

Q_SIGNALS:
    // State, target, report or error are others now.
    void changed();

private:
    void finish(int run, Result<SimulationReport> answer);
    void stop();

    RunService &m_service;
    TaskProgressModel &m_tasks;
    const Clock &m_clock;
    State m_state = State::Idle;
    RunTarget m_target;
    checker::SimulationQuestion m_question;
    std::optional<SimulationReport> m_report;
    std::optional<Error> m_error;
    std::chrono::steady_clock::time_point m_started;
    RunService::Cancel m_cancel;
    TaskProgressModel::TaskId m_task = 0;
    int m_run = 0;                      // counts them: the answer of an earlier one is dropped
    QHash<QString, double> m_durations; // by uri
};

} // namespace gatewright
