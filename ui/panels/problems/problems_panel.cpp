// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems/problems_panel.h"

#include "ui/bridge/mark_level.h"
#include "ui/panels/problems/problems_filter.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatewright {

namespace {

constexpr int fixColumnWidth = 28;

// In the same colour whether the row is selected or not: a selection without the focus is no accent colour,
// on which the icon's own colour for selections would be seen.
QIcon steady(const QIcon &icon, const QStyleOptionViewItem &option)
{
    if (option.widget && option.widget->hasFocus())
        return icon;
    const QPixmap plain =
        icon.pixmap(option.decorationSize, option.widget ? option.widget->devicePixelRatioF() : 1.0);
    QIcon made;
    made.addPixmap(plain, QIcon::Normal);
    made.addPixmap(plain, QIcon::Selected);
    return made;
}

// Puts the severity's symbol, in its colour, before the message, and a tool where a fix is known.
class SeverityDelegate : public QStyledItemDelegate
{
public:
    SeverityDelegate(const IconProvider &icons, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_icons(icons)
        , m_theme(theme)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == DiagnosticsModel::FixColumn &&
            index.data(DiagnosticsModel::FixCountRole).toInt() > 0) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->decorationSize = QSize(16, 16);
            option->icon = steady(m_icons.icon(Symbol::QuickFix, m_theme.accent()), *option);
            option->decorationAlignment = Qt::AlignCenter;
        }
        if (index.column() != DiagnosticsModel::MessageColumn)
            return;
        const auto severity = static_cast<Severity>(index.data(DiagnosticsModel::SeverityRole).toInt());
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(16, 16);
        option->icon =
            steady(m_icons.icon(severitySymbol(severity), m_theme.levelColour(markLevel(severity))), *option);
    }

private:
    const IconProvider &m_icons;
    Theme m_theme;
};

} // namespace

ProblemsPanel::ProblemsPanel(DiagnosticsModel &problems, const IconProvider &icons, const Theme &theme,
                             QWidget *parent)
    : QWidget(parent)
    , m_problems(problems)
    , m_icons(icons)
    , m_filter(new ProblemsFilter(this))
    , m_words(new QLineEdit(this))
    , m_currentOnly(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new QTreeView(m_stack))
    , m_empty(new QLabel(m_stack))
{
    m_filter->setSourceModel(&problems);
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setAccessibleName(tr("Show problems with these words"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(240);
    m_currentOnly->setText(tr("This File Only"));
    m_currentOnly->setCheckable(true);
    m_currentOnly->setAutoRaise(true);

    auto *filters = new QHBoxLayout;
    filters->setContentsMargins(8, 4, 8, 4);
    filters->setSpacing(4);
    filters->addWidget(addSeverity(Severity::Error));
    filters->addWidget(addSeverity(Severity::Warning));
    filters->addWidget(addSeverity(Severity::Info));
    filters->addWidget(m_currentOnly);
    filters->addStretch();
    filters->addWidget(m_words);

    buildList();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(16);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    setFocusProxy(m_list);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(filters);
    column->addWidget(m_stack, 1);

    connect(m_words, &QLineEdit::textChanged, m_filter, &ProblemsFilter::setWords);
    connect(m_currentOnly, &QToolButton::toggled, m_filter, [this](bool on) {
        m_filter->setScope(on ? ProblemsFilter::Scope::CurrentFile : ProblemsFilter::Scope::AllFiles);
        updateEmptyState();
    });
    connect(&problems, &DiagnosticsModel::countsChanged, this, &ProblemsPanel::updateCounts);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, change, this, [this] { updateEmptyState(); });
    setTheme(theme);
    updateCounts();
}

void ProblemsPanel::buildList()
{
    m_list->setModel(m_filter);
    m_list->setObjectName(QStringLiteral("problemsList"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(DiagnosticsModel::MessageColumn, QHeaderView::Stretch);
    m_list->header()->setMinimumSectionSize(fixColumnWidth);
    m_list->header()->setSectionResizeMode(DiagnosticsModel::FixColumn, QHeaderView::Fixed);
    m_list->header()->resizeSection(DiagnosticsModel::FixColumn, fixColumnWidth);
    const int letter = fontMetrics().averageCharWidth();
    m_list->header()->resizeSection(DiagnosticsModel::SourceColumn, 18 * letter);
    m_list->header()->resizeSection(DiagnosticsModel::FileColumn, 24 * letter);
    m_list->header()->resizeSection(DiagnosticsModel::LineColumn, 8 * letter);
    connect(m_list, &QTreeView::clicked, this, &ProblemsPanel::choose);
    connect(m_list, &QTreeView::activated, this, &ProblemsPanel::choose);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        const QModelIndex index = m_list->indexAt(place);
        if (index.isValid())
            Q_EMIT contextMenuRequested(m_filter->mapToSource(index).row(),
                                        m_list->viewport()->mapToGlobal(place));
    });
}

void ProblemsPanel::choose(const QModelIndex &index)
{
    const int row = m_filter->mapToSource(index).row();
    if (index.column() == DiagnosticsModel::FixColumn &&
        index.data(DiagnosticsModel::FixCountRole).toInt() > 0)
        Q_EMIT fixesRequested(row, m_list->viewport()->mapToGlobal(m_list->visualRect(index).bottomLeft()));
    else
        Q_EMIT problemChosen(row);
}

int ProblemsPanel::currentRow() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_filter->mapToSource(index).row() : -1;
}

bool ProblemsPanel::hasListFocus() const
{
    return m_list->hasFocus();
}

QPoint ProblemsPanel::menuPlace() const
{
    const QModelIndex index = m_list->currentIndex().siblingAtColumn(DiagnosticsModel::FixColumn);
    return m_list->viewport()->mapToGlobal(m_list->visualRect(index).bottomLeft());
}

QToolButton *ProblemsPanel::addSeverity(Severity severity)
{
    auto *button = new QToolButton(this);
    button->setCheckable(true);
    button->setChecked(true);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_severities.insert(static_cast<int>(severity), button);
    connect(button, &QToolButton::toggled, m_filter, [this, severity](bool on) {
        m_filter->setShown(severity, on);
        if (severity == Severity::Info)
            m_filter->setShown(Severity::Hint, on);
        updateEmptyState();
    });
    return button;
}

void ProblemsPanel::setTheme(const Theme &theme)
{
    for (auto it = m_severities.begin(); it != m_severities.end(); ++it) {
        const auto severity = static_cast<Severity>(it.key());
        it.value()->setIcon(m_icons.icon(severitySymbol(severity), theme.levelColour(markLevel(severity))));
    }
    delete m_list->itemDelegate();
    m_list->setItemDelegate(new SeverityDelegate(m_icons, theme, m_list));
}

void ProblemsPanel::setCurrentDocument(int document)
{
    m_filter->setCurrentDocument(document);
    updateEmptyState();
}

void ProblemsPanel::reveal(int row)
{
    const QModelIndex index = m_filter->mapFromSource(m_problems.index(row, 0));
    if (!index.isValid())
        return;
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void ProblemsPanel::updateCounts()
{
    const auto set = [this](Severity severity, const QString &text) {
        QToolButton *button = m_severities.value(static_cast<int>(severity));
        button->setText(text);
        button->setAccessibleName(text);
    };
    set(Severity::Error, tr("%n error(s)", nullptr, m_problems.count(Severity::Error)));
    set(Severity::Warning, tr("%n warning(s)", nullptr, m_problems.count(Severity::Warning)));
    set(Severity::Info,
        tr("%n note(s)", nullptr, m_problems.count(Severity::Info) + m_problems.count(Severity::Hint)));
    updateEmptyState();
}

void ProblemsPanel::updateEmptyState()
{
    const bool empty = m_filter->rowCount() == 0;
    m_stack->setCurrentIndex(empty ? 1 : 0);
    m_empty->setText(m_problems.rowCount() == 0 ? tr("No problems found in the open files.\nWhat does not "
                                                     "parse or compile is listed here while you type.")
                                                : tr("No problem fits the filters."));
}

} // namespace gatewright
