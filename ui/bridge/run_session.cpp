// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_session.h"

#include <utility>

namespace gatewright {

RunSession::RunSession(RunService &service, TaskProgressModel &tasks, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_tasks(tasks)
    , m_clock(clock)
{
}

RunSession::~RunSession()
{
    stop();
}

void RunSession::run(const RunTarget &target, checker::SimulationQuestion question)
{
    stop();
    question.uri = target.uri;
    m_target = target;
    m_question = std::move(question);
    m_report.reset();
    m_error.reset();
    m_state = State::Running;
    m_started = m_clock.now();
    m_task = m_tasks.begin(tr("Running %1").arg(target.title), [this] { cancel(); });
    m_cancel = m_service.run(m_question, this, [this, run = m_run](Result<SimulationReport> answer) {
        finish(run, std::move(answer));
    });
    Q_EMIT changed();
}

void RunSession::runAgain()
{
    if (m_state != State::Idle)
        run(RunTarget(m_target), m_question);
}

void RunSession::cancel()
{
    if (!isRunning())
        return;
    stop();
    m_state = State::Cancelled;
    Q_EMIT changed();
}

void RunSession::finish(int run, Result<SimulationReport> answer)
{
    if (run != m_run || !isRunning())
        return;
    m_cancel = {};
    stop();
    if (answer) {
        m_state = State::Done;
        // A program that fails anyway says nothing about a suggestion: it is not run for one.
        if (answer->passed())
            m_durations.insert(m_target.uri, answer->milliseconds());
        else
            m_durations.remove(m_target.uri);
        m_report = std::move(*answer);
    } else if (answer.error().code == ErrorCode::Cancelled) {
        m_state = State::Cancelled;
    } else {
        m_state = State::NotRun;
        m_error = std::move(answer.error());
    }
    Q_EMIT changed();
}

// Whatever still comes of the present run is not for us any more.
void RunSession::stop()
{
    if (!isRunning())
        return;
    ++m_run;
    m_tasks.end(m_task);
    if (const RunService::Cancel cancel = std::exchange(m_cancel, {}))
        cancel();
}

std::chrono::milliseconds RunSession::elapsed() const
{
    return isRunning() ? std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_started)
                       : std::chrono::milliseconds::zero();
}

std::optional<double> RunSession::lastRunMilliseconds(const QString &uri) const
{
    const auto found = m_durations.constFind(uri);
    return found == m_durations.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace gatewright
