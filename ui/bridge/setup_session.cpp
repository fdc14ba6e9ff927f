// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/setup_session.h"

#include <utility>

namespace gatewright {

SetupSession::SetupSession(SetupService &service, TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_tasks(tasks)
{
}

SetupSession::~SetupSession()
{
    stop();
}

void SetupSession::start(Language language)
{
    if (m_state != State::Idle)
        return;
    m_language = language;
    m_task = m_tasks.begin(tr("Looking up what %1 needs").arg(languageName(language)), [this] { cancel(); });
    setState(State::Planning);
    m_cancel = m_service.plan(
        language, this, [this, work = m_work](Result<SetupPlan> plan) { takePlan(work, std::move(plan)); });
}

void SetupSession::takePlan(int work, Result<SetupPlan> plan)
{
    if (work != m_work || m_state != State::Planning)
        return;
    endTask();
    if (!plan)
        return fail(plan.error());
    m_plan = std::move(*plan);
    setState(m_plan.isDone ? State::Idle : State::Asking);
    if (m_plan.isDone)
        Q_EMIT alreadyDone();
    else
        Q_EMIT planned();
}

void SetupSession::agree()
{
    if (m_state != State::Asking)
        return;
    m_task = m_tasks.begin(tr("Installing %1").arg(m_plan.title), [this] { cancel(); });
    setState(State::Installing);
    m_cancel = m_service.install(
        {m_language, m_plan.folder}, this,
        [this, work = m_work](const Progress &progress) {
            if (work == m_work && m_state == State::Installing)
                m_tasks.report(m_task, progress);
        },
        [this, work = m_work](const Result<void> &done) { finish(work, done); });
}

void SetupSession::finish(int work, const Result<void> &done)
{
    if (work != m_work || m_state != State::Installing)
        return;
    endTask();
    if (!done)
        return fail(done.error());
    m_plan.isDone = true;
    setState(State::Idle);
    Q_EMIT installed();
}

void SetupSession::fail(const Error &error)
{
    setState(State::Idle);
    if (error.code == ErrorCode::Cancelled)
        Q_EMIT cancelled();
    else
        Q_EMIT failed(error);
}

void SetupSession::decline()
{
    if (m_state == State::Asking)
        setState(State::Idle);
}

void SetupSession::cancel()
{
    if (m_state == State::Idle)
        return;
    stop();
    setState(State::Idle);
    Q_EMIT cancelled();
}

void SetupSession::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void SetupSession::endTask()
{
    m_cancel = {};
    m_tasks.end(std::exchange(m_task, 0));
}

// Whatever still comes of the present work is not for us any more.
void SetupSession::stop()
{
    ++m_work;
    const SetupService::Cancel cancel = std::exchange(m_cancel, {});
    m_tasks.end(std::exchange(m_task, 0));
    if (cancel)
        cancel();
}

} // namespace gatewright
