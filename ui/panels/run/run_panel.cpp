// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/run_panel.h"

#include "core/task/start_task.h"
#include "ui/bridge/core_texts.h"
#include "ui/panels/run/circuits_view.h"
#include "ui/panels/run/findings_list.h"
#include "ui/panels/run/output_view.h"
#include "ui/panels/run/run_header.h"
#include "ui/panels/run/run_texts.h"

#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

// Of a sentence that should be one: a broken compiler may say anything.
constexpr qsizetype longestMessage = 4'000;

QLabel *wordsLabel(QPalette::ColorRole role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    label->setForegroundRole(role);
    return label;
}

QString shortened(const QString &text)
{
    return text.size() <= longestMessage ? text : text.first(longestMessage) + QStringLiteral("…");
}

} // namespace

RunPanel::RunPanel(RunSession &session, const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_icons(icons)
    , m_theme(theme)
    , m_header(new RunHeader(theme, this))
    , m_busy(new QProgressBar(this))
    , m_pages(new QStackedWidget(this))
    , m_start(new QPushButton(m_pages))
    , m_symbol(new QLabel(m_pages))
    , m_message(wordsLabel(QPalette::WindowText, m_pages))
    , m_detail(wordsLabel(QPalette::PlaceholderText, m_pages))
    , m_remedy(new QPushButton(m_pages))
    , m_found(new QWidget(m_pages))
    , m_findings(new FindingsList(icons, theme, m_found))
    , m_results(new QSplitter(Qt::Horizontal, m_pages))
    , m_output(new OutputView(m_results))
    , m_circuits(new CircuitsView(theme, m_results))
{
    m_busy->setObjectName(QStringLiteral("runBusy"));
    m_busy->setAccessibleName(tr("The program is running"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(4);
    buildPages();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_busy);
    column->addWidget(m_pages, 1);

    m_elapsed.setInterval(100ms);
    connect(&m_elapsed, &QTimer::timeout, this, &RunPanel::updateElapsed);
    connect(&session, &RunSession::changed, this, &RunPanel::showSession);
    connect(m_findings, &FindingsList::placeChosen, this, &RunPanel::programPlaceChosen);
    connect(m_output, &OutputView::linkChosen, this,
            [this](const OutputLink &link) { Q_EMIT placeChosen(link.path, link.line, link.column); });
    showSession();
}

void RunPanel::buildPages()
{
    auto *empty = new QWidget(m_pages);
    QLabel *purpose = wordsLabel(QPalette::PlaceholderText, empty);
    purpose->setText(
        tr("Run the program of the current file in a sandbox.\nA kernel runs with its testbench, a "
           "circuit on the simulator; the text need not be saved."));
    m_start->setObjectName(QStringLiteral("runStart"));
    m_start->hide();
    auto *emptyColumn = new QVBoxLayout(empty);
    emptyColumn->setContentsMargins(16, 16, 16, 16);
    emptyColumn->setSpacing(8);
    emptyColumn->addStretch(1);
    emptyColumn->addWidget(purpose);
    emptyColumn->addWidget(m_start, 0, Qt::AlignHCenter);
    emptyColumn->addStretch(2);

    auto *message = new QWidget(m_pages);
    m_message->setObjectName(QStringLiteral("runWords"));
    m_detail->setObjectName(QStringLiteral("runDetail"));
    m_remedy->setObjectName(QStringLiteral("runRemedy"));
    m_remedy->hide();
    connect(m_remedy, &QPushButton::clicked, this, [this] {
        if (QAction *action = m_session.error() ? m_remedies.value(m_session.error()->remedy) : nullptr)
            action->trigger();
    });
    for (QLabel *label : {m_message, m_detail})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *messageColumn = new QVBoxLayout(message);
    messageColumn->setContentsMargins(16, 16, 16, 16);
    messageColumn->setSpacing(8);
    messageColumn->addStretch(1);
    messageColumn->addWidget(m_symbol, 0, Qt::AlignHCenter);
    messageColumn->addWidget(m_message);
    messageColumn->addWidget(m_detail);
    messageColumn->addWidget(m_remedy, 0, Qt::AlignHCenter);
    messageColumn->addStretch(2);

    auto *result = new QWidget(m_pages);
    m_found->setBackgroundRole(QPalette::Base);
    m_found->setAutoFillBackground(true);
    auto *foundColumn = new QVBoxLayout(m_found);
    foundColumn->setContentsMargins(4, 4, 8, 4);
    foundColumn->addWidget(m_findings);
    m_results->addWidget(m_output);
    m_results->addWidget(m_circuits);
    m_results->setStretchFactor(0, 2);
    m_results->setStretchFactor(1, 3);
    m_results->setChildrenCollapsible(false);
    auto *resultColumn = new QVBoxLayout(result);
    resultColumn->setContentsMargins(0, 0, 0, 0);
    resultColumn->setSpacing(2); // the window's colour between the two, as between the parts of a splitter
    resultColumn->addWidget(m_found);
    resultColumn->addWidget(m_results, 1);

    m_pages->insertWidget(EmptyPage, empty);
    m_pages->insertWidget(MessagePage, message);
    m_pages->insertWidget(ResultPage, result);
}

void RunPanel::setActions(const RunActions &actions)
{
    m_header->setActions({actions.run, actions.runAgain, actions.cancel});
    m_start->setText(QString(actions.run->text()).remove(u'&'));
    m_start->setIcon(actions.run->icon());
    m_start->setEnabled(actions.run->isEnabled());
    m_start->show();
    connect(m_start, &QPushButton::clicked, actions.run, &QAction::trigger);
    connect(actions.run, &QAction::changed, m_start,
            [this, run = actions.run] { m_start->setEnabled(run->isEnabled()); });
}

void RunPanel::addRemedy(const QString &remedy, QAction *action)
{
    m_remedies.insert(remedy, action);
    connect(action, &QAction::changed, m_remedy, [this] {
        if (m_session.error())
            showRemedy(m_session.error()->remedy);
    });
}

void RunPanel::showRemedy(const QString &remedy)
{
    const QAction *action = m_remedies.value(remedy);
    m_remedy->setVisible(action != nullptr);
    if (!action)
        return;
    m_remedy->setText(QString(action->text()).remove(u'&'));
    m_remedy->setIcon(action->icon());
    m_remedy->setEnabled(action->isEnabled());
}

void RunPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_header->setTheme(theme);
    m_findings->setTheme(theme);
    m_circuits->setTheme(theme);
    m_output->applyPalette();
    paintSymbol();
}

void RunPanel::showSession()
{
    ++m_shown;
    m_reading.request_stop();
    const RunTarget &target = m_session.target();
    m_header->setTitle(target.title, target.path);
    m_header->setBadge(TierBadge::None, {});
    m_header->setMessage({});
    m_header->setTime({});
    m_busy->setVisible(m_session.isRunning());
    m_remedy->hide();
    if (m_session.isRunning())
        m_elapsed.start();
    else
        m_elapsed.stop();
    switch (m_session.state()) {
    case RunSession::State::Idle:
        m_pages->setCurrentIndex(EmptyPage);
        return;
    case RunSession::State::Running:
        m_header->setBadge(TierBadge::None, tr("running"));
        showMessage(Symbol::Run, MarkLevel::Information, tr("The program is built and run in the sandbox."),
                    {});
        updateElapsed();
        return;
    case RunSession::State::Cancelled:
        m_header->setBadge(TierBadge::None, tr("cancelled"));
        showMessage(Symbol::Stop, MarkLevel::Information, tr("The run was cancelled."), {});
        return;
    case RunSession::State::NotRun: {
        const Error &error = *m_session.error();
        m_header->setBadge(TierBadge::Failed, tr("not run"));
        QStringList detail;
        for (const QString &part : {error.place, error.detail}) {
            if (!part.isEmpty())
                detail.append(part);
        }
        showMessage(Symbol::Error, MarkLevel::Error, coreText(error), detail.join(u'\n'));
        showRemedy(error.remedy);
        return;
    }
    case RunSession::State::Done:
        showReport(*m_session.report());
        return;
    }
}

void RunPanel::updateElapsed()
{
    const double seconds = static_cast<double>(m_session.elapsed().count()) / 1000;
    m_header->setTime(tr("%1 s").arg(locale().toString(seconds, 'f', 1)));
}

void RunPanel::showReport(const SimulationReport &report)
{
    const OutcomeText outcome = outcomeText(report.outcome);
    m_header->setBadge(outcome.badge, outcome.word);
    m_header->setMessage(shortened(report.message));
    m_header->setTime(timesText(report));
    m_findings->setReport(report);
    m_found->setVisible(!m_findings->isEmpty());
    m_circuits->setCircuits(report.circuits);
    m_circuits->setVisible(!report.circuits.empty());
    // Circuits say enough; a kernel that prints nothing leaves a word about it.
    m_output->setVisible(!report.output.isEmpty() || report.circuits.empty());
    readOutput(report.output);
    m_pages->setCurrentIndex(ResultPage);
}

// Off this thread: it may be ten megabytes, and links ask the disk.
void RunPanel::readOutput(const QString &raw)
{
    m_output->setOutput({});
    if (raw.isEmpty())
        return;
    const QString program = m_session.target().path;
    m_reading = startTask<OutputText>(
        this,
        [raw, folder = m_folder, program](const std::stop_token &stop) -> Result<OutputText> {
            return gatewright::readOutput(raw, PlaceResolver(folder, program), {}, stop);
        },
        [this, shown = m_shown](const Result<OutputText> &output) {
            if (output && shown == m_shown)
                m_output->setOutput(*output);
        });
}

void RunPanel::showMessage(Symbol symbol, MarkLevel level, const QString &text, const QString &detail)
{
    m_shownSymbol = symbol;
    m_shownLevel = level;
    paintSymbol();
    m_message->setText(shortened(text));
    m_detail->setText(shortened(detail));
    m_detail->setVisible(!detail.isEmpty());
    m_pages->setCurrentIndex(MessagePage);
}

void RunPanel::paintSymbol()
{
    constexpr int side = 24;
    const QIcon icon = m_icons.icon(m_shownSymbol, m_theme.levelColour(m_shownLevel));
    m_symbol->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace gatewright
