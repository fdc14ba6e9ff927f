// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/setup_service.h"
#include "ui/bridge/task_progress_model.h"

#include <QObject>

namespace gatewright {

// Installing what a language needs, one at a time: ask for the plan, wait for the user's word, install. Both
// stretches of work stand among the tasks and can be cancelled there. GUI thread.
class SetupSession : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Planning, Asking, Installing };

    // Both outlive the session.
    SetupSession(SetupService &service, TaskProgressModel &tasks, QObject *parent = nullptr);
    ~SetupSession() override;

    // planned() follows, or alreadyDone(), failed(), cancelled(). Nothing happens unless it is idle.
    void start(Language language);
    // The user's word on the plan; nothing happens unless that is asked for.
    void agree();
    void decline();
    void cancel();

    [[nodiscard]] State state() const { return m_state; }
    // The last one.
    [[nodiscard]] const SetupPlan &plan() const { return m_plan; }

Q_SIGNALS:
    void stateChanged();
    // Ask the user, then agree() or decline().
    void planned();
    void alreadyDone();
    void installed();
    void failed(const gatewright::Error &error);
    void cancelled();

private:
    void setState(State state);
    void takePlan(int work, Result<SetupPlan> plan);
    void finish(int work, const Result<void> &done);
    void fail(const Error &error);
    void endTask();
    void stop();

    SetupService &m_service;
    TaskProgressModel &m_tasks;
    State m_state = State::Idle;
    Language m_language = Language::PlainText;
    SetupPlan m_plan;
    SetupService::Cancel m_cancel;
    TaskProgressModel::TaskId m_task = 0;
    int m_work = 0; // counts them: what an earlier one answers is dropped
};

} // namespace gatewright
