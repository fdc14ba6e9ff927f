// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/learning_panel.h"

#include "ui/bridge/plain_tool_tip.h"
#include "ui/panels/learning/day_chart.h"
#include "ui/panels/learning/figures_row.h"
#include "ui/panels/learning/flow_layout.h"
#include "ui/panels/learning/learning_texts.h"
#include "ui/panels/learning/shares_bar.h"
#include "ui/panels/learning/versions_table.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace gatewright {

using completion::EngineState;
using completion::LearningReport;
using completion::LearningState;

namespace {

constexpr int space = 8;
// In letters: below it one column stands above the other.
constexpr int wideLetters = 105;
constexpr int symbolSide = 16;
// Of a sentence of the engine's that should be one.
constexpr qsizetype longestSentence = 300;

QLabel *wordsLabel(QPalette::ColorRole role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(role);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

// Reports come with every suggestion: a label that says the same is not laid out anew.
void setWords(QLabel &label, const QString &text)
{
    const QString said =
        text.size() <= longestSentence ? text : text.first(longestSentence) + QStringLiteral("…");
    if (label.text() != said)
        label.setText(said);
    label.setToolTip(said == text ? QString() : plainToolTip(text));
    label.setVisible(!text.isEmpty());
}

} // namespace

LearningPanel::LearningPanel(const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_icons(icons)
    , m_theme(theme)
    , m_header(new QWidget(this))
    , m_symbol(new QLabel(m_header))
    , m_headline(wordsLabel(QPalette::WindowText, m_header))
    , m_detail(wordsLabel(QPalette::PlaceholderText, m_header))
    , m_progress(new QProgressBar(this))
    , m_pages(new QStackedWidget(this))
    , m_emptyText(wordsLabel(QPalette::WindowText, m_pages))
    , m_emptyDetail(wordsLabel(QPalette::PlaceholderText, m_pages))
    , m_start(new QPushButton(m_pages))
    , m_scroll(new QScrollArea(m_pages))
    , m_figures(new FiguresRow)
    , m_chart(new DayChart(theme))
    , m_shares(new SharesBar(theme))
    , m_versions(new VersionsTable(icons, theme))
{
    m_progress->setObjectName(QStringLiteral("learningProgress"));
    m_progress->setAccessibleName(tr("Progress of learning"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    buildHeader();
    buildEmptyPage();
    buildKnownPage();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_progress);
    column->addWidget(m_pages, 1);
    connect(m_versions, &VersionsTable::currentVersionChanged, this, &LearningPanel::currentVersionChanged);
    setView({});
    arrange();
}

void LearningPanel::buildHeader()
{
    m_headline->setObjectName(QStringLiteral("learningHeadline"));
    m_detail->setObjectName(QStringLiteral("learningDetail"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_headline);
    words->addWidget(m_detail);
    auto *said = new QHBoxLayout;
    said->setSpacing(space);
    said->addWidget(m_symbol, 0, Qt::AlignTop);
    said->addLayout(words, 1);
    m_headerButtons = new FlowLayout(4);
    m_headerRow = new QBoxLayout(QBoxLayout::LeftToRight, m_header);
    m_headerRow->setContentsMargins(space, 4, space, 4);
    m_headerRow->setSpacing(space);
    m_headerRow->addLayout(said, 1);
    m_headerRow->addLayout(m_headerButtons);
}

void LearningPanel::buildEmptyPage()
{
    auto *page = new QWidget(m_pages);
    m_emptyText->setObjectName(QStringLiteral("learningWords"));
    m_emptyDetail->setObjectName(QStringLiteral("learningWordsDetail"));
    m_start->setObjectName(QStringLiteral("learningStart"));
    m_start->hide();
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_offered)
            m_offered->trigger();
    });
    for (QLabel *label : {m_emptyText, m_emptyDetail})
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(2 * space, 2 * space, 2 * space, 2 * space);
    column->setSpacing(space);
    column->addStretch(1);
    column->addWidget(m_emptyText);
    column->addWidget(m_emptyDetail);
    column->addWidget(m_start, 0, Qt::AlignHCenter);
    column->addStretch(2);
    m_pages->addWidget(page);
}

void LearningPanel::buildKnownPage()
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *days = new QVBoxLayout;
    days->setSpacing(space);
    days->addWidget(m_figures);
    days->addWidget(m_chart, 1);

    QLabel *atOnce = wordsLabel(QPalette::PlaceholderText, page);
    atOnce->setText(tr("Whose drafts stood. Index and table learn from each accepted line at once."));
    atOnce->setObjectName(QStringLiteral("learningAtOnce"));
    QLabel *slowly = wordsLabel(QPalette::PlaceholderText, page);
    slowly->setText(
        tr("Versions of the head. It learns slowly, in idle time; a new one serves only when it is "
           "better on text that it did not learn from."));
    slowly->setObjectName(QStringLiteral("learningSlowly"));
    m_versionButtons = new FlowLayout(4);
    auto *who = new QVBoxLayout;
    who->setSpacing(4);
    who->addWidget(atOnce);
    who->addWidget(m_shares);
    who->addSpacing(4);
    who->addWidget(slowly);
    who->addWidget(m_versions, 1);
    who->addLayout(m_versionButtons);

    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, page);
    m_columns->setContentsMargins(2 * space, space, 2 * space, space);
    m_columns->setSpacing(3 * space);
    m_columns->addLayout(days, 1);
    m_columns->addLayout(who, 1);
    m_scroll->setObjectName(QStringLiteral("learningPage"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(page);
    m_pages->addWidget(m_scroll);
}

void LearningPanel::addButton(FlowLayout &row, QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(QString(action->text()).remove(u'&'));
    row.addWidget(button);
}

void LearningPanel::setActions(const LearningActions &actions)
{
    m_actions = actions;
    for (QAction *action : {actions.learnNow, actions.cancel, actions.pause, actions.erase})
        addButton(*m_headerButtons, action);
    for (QAction *action : {actions.use, actions.rollBack, actions.drop}) {
        addButton(*m_versionButtons, action);
        m_versions->addAction(action);
    }
    m_versions->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (QAction *action : {actions.draft, actions.restartEngine, actions.suggest})
        connect(action, &QAction::changed, m_start, [this, action] {
            if (action == m_offered)
                offer(action);
        });
}

void LearningPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_chart->setTheme(theme);
    m_shares->setTheme(theme);
    m_versions->setTheme(theme);
    paintSymbol();
}

int LearningPanel::currentVersion() const
{
    return m_versions->currentVersion();
}

void LearningPanel::selectVersion(int version)
{
    m_versions->select(version);
}

void LearningPanel::setView(const LearningView &view)
{
    const bool known = learningStage(view) == LearningStage::Known;
    m_header->setVisible(known);
    m_pages->setCurrentIndex(known ? 1 : 0);
    setFocusProxy(known ? static_cast<QWidget *>(m_chart) : m_start);
    if (known)
        showKnown(view);
    else
        showEmpty(view);
}

void LearningPanel::showEmpty(const LearningView &view)
{
    m_progress->hide();
    const LearningPageText page = learningPageText(view);
    setWords(*m_emptyText, page.text);
    setWords(*m_emptyDetail, page.detail);
    switch (learningStage(view)) {
    case LearningStage::DraftingOff:
        return offer(m_actions.draft);
    case LearningStage::NothingYet:
        return offer(m_actions.suggest);
    case LearningStage::NoEngine: {
        const EngineState state = view.engine.state;
        return offer(state == EngineState::GivenUp || state == EngineState::NoModel ? m_actions.restartEngine
                                                                                    : nullptr);
    }
    case LearningStage::Loading:
    case LearningStage::Known:
        return offer(nullptr);
    }
}

void LearningPanel::offer(QAction *action)
{
    m_offered = action;
    m_start->setVisible(action != nullptr);
    if (!action)
        return;
    m_start->setText(QString(action->text()).remove(u'&'));
    m_start->setIcon(action->icon());
    m_start->setEnabled(action->isEnabled());
}

void LearningPanel::showKnown(const LearningView &view)
{
    const LearningHeadline headline = learningHeadline(view);
    setWords(*m_headline, headline.text);
    setWords(*m_detail, headline.detail);
    m_shownSymbol = headline.symbol;
    m_shownLevel = headline.level;
    paintSymbol();

    const LearningReport report = view.learning.value_or(LearningReport{});
    const bool trains = report.state == LearningState::Training;
    m_progress->setVisible(trains || report.onDemand);
    m_progress->setRange(0, trains && report.steps > 0 ? 1000 : 0);
    if (trains && report.steps > 0)
        m_progress->setValue(static_cast<int>(1000 * std::min(report.step, report.steps) / report.steps));
    m_figures->setFigures(learningFigures(view), view.today);
    m_chart->setDays(report.days, view.today);
    m_shares->setShares(view.engine.engine.drafting.shares);
    m_versions->setVersions(report.versions, view.sawErased);
}

void LearningPanel::paintSymbol()
{
    const QIcon icon = m_icons.icon(m_shownSymbol, m_theme.levelColour(m_shownLevel));
    m_symbol->setPixmap(icon.pixmap(QSize(symbolSide, symbolSide), devicePixelRatioF()));
}

// Two columns where there is room, one above the other where there is none.
void LearningPanel::arrange()
{
    const bool wide = width() >= wideLetters * fontMetrics().averageCharWidth();
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_headerRow->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void LearningPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void LearningPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_columns)
        arrange();
}

} // namespace gatewright
