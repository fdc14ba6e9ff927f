// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/git/git_panel.h"

#include "ui/bridge/core_texts.h"
#include "ui/bridge/plain_tool_tip.h"
#include "ui/panels/git/commit_box.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <set>
#include <utility>

namespace gatewright {

namespace {

// "fir.cpp<tab>src/filters": the name, and the folder after it, dimmed and cut where there is no room.
class NameDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &item, const QModelIndex &index) const override
    {
        const QString text = index.data().toString();
        const qsizetype tab = text.indexOf(QLatin1Char('\t'));
        QStyleOptionViewItem option = item;
        initStyleOption(&option, index);
        option.text = tab < 0 ? text : text.left(tab);
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        if (tab < 0)
            return;
        const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
        const int name = option.fontMetrics.horizontalAdvance(option.text) + 12;
        const QRect rest = room.adjusted(name, 0, -4, 0);
        if (rest.width() < 16)
            return;
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const auto group = (option.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
        painter->setPen(selected ? option.palette.color(group, QPalette::HighlightedText)
                                 : option.palette.color(QPalette::PlaceholderText));
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(text.mid(tab + 1), Qt::ElideMiddle, rest.width()));
    }
};

QString unfinishedText(git::Unfinished unfinished)
{
    switch (unfinished) {
    case git::Unfinished::Merge:
        return GitPanel::tr("A merge is under way");
    case git::Unfinished::Revert:
        return GitPanel::tr("A revert is under way");
    case git::Unfinished::CherryPick:
        return GitPanel::tr("A cherry-pick is under way");
    case git::Unfinished::Rebase:
        return GitPanel::tr("A rebase is under way; go on with it in a terminal");
    case git::Unfinished::Bisect:
        return GitPanel::tr("A bisection is under way");
    case git::Unfinished::Patches:
        return GitPanel::tr("Patches are being applied; go on with it in a terminal");
    case git::Unfinished::Nothing:
        break;
    }
    return {};
}

} // namespace

GitPanel::GitPanel(GitSession &session, const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_icons(icons)
    , m_model(new GitStatusModel(icons, theme, this))
    , m_branch(new QToolButton(this))
    , m_distance(new QLabel(this))
    , m_refresh(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_header(new QWidget(this))
    , m_banner(new QWidget(this))
    , m_bannerText(new QLabel(m_banner))
    , m_abort(new QToolButton(m_banner))
    , m_stack(new QStackedWidget(this))
    , m_emptyPage(new QWidget(m_stack))
    , m_emptyText(new QLabel(m_emptyPage))
    , m_emptyButton(new QPushButton(m_emptyPage))
    , m_work(new QSplitter(Qt::Vertical, m_stack))
    , m_listStack(new QStackedWidget(m_work))
    , m_list(new QTreeView(m_listStack))
    , m_clean(new QLabel(m_listStack))
    , m_commit(new CommitBox(theme, m_work))
{
    buildHeader();
    buildList();
    buildEmptyPage();
    m_work->addWidget(m_listStack);
    m_work->addWidget(m_commit);
    m_work->setStretchFactor(0, 1);
    m_work->setChildrenCollapsible(false);
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_emptyPage);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_list);
    connect(&session, &GitSession::changed, this, &GitPanel::showSession);
}

void GitPanel::buildHeader()
{
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(4);
    m_branch->setAutoRaise(true);
    m_branch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_branch->setIcon(m_icons.icon(Symbol::Branch));
    m_branch->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_branch->setObjectName(QStringLiteral("branchButton"));
    m_distance->setForegroundRole(QPalette::PlaceholderText);
    m_refresh->setAutoRaise(true);
    m_more->setAutoRaise(true);
    m_more->setText(QStringLiteral("…"));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More of git"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    row->addWidget(m_branch, 1);
    row->addWidget(m_distance);
    row->addWidget(m_refresh);
    row->addWidget(m_more);

    auto *bannerRow = new QHBoxLayout(m_banner);
    bannerRow->setContentsMargins(8, 4, 8, 4);
    m_bannerText->setWordWrap(true);
    m_bannerText->setTextFormat(Qt::PlainText);
    bannerRow->addWidget(m_bannerText, 1);
    bannerRow->addWidget(m_abort);
    m_banner->hide();
}

void GitPanel::buildList()
{
    m_list->setModel(m_model);
    m_list->setObjectName(QStringLiteral("gitStatusList"));
    m_list->setAccessibleName(tr("Changed files"));
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAllColumnsShowFocus(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setIndentation(12);
    m_list->setExpandsOnDoubleClick(false);
    m_list->setItemDelegateForColumn(GitStatusModel::NameColumn, new NameDelegate(m_list));
    QHeaderView *header = m_list->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(GitStatusModel::NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(GitStatusModel::StateColumn, QHeaderView::Fixed);
    header->resizeSection(GitStatusModel::StateColumn, 22);
    header->setSectionResizeMode(GitStatusModel::ActionColumn, QHeaderView::Fixed);
    header->resizeSection(GitStatusModel::ActionColumn, 26);
    m_list->installEventFilter(this);
    const auto look = [this](const QModelIndex &index) {
        if (const git::StatusEntry *entry = m_model->entry(index))
            Q_EMIT compareRequested({*m_model->groupOf(index), *entry});
    };
    connect(m_list, &QTreeView::clicked, this, [this, look](const QModelIndex &index) {
        if (index.column() == GitStatusModel::ActionColumn)
            act(index);
        else
            look(index);
    });
    // With the keys it is enough to go there. While the model is filled anew nobody went anywhere.
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, look](const QModelIndex &now) {
                if (!m_filling && m_list->hasFocus() && QApplication::mouseButtons() == Qt::NoButton)
                    look(now);
            });
    connect(m_list, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const git::StatusEntry *entry = m_model->entry(index);
            entry && index.column() != GitStatusModel::ActionColumn)
            Q_EMIT openRequested({*m_model->groupOf(index), *entry});
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        if (m_list->indexAt(place).isValid())
            Q_EMIT contextMenuRequested(m_list->viewport()->mapToGlobal(place));
    });
    m_clean->setAlignment(Qt::AlignCenter);
    m_clean->setWordWrap(true);
    m_clean->setMargin(16);
    m_clean->setForegroundRole(QPalette::PlaceholderText);
    m_clean->setText(tr("Nothing has changed since the last commit."));
    m_listStack->addWidget(m_list);
    m_listStack->addWidget(m_clean);
}

void GitPanel::buildEmptyPage()
{
    m_emptyText->setObjectName(QStringLiteral("gitState"));
    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setForegroundRole(QPalette::PlaceholderText);
    m_emptyText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *column = new QVBoxLayout(m_emptyPage);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(m_emptyText);
    column->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(m_emptyButton, &QPushButton::clicked, this, [this] {
        QAction *action = m_session.state() == GitSession::State::NoFolder  ? m_actions.openFolder
                          : m_session.state() == GitSession::State::Refused ? m_actions.refresh
                                                                            : m_actions.initialise;
        if (action)
            action->trigger();
    });
}

void GitPanel::setActions(const GitActions &actions)
{
    m_actions = actions;
    connect(m_branch, &QToolButton::clicked, actions.branches, &QAction::trigger);
    m_refresh->setDefaultAction(actions.refresh);
    m_commit->setAction(actions.commit);
    m_abort->setDefaultAction(actions.abortMerge);
    auto *menu = new QMenu(m_more);
    for (QAction *action : actions.more) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    m_more->setMenu(menu);
    showSession();
}

void GitPanel::setTheme(const Theme &theme)
{
    m_model->setTheme(theme);
    m_commit->setTheme(theme);
}

void GitPanel::showSession()
{
    const bool ready = m_session.isReady();
    m_header->setVisible(ready);
    m_stack->setCurrentWidget(ready ? static_cast<QWidget *>(m_work) : m_emptyPage);
    if (m_folder != m_session.folder()) {
        m_folder = m_session.folder();
        m_commit->clear();
    }
    if (!ready) {
        m_banner->hide();
        showState();
        return;
    }
    const GitSnapshot &snapshot = m_session.snapshot();
    m_filling = true;
    rememberPlace();
    m_model->setStatus(snapshot.status);
    restorePlace();
    m_filling = false;
    m_listStack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_clean) : m_list);
    if (!snapshot.preparedMessage.isEmpty())
        m_commit->offer(snapshot.preparedMessage);
    QString remark;
    if (!snapshot.hooks.isEmpty())
        remark = tr("The hooks of this repository (%1) are not run here.")
                     .arg(snapshot.hooks.join(QStringLiteral(", ")));
    else if (snapshot.wantsSignatures)
        remark = tr("Commits made here are not signed.");
    m_commit->setRemark(remark);
    showHead();
}

void GitPanel::showHead()
{
    const GitSnapshot &snapshot = m_session.snapshot();
    const git::Head &head = snapshot.head;
    m_branch->setText(head.isDetached() ? QString::fromLatin1(head.commit.left(8)) : head.branch);
    m_branch->setToolTip(plainToolTip(
        head.isDetached() ? tr("On no branch, at commit %1").arg(QString::fromLatin1(head.commit.left(8)))
        : head.isUnborn() ? tr("%1, without a commit yet").arg(head.branch)
        : head.upstream.isEmpty() ? tr("%1, which follows no other branch").arg(head.branch)
                                  : tr("%1, which follows %2").arg(head.branch, head.upstream)));
    m_branch->setAccessibleName(tr("Branch %1").arg(m_branch->text()));
    QStringList distance;
    if (head.ahead > 0)
        distance.append(QStringLiteral("↑%1").arg(head.ahead));
    if (head.behind > 0)
        distance.append(QStringLiteral("↓%1").arg(head.behind));
    m_distance->setText(distance.join(QLatin1Char(' ')));
    m_distance->setToolTip(
        plainToolTip(tr("%1 ahead of %3, %2 behind").arg(head.ahead).arg(head.behind).arg(head.upstream)));
    m_distance->setVisible(!distance.isEmpty());
    const auto conflicts = static_cast<int>(snapshot.conflictCount());
    QString text = unfinishedText(snapshot.unfinished);
    if (conflicts > 0)
        text = text.isEmpty() ? tr("%n file(s) in conflict", nullptr, conflicts)
                              : tr("%1: %n file(s) in conflict", nullptr, conflicts).arg(text);
    m_bannerText->setText(text);
    m_banner->setVisible(!text.isEmpty());
}

void GitPanel::showState()
{
    using State = GitSession::State;
    m_emptyButton->setVisible(m_session.state() != State::Looking);
    switch (m_session.state()) {
    case State::NoFolder:
        m_emptyText->setText(
            tr("What changed in your files, and what of it you commit.\nOpen a folder first."));
        m_emptyButton->setText(tr("Open Folder…"));
        break;
    case State::Looking:
        m_emptyText->setText(tr("Looking at the repository…"));
        break;
    case State::NoRepository:
        m_emptyText->setText(
            tr("This folder is in no git repository yet. With one, every version of your files "
               "can be had back."));
        m_emptyButton->setText(tr("Initialise Repository"));
        break;
    case State::Refused:
    case State::Ready:
        if (const std::optional<Error> &error = m_session.error()) {
            m_emptyText->setText(coreText(*error));
            m_emptyText->setToolTip(plainToolTip(error->toString()));
        }
        m_emptyButton->setText(tr("Look Again"));
        break;
    }
}

// Where the list is while the model is filled anew.
void GitPanel::rememberPlace()
{
    m_place.reset();
    const QModelIndex now = m_list->currentIndex();
    if (const git::StatusEntry *entry = m_model->entry(now))
        m_place = Chosen{*m_model->groupOf(now), *entry};
}

void GitPanel::restorePlace()
{
    m_list->expandAll();
    // What git ignores is many and rarely wanted.
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex group = m_model->index(row, 0);
        m_list->setFirstColumnSpanned(row, {}, false);
        if (m_model->groupOf(group) == Group::Ignored)
            m_list->collapse(group);
    }
    if (!m_place)
        return;
    const QModelIndex again = m_model->find(m_place->group, m_place->entry.path);
    if (again.isValid())
        m_list->selectionModel()->setCurrentIndex(again, QItemSelectionModel::ClearAndSelect |
                                                             QItemSelectionModel::Rows);
}

std::vector<GitPanel::Chosen> GitPanel::chosen() const
{
    std::vector<Chosen> made;
    std::set<std::pair<Group, git::GitPath>> known; // a group and a file of it may both be selected
    const auto add = [&](Group group, const git::StatusEntry &entry) {
        if (known.insert({group, entry.path}).second)
            made.push_back({group, entry});
    };
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const std::optional<Group> group = m_model->groupOf(row);
        if (!group)
            continue;
        if (const git::StatusEntry *entry = m_model->entry(row)) {
            add(*group, *entry);
            continue;
        }
        for (const git::StatusEntry &entry : m_model->files(*group))
            add(*group, entry);
    }
    return made;
}

bool GitPanel::hasListFocus() const
{
    return m_list->hasFocus();
}

QRect GitPanel::branchButton() const
{
    return {m_branch->mapToGlobal(QPoint(0, 0)), m_branch->size()};
}

// The + or − of a row, which means the row alone, or of a group, which means all in it.
void GitPanel::act(const QModelIndex &index)
{
    const std::optional<Group> group = m_model->groupOf(index);
    if (!group || *group == Group::Ignored || (m_model->isGroup(index) && *group == Group::Conflicts))
        return;
    std::vector<git::GitPath> paths;
    const auto add = [&](const git::StatusEntry &entry) {
        paths.push_back(entry.path);
        if (*group == Group::Staged && !entry.oldPath.isEmpty())
            paths.push_back(entry.oldPath);
    };
    if (const git::StatusEntry *entry = m_model->entry(index)) {
        add(*entry);
    } else {
        for (const git::StatusEntry &each : m_model->files(*group))
            add(each);
    }
    if (*group == Group::Staged)
        Q_EMIT unstageRequested(paths);
    else
        Q_EMIT stageRequested(paths);
}

void GitPanel::toggleChosen()
{
    std::vector<git::GitPath> stage;
    std::vector<git::GitPath> unstage;
    for (const Chosen &each : chosen()) {
        if (each.group == Group::Ignored)
            continue;
        std::vector<git::GitPath> &paths = each.group == Group::Staged ? unstage : stage;
        paths.push_back(each.entry.path);
        if (each.group == Group::Staged && !each.entry.oldPath.isEmpty())
            paths.push_back(each.entry.oldPath);
    }
    if (!stage.empty())
        Q_EMIT stageRequested(stage);
    else if (!unstage.empty())
        Q_EMIT unstageRequested(unstage);
}

bool GitPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Space:
            toggleChosen();
            return true;
        case Qt::Key_Delete:
            Q_EMIT discardRequested();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            for (const Chosen &each : chosen())
                Q_EMIT openRequested(each);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gatewright
