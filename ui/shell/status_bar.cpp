// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_bar.h"

#include "ui/bridge/plain_tool_tip.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/shell/appearance.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QStyle>
#include <QToolButton>

namespace gatewright {

namespace {

// Takes the room that is left and no more: what it says never makes the window wider.
class YieldingLabel : public QLabel
{
public:
    explicit YieldingLabel(QWidget *parent)
        : QLabel(parent)
    {
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }

    [[nodiscard]] QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        style()->drawItemText(&painter, contentsRect(), Qt::AlignLeading | Qt::AlignVCenter, palette(),
                              isEnabled(), fontMetrics().elidedText(text(), Qt::ElideMiddle, width()),
                              foregroundRole());
    }
};

} // namespace

StatusBar::StatusBar(const Appearance &appearance, TaskProgressModel &tasks, QWidget *parent)
    : QStatusBar(parent)
    , m_appearance(appearance)
    , m_tasks(tasks)
    , m_branch(addField(QStringLiteral("statusBranch"), tr("Branch")))
    , m_problems(addField(QStringLiteral("statusProblems"), tr("Problems")))
    , m_language(addField(QStringLiteral("statusLanguage"), tr("Language")))
    , m_encoding(addField(QStringLiteral("statusEncoding"), tr("Encoding and line ends")))
    , m_position(addField(QStringLiteral("statusPosition"), tr("Line and column")))
    , m_task(new QWidget(this))
    , m_taskText(new YieldingLabel(m_task))
    , m_taskBar(new QProgressBar(m_task))
    , m_taskCancel(new QToolButton(m_task))
    , m_servers(addField(QStringLiteral("statusServers"), tr("Language servers")))
    , m_model(addField(QStringLiteral("statusModel"), tr("Model")))
    , m_offline(new QLabel(this))
{
    setSizeGripEnabled(false);
    m_encoding->setToolTip(tr("Change encoding or line ends"));

    m_taskText->setObjectName(QStringLiteral("statusTask"));
    m_taskBar->setTextVisible(false);
    m_taskBar->setFixedSize(120, 8);
    m_taskBar->setAccessibleName(tr("Progress"));
    m_taskCancel->setAutoRaise(true);
    m_taskCancel->setIcon(appearance.icons().icon(Symbol::Stop));
    m_taskCancel->setToolTip(tr("Cancel"));
    m_taskCancel->setAccessibleName(tr("Cancel"));
    auto *row = new QHBoxLayout(m_task);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(8);
    row->addWidget(m_taskText, 1);
    row->addWidget(m_taskBar);
    row->addWidget(m_taskCancel);

    m_offline->setObjectName(QStringLiteral("statusOffline"));
    m_offline->setMargin(4);
    setConnection({});

    for (QWidget *field :
         std::initializer_list<QWidget *>{m_branch, m_problems, m_language, m_encoding, m_position})
        addWidget(field);
    addWidget(m_task, 1);
    addPermanentWidget(m_servers);
    m_servers->hide();
    addPermanentWidget(m_model);
    addPermanentWidget(m_offline);
    m_task->hide();
    setDocument({}, {});
    setPosition(0, 0, 0);
    updateProblems();

    setBranch({}, {});
    connect(m_branch, &QToolButton::clicked, this, &StatusBar::branchClicked);
    connect(m_problems, &QToolButton::clicked, this, &StatusBar::problemsClicked);
    connect(m_language, &QToolButton::clicked, this, &StatusBar::languageClicked);
    connect(m_encoding, &QToolButton::clicked, this, &StatusBar::encodingClicked);
    connect(m_position, &QToolButton::clicked, this, &StatusBar::positionClicked);
    connect(m_model, &QToolButton::clicked, this, &StatusBar::modelClicked);
    connect(m_servers, &QToolButton::clicked, this, &StatusBar::serversClicked);
    connect(m_taskCancel, &QToolButton::clicked, this, [this] { m_tasks.cancel(m_tasks.rowCount() - 1); });
    connect(&m_tasks, &QAbstractItemModel::rowsInserted, this, &StatusBar::updateTask);
    connect(&m_tasks, &QAbstractItemModel::rowsRemoved, this, &StatusBar::updateTask);
    connect(&m_tasks, &QAbstractItemModel::dataChanged, this, &StatusBar::updateTask);
    connect(&appearance, &Appearance::changed, this, &StatusBar::updateProblems);
}

QToolButton *StatusBar::addField(const QString &name, const QString &accessibleName)
{
    auto *field = new QToolButton(this);
    field->setObjectName(name);
    field->setAccessibleName(accessibleName);
    field->setAutoRaise(true);
    field->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return field;
}

void StatusBar::setProblems(int errors, int warnings)
{
    m_errors = errors;
    m_warnings = warnings;
    updateProblems();
}

void StatusBar::updateProblems()
{
    QStringList parts;
    if (m_errors > 0)
        parts.append(tr("%n error(s)", nullptr, m_errors));
    if (m_warnings > 0)
        parts.append(tr("%n warning(s)", nullptr, m_warnings));
    const IconProvider &icons = m_appearance.icons();
    if (parts.isEmpty()) {
        m_problems->setText(tr("No problems"));
        m_problems->setIcon(icons.icon(Symbol::Check));
    } else {
        m_problems->setText(parts.join(QStringLiteral(" · ")));
        const bool serious = m_errors > 0;
        m_problems->setIcon(
            icons.icon(serious ? Symbol::Error : Symbol::Warning,
                       m_appearance.theme().levelColour(serious ? MarkLevel::Error : MarkLevel::Warning)));
    }
    m_problems->setToolTip(tr("Show the problems"));
}

void StatusBar::setDocument(const QString &language, const QString &encoding)
{
    m_language->setText(language);
    m_language->setVisible(!language.isEmpty());
    m_encoding->setText(encoding);
    m_encoding->setVisible(!encoding.isEmpty());
}

void StatusBar::setPosition(int line, int column, int selected)
{
    QString text = tr("Line %1, column %2").arg(line).arg(column);
    if (selected > 0)
        text += QStringLiteral(" · ") + tr("%n selected", nullptr, selected);
    m_position->setText(text);
    m_position->setToolTip(tr("Go to a line"));
    m_position->setVisible(line > 0);
}

const QWidget &StatusBar::encodingField() const
{
    return *m_encoding;
}

const QWidget &StatusBar::modelField() const
{
    return *m_model;
}

void StatusBar::setModel(ModelState state, const QString &text, const QString &explanation)
{
    const IconProvider &icons = m_appearance.icons();
    m_model->setText(text);
    m_model->setToolTip(explanation);
    m_model->setIcon(state == ModelState::Trouble
                         ? icons.icon(Symbol::Warning, m_appearance.theme().levelColour(MarkLevel::Warning))
                         : icons.icon(Symbol::Model));
}

const QWidget &StatusBar::serversField() const
{
    return *m_servers;
}

void StatusBar::setServers(const QString &text, bool inTrouble, const QString &explanation)
{
    m_servers->setText(text);
    m_servers->setToolTip(explanation);
    m_servers->setVisible(!text.isEmpty());
    m_servers->setIcon(inTrouble ? m_appearance.icons().icon(
                                       Symbol::Warning, m_appearance.theme().levelColour(MarkLevel::Warning))
                                 : QIcon());
}

void StatusBar::updateTask()
{
    const int rows = m_tasks.rowCount();
    m_task->setVisible(rows > 0);
    if (rows == 0)
        return;
    const QModelIndex latest = m_tasks.index(rows - 1);
    QString text = latest.data().toString();
    if (rows > 1)
        text += QStringLiteral(" · ") + tr("%n more", nullptr, rows - 1);
    m_taskText->setText(text);
    const double fraction = latest.data(TaskProgressModel::FractionRole).toDouble();
    m_taskBar->setRange(0, fraction < 0 ? 0 : 1000);
    m_taskBar->setValue(fraction < 0 ? 0 : static_cast<int>(fraction * 1000));
    m_taskCancel->setVisible(latest.data(TaskProgressModel::CancellableRole).toBool());
}

void StatusBar::setBranch(const QString &name, const QString &explanation)
{
    constexpr int mostShown = 40;
    m_branch->setText(name.size() > mostShown ? name.left(mostShown) + QChar(0x2026) : name);
    m_branch->setIcon(m_appearance.icons().icon(Symbol::Branch));
    m_branch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_branch->setToolTip(plainToolTip(explanation));
    m_branch->setVisible(!name.isEmpty());
}

QRect StatusBar::branchField() const
{
    return {m_branch->mapToGlobal(QPoint(0, 0)), m_branch->size()};
}

void StatusBar::setConnection(const QString &text)
{
    const bool isOffline = text.isEmpty();
    m_offline->setText(isOffline ? tr("● offline") : tr("▲ online"));
    m_offline->setToolTip(
        isOffline ? tr("Nothing here opens a network connection: the model runs on this computer.") : text);
    m_offline->setAccessibleName(isOffline ? tr("Offline") : tr("Online"));
    m_offline->setAccessibleDescription(m_offline->toolTip());
}

} // namespace gatewright
