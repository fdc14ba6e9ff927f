// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/process/child_process.h"
#include "core/task/serial_executor.h"
#include "core/tasks/problem_matcher.h"
#include "ui/bridge/task_progress_model.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace gatewright {

class DiagnosticsModel;

// The task that the user started last: its command, what it printed so far, how it ended; the problems in its
// output stand in the problems model until the next one runs. One task at a time. Runs outside of the
// sandbox: whoever starts one has asked whether the folder is trusted. GUI thread.
class TaskSession : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Running, Done, NotRun, Cancelled };

    struct Job
    {
        tasks::Task task;
        Command command;
        QString workspace;
    };

    TaskSession(TaskProgressModel &progress, DiagnosticsModel &problems, const Clock &clock,
                QObject *parent = nullptr);
    ~TaskSession() override;

    // The one that runs is cancelled.
    void run(Job job);
    // The last one, as it was. Nothing happens before the first.
    void runAgain();
    void cancel();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    // Nothing before the first.
    [[nodiscard]] const std::optional<Job> &job() const { return m_job; }
    // Both streams as they came, up to a limit.
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    [[nodiscard]] const std::optional<ProcessOutcome> &outcome() const { return m_outcome; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] std::size_t problemCount() const { return m_problemCount; }
    // Of the task that runs, else of the last one.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

Q_SIGNALS:
    void changed();
    // At most some times a second.
    void outputAdded();

private:
    void stop();
    void take(const QByteArray &bytes);
    void finish(Result<ProcessOutcome> outcome);
    void readProblems(const QByteArray &bytes, bool last);
    void showProblems(const std::vector<tasks::TaskProblem> &found);
    void clearProblems();

    TaskProgressModel &m_progress;
    DiagnosticsModel &m_problems;
    const Clock &m_clock;
    State m_state = State::Idle;
    std::optional<Job> m_job;
    QByteArray m_output;
    std::optional<ProcessOutcome> m_outcome;
    std::optional<Error> m_error;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_took{0};
    TaskProgressModel::TaskId m_progressId = 0;
    std::unique_ptr<ChildProcess> m_process;
    std::shared_ptr<tasks::ProblemMatcher> m_matcher; // shared with the reader's jobs, which alone use it
    std::size_t m_problemCount = 0;
    int m_shownFiles = 0; // so many ids of the problems model are ours
    int m_run = 0;        // counts them: what an earlier one still says is dropped
    QTimer m_tell;
    SerialExecutor m_reader; // last: its jobs call back
};

} // namespace gatewright
