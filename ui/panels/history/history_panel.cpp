// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/history/history_panel.h"

#include "ui/bridge/core_texts.h"
#include "ui/panels/history/graph_delegate.h"
#include "ui/panels/history/history_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr std::size_t firstCommits = 500;
constexpr std::size_t moreTimes = 4;

// By words of subject, author and id.
class WordsFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &words)
    {
        m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &) const override
    {
        const git::CommitSummary &commit = static_cast<const HistoryModel *>(sourceModel())->commit(row);
        return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
            return commit.subject.contains(word, Qt::CaseInsensitive) ||
                   commit.author.contains(word, Qt::CaseInsensitive) ||
                   QString::fromLatin1(commit.id).startsWith(word, Qt::CaseInsensitive);
        });
    }

private:
    QStringList m_words;
};

// What is read of a commit at once.
struct Chosen
{
    git::CommitDetails details;
    std::vector<git::ChangedFile> files;
};

QString letterOf(git::FileChange change)
{
    switch (change) {
    case git::FileChange::Added:
        return QStringLiteral("A");
    case git::FileChange::Deleted:
        return QStringLiteral("D");
    case git::FileChange::Renamed:
        return QStringLiteral("R");
    case git::FileChange::TypeChanged:
        return QStringLiteral("T");
    default:
        return QStringLiteral("M");
    }
}

} // namespace

HistoryPanel::HistoryPanel(GitSession &session, const IconProvider &icons, const Theme &theme,
                           QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_icons(icons)
    , m_model(new HistoryModel(this))
    , m_filter(new WordsFilter(this))
    , m_scope(new QComboBox(this))
    , m_file(new QLabel(this))
    , m_wholeAgain(new QToolButton(this))
    , m_words(new QLineEdit(this))
    , m_stack(new QStackedWidget(this))
    , m_content(new QSplitter(m_stack))
    , m_list(new QTreeView(m_content))
    , m_graph(new GraphDelegate(*m_model, theme, this))
    , m_more(new QPushButton(tr("Read More"), this))
    , m_message(new QPlainTextEdit(m_content))
    , m_files(new QTreeWidget(m_content))
    , m_empty(new QLabel(m_stack))
    , m_limit(firstCommits)
{
    m_filter->setSourceModel(m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    buildList();
    buildDetails();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(16);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_list);
    connect(&session, &GitSession::changed, this, [this] {
        const git::Head &head = m_session.snapshot().head;
        const bool moved = !(head == m_head);
        m_head = head;
        if (moved || !m_session.isReady())
            readSoon();
    });
    updateEmpty();
}

void HistoryPanel::buildBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    m_scope->addItem(tr("This Branch"));
    m_scope->addItem(tr("All Branches"));
    m_scope->setAccessibleName(tr("Which commits"));
    m_file->setTextFormat(Qt::PlainText);
    m_wholeAgain->setIcon(m_icons.icon(Symbol::Close));
    m_wholeAgain->setAutoRaise(true);
    m_wholeAgain->setToolTip(tr("Show the history of all files again"));
    m_wholeAgain->setAccessibleName(m_wholeAgain->toolTip());
    m_file->hide();
    m_wholeAgain->hide();
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setAccessibleName(tr("Show commits with these words"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(240);
    m_more->hide();
    row->addWidget(m_scope);
    row->addWidget(m_file);
    row->addWidget(m_wholeAgain);
    row->addStretch();
    row->addWidget(m_more);
    row->addWidget(m_words);
    layout()->addWidget(bar);
    connect(m_scope, &QComboBox::activated, this, [this] { readSoon(); });
    connect(m_wholeAgain, &QToolButton::clicked, this, [this] { showFile({}); });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        static_cast<WordsFilter *>(m_filter)->setWords(words);
        m_graph->setShowsGraph(words.trimmed().isEmpty() && m_path.isEmpty());
        updateEmpty();
    });
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_limit *= moreTimes;
        readSoon();
    });
}

void HistoryPanel::buildList()
{
    m_list->setModel(m_filter);
    m_list->setObjectName(QStringLiteral("historyList"));
    m_list->setAccessibleName(tr("Commits"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegateForColumn(HistoryModel::SubjectColumn, m_graph);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView *header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(HistoryModel::SubjectColumn, QHeaderView::Stretch);
    const auto widthOf = [this](const QString &text) { return fontMetrics().horizontalAdvance(text) + 20; };
    header->resizeSection(HistoryModel::AuthorColumn, widthOf(QStringLiteral("Alexander Mustermann")));
    header->resizeSection(
        HistoryModel::TimeColumn,
        widthOf(QLocale().toString(QDateTime(QDate(2028, 12, 28), QTime(20, 58, 58)), QLocale::ShortFormat)));
    header->resizeSection(HistoryModel::IdColumn, widthOf(QStringLiteral("ddb0d0db")));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryPanel::showChosen);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        if (m_list->indexAt(place).isValid())
            Q_EMIT contextMenuRequested(m_list->viewport()->mapToGlobal(place));
    });
    m_content->addWidget(m_list);
}

void HistoryPanel::buildDetails()
{
    m_message->setReadOnly(true);
    m_message->setFrameShape(QFrame::NoFrame);
    m_message->setAccessibleName(tr("What the commit says"));
    m_files->setHeaderHidden(true);
    m_files->setRootIsDecorated(false);
    m_files->setUniformRowHeights(true);
    m_files->setFrameShape(QFrame::NoFrame);
    m_files->setColumnCount(2);
    m_files->setAccessibleName(tr("Files that the commit changed"));
    m_files->setObjectName(QStringLiteral("commitFiles"));
    m_files->header()->setStretchLastSection(true);
    m_files->header()->resizeSection(0, 32);
    auto *details = new QSplitter(Qt::Vertical, m_content);
    details->setChildrenCollapsible(false);
    details->addWidget(m_message);
    details->addWidget(m_files);
    details->setSizes({100, 140});
    m_content->addWidget(details);
    m_content->setStretchFactor(0, 3);
    m_content->setStretchFactor(1, 2);
    m_content->setChildrenCollapsible(false);
    connect(m_files, &QTreeWidget::itemClicked, this, &HistoryPanel::chooseFile);
    connect(m_files, &QTreeWidget::itemActivated, this, &HistoryPanel::chooseFile);
}

void HistoryPanel::setTheme(const Theme &theme)
{
    m_graph->setTheme(theme);
    m_list->viewport()->update();
}

void HistoryPanel::showFile(const git::GitPath &path)
{
    m_path = path;
    m_limit = firstCommits;
    m_scope->setVisible(path.isEmpty());
    m_file->setVisible(!path.isEmpty());
    m_wholeAgain->setVisible(!path.isEmpty());
    m_file->setText(tr("History of %1").arg(git::displayPath(path)));
    m_graph->setShowsGraph(path.isEmpty() && m_words->text().trimmed().isEmpty());
    readSoon();
}

void HistoryPanel::showCommit(const git::CommitId &commit)
{
    m_wanted = commit;
    const int row = m_model->rowOf(commit);
    if (row < 0) {
        m_path.clear();
        showFile({});
        return;
    }
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

git::CommitId HistoryPanel::currentCommit() const
{
    const QModelIndex index = m_filter->mapToSource(m_list->currentIndex());
    return index.isValid() ? m_model->commit(index.row()).id : git::CommitId();
}

void HistoryPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        read();
}

void HistoryPanel::readSoon()
{
    m_isStale = true;
    if (isVisible())
        read();
}

void HistoryPanel::read()
{
    m_isStale = false;
    m_stop.request_stop();
    const int stamp = ++m_stamp;
    if (!m_session.isReady()) {
        take(git::History{});
        return;
    }
    m_reading = true;
    updateEmpty();
    git::HistoryQuery query;
    query.from =
        m_scope->currentIndex() == 1 ? git::HistoryQuery::From::AllBranches : git::HistoryQuery::From::Head;
    query.path = m_path;
    query.limit = m_limit;
    m_stop = m_session.read<git::History>(
        this,
        [query](const git::Repository &repository, const std::stop_token &stop) {
            return git::readHistory(repository, query, stop);
        },
        [this, stamp](Result<git::History> history) {
            if (stamp == m_stamp)
                take(std::move(history));
        });
}

void HistoryPanel::take(Result<git::History> history)
{
    m_reading = false;
    const git::CommitId before = m_wanted.isEmpty() ? currentCommit() : m_wanted;
    m_wanted.clear();
    m_error = history ? QString() : coreText(history.error());
    m_model->setHistory(history ? std::move(*history) : git::History{});
    m_more->setVisible(!m_model->history().complete);
    int row = m_model->rowOf(before);
    if (row < 0 && m_model->rowCount() > 0)
        row = 0;
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    updateEmpty();
    if (!index.isValid())
        showChosen();
}

void HistoryPanel::updateEmpty()
{
    const bool empty = m_filter->rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_content);
    if (!empty)
        return;
    if (m_reading)
        m_empty->setText(tr("Reading the history…"));
    else if (!m_session.isReady())
        m_empty->setText(tr("The commits of the open folder's git repository stand here, once it has one."));
    else if (!m_error.isEmpty())
        m_empty->setText(m_error);
    else if (m_model->rowCount() > 0)
        m_empty->setText(tr("No commit fits the filter."));
    else if (!m_path.isEmpty())
        m_empty->setText(tr("%1 is in no commit yet.").arg(git::displayPath(m_path)));
    else
        m_empty->setText(tr("There is no commit yet."));
}

void HistoryPanel::showChosen()
{
    m_stopDetails.request_stop();
    m_message->clear();
    m_files->clear();
    const git::CommitId id = currentCommit();
    if (id.isEmpty() || !m_session.isReady())
        return;
    m_stopDetails = m_session.read<Chosen>(
        this,
        [id](const git::Repository &repository, const std::stop_token &stop) -> Result<Chosen> {
            GW_TRY(details, git::readCommit(repository, id));
            GW_TRY(files, git::changedFiles(repository, id, stop));
            return Chosen{std::move(details), std::move(files)};
        },
        [this, id](Result<Chosen> chosen) {
            if (id != currentCommit())
                return;
            if (chosen)
                showDetails(chosen->details, chosen->files);
            else if (chosen.error().code != ErrorCode::Cancelled)
                m_message->setPlainText(coreText(chosen.error()));
        });
}

void HistoryPanel::showDetails(const git::CommitDetails &details, const std::vector<git::ChangedFile> &files)
{
    m_details = details;
    m_changed = files;
    const git::CommitSummary &summary = details.summary;
    // What it says first: the panel is often low.
    m_message->setPlainText(QStringLiteral("%1\n\n%2 <%3>\n%4\n%5")
                                .arg(details.message.trimmed(), summary.author, summary.address,
                                     QLocale().toString(summary.time, QLocale::LongFormat),
                                     QString::fromLatin1(summary.id)));
    m_files->clear();
    constexpr std::size_t most = 2000;
    QTreeWidgetItem *wanted = nullptr;
    for (std::size_t i = 0; i < std::min(files.size(), most); ++i) {
        const git::ChangedFile &file = files[i];
        auto *item = new QTreeWidgetItem(m_files);
        item->setText(0, letterOf(file.change));
        item->setTextAlignment(0, Qt::AlignCenter);
        item->setText(1, file.oldPath.isEmpty()
                             ? git::displayPath(file.path)
                             : QStringLiteral("%1 ← %2").arg(git::displayPath(file.path),
                                                             git::displayPath(file.oldPath)));
        item->setData(0, Qt::UserRole, static_cast<int>(i));
        const QModelIndex row = m_filter->mapToSource(m_list->currentIndex());
        if (!m_path.isEmpty() && row.isValid() && file.path == m_model->commit(row.row()).path)
            wanted = item;
    }
    if (files.size() > most) {
        auto *item = new QTreeWidgetItem(m_files);
        item->setText(1, tr("and %n more", nullptr, static_cast<int>(files.size() - most)));
        item->setFlags(Qt::NoItemFlags);
    }
    if (wanted)
        m_files->setCurrentItem(wanted);
}

void HistoryPanel::chooseFile()
{
    const QTreeWidgetItem *item = m_files->currentItem();
    if (!item || !item->data(0, Qt::UserRole).isValid())
        return;
    const std::vector<git::CommitId> &parents = m_details.summary.parents;
    Q_EMIT compareRequested({m_details.summary.id, parents.empty() ? git::CommitId() : parents.front(),
                             m_changed[static_cast<std::size_t>(item->data(0, Qt::UserRole).toInt())]});
}

} // namespace gatewright
