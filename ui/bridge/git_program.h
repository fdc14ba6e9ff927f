// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/connection_log.h"
#include "core/process/child_process.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace gatewright {

class TaskProgressModel;

// Runs the user's own git program for what needs a network: fetch, pull, push. One at a time, at the user's
// word, shown in the status bar with a cancel, and written to the connection log before it starts. GUI
// thread.
class GitProgram : public QObject
{
    Q_OBJECT

public:
    // What is asked of it.
    struct Request
    {
        QString title;         // "Fetching from origin", translated
        QStringList arguments; // {"fetch", "--prune", "origin"}
        QString workFolder;
        QString host; // empty: on this machine, and no connection
    };
    struct Outcome
    {
        Request request;
        bool succeeded = false;
        QString output; // both streams, as text
    };

    // Both outlive it.
    GitProgram(TaskProgressModel &tasks, const ConnectionLog &log, QObject *parent = nullptr);
    ~GitProgram() override;

    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }
    // Empty when none runs.
    [[nodiscard]] const Request &request() const { return m_request; }
    // Does nothing while one runs.
    void run(const Request &request);
    void cancel();
    // The program to run; for tests.
    void setProgram(const QString &program) { m_program = program; }

Q_SIGNALS:
    void changed();
    void finished(const gatewright::GitProgram::Outcome &outcome);
    // It could not be run, or the connection not be logged: then it is not run.
    void failed(const gatewright::Error &error);

private:
    void take(Result<ProcessOutcome> result);

    TaskProgressModel &m_tasks;
    const ConnectionLog &m_log;
    QString m_program = QStringLiteral("git");
    Request m_request;
    std::unique_ptr<ChildProcess> m_process;
    int m_task = 0;
};

} // namespace gatewright
