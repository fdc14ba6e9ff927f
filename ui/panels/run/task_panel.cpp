// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/task_panel.h"

#include "core/task/start_task.h"
#include "ui/bridge/core_texts.h"
#include "ui/panels/run/output_view.h"
#include "ui/panels/run/run_header.h"
#include "ui/panels/run/run_texts.h"

#include <QAction>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace gatewright {

TaskPanel::TaskPanel(TaskSession &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_header(new RunHeader(theme, this))
    , m_pages(new QStackedWidget(this))
    , m_start(buildEmptyPage())
    , m_output(new OutputView(m_pages))
{
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_output);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_pages, 1);
    m_elapsed.setInterval(std::chrono::milliseconds(100));
    connect(&m_elapsed, &QTimer::timeout, this, &TaskPanel::updateTime);
    connect(&session, &TaskSession::changed, this, &TaskPanel::showSession);
    connect(&session, &TaskSession::outputAdded, this, &TaskPanel::showOutput);
    connect(m_output, &OutputView::linkChosen, this,
            [this](const OutputLink &link) { Q_EMIT placeChosen(link.path, link.line, link.column); });
    showSession();
}

QWidget *TaskPanel::buildEmptyPage()
{
    auto *page = new QWidget(m_pages);
    auto *purpose = new QLabel(tr("Run a command of the project: make, CMake, the vendor's tools, or what "
                                  ".gatewright/tasks.json says.\nProblems in its output are listed."),
                               page);
    purpose->setAlignment(Qt::AlignHCenter);
    purpose->setWordWrap(true);
    purpose->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(purpose);
    column->addStretch(2);
    return page;
}

void TaskPanel::setActions(QAction *choose, QAction *again, QAction *cancel)
{
    m_header->setActions({choose, again, cancel});
    auto *start = new QToolButton(m_start);
    start->setDefaultAction(choose);
    start->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *column = qobject_cast<QVBoxLayout *>(m_start->layout());
    column->insertWidget(2, start, 0, Qt::AlignHCenter);
}

void TaskPanel::setTheme(const Theme &theme)
{
    m_header->setTheme(theme);
    m_output->applyPalette();
}

void TaskPanel::showSession()
{
    using State = TaskSession::State;
    const State state = m_session.state();
    m_header->setVisible(state != State::Idle);
    m_pages->setCurrentWidget(state == State::Idle ? m_start : static_cast<QWidget *>(m_output));
    if (state == State::Idle || !m_session.job())
        return;
    const TaskSession::Job &job = *m_session.job();
    m_header->setTitle(job.task.name, job.command.workingFolder);
    QString message;
    if (const std::size_t count = m_session.problemCount(); count > 0)
        message = tr("%Ln problem(s)", nullptr, static_cast<int>(count));
    switch (state) {
    case State::Running:
        m_header->setBadge(TierBadge::None, tr("running"));
        break;
    case State::Cancelled:
        m_header->setBadge(TierBadge::None, tr("cancelled"));
        break;
    case State::NotRun:
        m_header->setBadge(TierBadge::Failed, tr("not run"));
        message = coreText(*m_session.error());
        break;
    case State::Done: {
        const ProcessOutcome &outcome = *m_session.outcome();
        if (outcome.succeeded())
            m_header->setBadge(TierBadge::None, tr("done"));
        else if (outcome.end == ProcessEnd::OutputLimit)
            m_header->setBadge(TierBadge::Failed, tr("printed too much"));
        else if (outcome.end == ProcessEnd::Exited)
            m_header->setBadge(TierBadge::Failed, tr("exit code %1").arg(outcome.exitCode));
        else
            m_header->setBadge(TierBadge::Failed, tr("signal %1").arg(outcome.signalNumber));
        break;
    }
    case State::Idle:
        break;
    }
    m_header->setMessage(message);
    if (state == State::Running)
        m_elapsed.start();
    else
        m_elapsed.stop();
    updateTime();
    if (m_session.output().isEmpty())
        showOutput();
}

void TaskPanel::updateTime()
{
    m_header->setTime(m_session.state() == TaskSession::State::NotRun
                          ? QString()
                          : durationText(static_cast<double>(m_session.elapsed().count())));
}

void TaskPanel::showOutput()
{
    m_reading.request_stop();
    const int shown = ++m_shown;
    if (!m_session.job())
        return;
    PlaceResolver resolver(m_session.job()->workspace, {});
    resolver.setBase(m_session.job()->command.workingFolder);
    m_reading = startTask<OutputText>(
        this,
        [bytes = m_session.output(), resolver](const std::stop_token &stop) -> Result<OutputText> {
            return readOutput(QString::fromUtf8(bytes), resolver, {}, stop);
        },
        [this, shown](const Result<OutputText> &output) {
            if (output && shown == m_shown)
                m_output->follow(*output);
        });
}

} // namespace gatewright
