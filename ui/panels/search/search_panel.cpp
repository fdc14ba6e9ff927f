// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/search/search_panel.h"

#include "core/project/project_files.h"
#include "ui/bridge/core_texts.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/project_replace.h"
#include "ui/panels/search/hits_delegate.h"
#include "ui/theme/icon_provider.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr std::chrono::milliseconds pauseInTyping{250};
// Shorter texts are searched on Return only: half of a folder has an "a".
constexpr qsizetype shortestWhileTyping = 2;
constexpr int contextLines = 2;
// More than these stay folded, so that the list stays quick.
constexpr int mostUnfolded = 2'000;

} // namespace

SearchPanel::SearchPanel(ProjectFiles &files, DocumentManager &documents, ProjectReplace &replace,
                         const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_files(files)
    , m_documents(documents)
    , m_replace(replace)
    , m_search(new ProjectSearch(this))
    , m_hits(new HitsModel(this))
    , m_delegate(new HitsDelegate(theme, this))
    , m_expander(new QToolButton(this))
    , m_text(new QLineEdit(this))
    , m_replacement(new QLineEdit(this))
    , m_replaceButton(new QPushButton(tr("Replace"), this))
    , m_include(new QLineEdit(this))
    , m_exclude(new QLineEdit(this))
    , m_summary(new QLabel(this))
    , m_cancel(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new QTreeView(m_stack))
    , m_empty(new QLabel(m_stack))
{
    setObjectName(QStringLiteral("searchPanel"));
    m_caseSensitive = addToggle(tr("Aa"), QStringLiteral("searchCase"), tr("Match upper and lower case"));
    m_wholeWords = addToggle(tr("W"), QStringLiteral("searchWords"), tr("Whole words only"));
    m_regularExpression =
        addToggle(QStringLiteral(".*"), QStringLiteral("searchRegularExpression"), tr("Regular expression"));
    m_context = addToggle(QStringLiteral("±2"), QStringLiteral("searchContext"),
                          tr("Show two lines before and behind each hit"));
    m_more = addToggle(QStringLiteral("…"), QStringLiteral("searchMore"), tr("Choose the files to search"));
    buildFields(icons);
    buildList();
    connectParts();
    setMode(Mode::Search);
    setFocusProxy(m_text);
    showSummary();
}

QToolButton *SearchPanel::addToggle(const QString &text, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void SearchPanel::buildFields(const IconProvider &icons)
{
    struct Field
    {
        QLineEdit *edit;
        const char *name;
        QString text;
    };
    for (const Field &field : {Field{m_text, "searchText", tr("Search in files")},
                               Field{m_replacement, "searchReplacement", tr("Replace with")},
                               Field{m_include, "searchInclude", tr("Only in: *.cpp, src")},
                               Field{m_exclude, "searchExclude", tr("Not in: *_tb.cpp, old")}}) {
        field.edit->setObjectName(QString::fromLatin1(field.name));
        field.edit->setPlaceholderText(field.text);
        field.edit->setAccessibleName(field.text);
        field.edit->setClearButtonEnabled(true);
    }
    m_expander->setAutoRaise(true);
    m_expander->setCheckable(true);
    m_expander->setObjectName(QStringLiteral("searchReplaceMode"));
    m_expander->setToolTip(tr("Replace"));
    m_expander->setAccessibleName(tr("Replace mode"));
    m_expander->setIcon(icons.icon(Symbol::EditReplace));
    m_replaceButton->setObjectName(QStringLiteral("searchReplace"));
    m_cancel->setAutoRaise(true);
    m_cancel->setObjectName(QStringLiteral("searchCancel"));
    m_cancel->setIcon(icons.icon(Symbol::Stop));
    m_cancel->setToolTip(tr("Stop searching"));
    m_cancel->setAccessibleName(tr("Stop searching"));
    m_cancel->hide();
    m_summary->setObjectName(QStringLiteral("searchSummary"));
    m_summary->setWordWrap(true);

    auto *options = new QHBoxLayout;
    options->setSpacing(2);
    for (QToolButton *button : {m_caseSensitive, m_wholeWords, m_regularExpression})
        options->addWidget(button);
    options->addStretch();
    for (QToolButton *button : {m_context, m_more, m_expander})
        options->addWidget(button);
    auto *replacing = new QHBoxLayout;
    replacing->setSpacing(4);
    replacing->addWidget(m_replacement, 1);
    replacing->addWidget(m_replaceButton);
    auto *summary = new QHBoxLayout;
    summary->setSpacing(4);
    summary->addWidget(m_summary, 1);
    summary->addWidget(m_cancel, 0, Qt::AlignTop);
    auto *fields = new QVBoxLayout;
    fields->setContentsMargins(8, 4, 8, 4);
    fields->setSpacing(4);
    fields->addWidget(m_text);
    fields->addLayout(replacing);
    fields->addLayout(options);
    fields->addWidget(m_include);
    fields->addWidget(m_exclude);
    fields->addLayout(summary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(fields);
    column->addWidget(m_stack, 1);
    m_include->hide();
    m_exclude->hide();
}

void SearchPanel::buildList()
{
    m_list->setObjectName(QStringLiteral("searchHits"));
    m_list->setAccessibleName(tr("Hits"));
    m_list->setModel(m_hits);
    m_list->setItemDelegate(m_delegate);
    m_list->setHeaderHidden(true);
    m_list->header()->setStretchLastSection(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformRowHeights(true);
    m_list->setIndentation(12);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(16);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
}

void SearchPanel::connectParts()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(pauseInTyping);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (m_text->text().size() >= shortestWhileTyping)
            start();
    });
    for (QLineEdit *edit : {m_text, m_include, m_exclude}) {
        connect(edit, &QLineEdit::textEdited, this, &SearchPanel::queryChanged);
        connect(edit, &QLineEdit::returnPressed, this, &SearchPanel::start);
    }
    for (QToolButton *toggle : {m_caseSensitive, m_wholeWords, m_regularExpression})
        connect(toggle, &QToolButton::toggled, this, &SearchPanel::queryChanged);
    connect(m_more, &QToolButton::toggled, this, [this](bool on) {
        m_include->setVisible(on);
        m_exclude->setVisible(on);
        if (on)
            m_include->setFocus(Qt::OtherFocusReason);
    });
    connect(m_context, &QToolButton::toggled, this, [this](bool on) {
        m_delegate->setShowsContext(on);
        m_list->setUniformRowHeights(!on);
        m_list->doItemsLayout();
    });
    connect(m_expander, &QToolButton::toggled, this,
            [this](bool on) { setMode(on ? Mode::Replace : Mode::Search); });
    connect(m_replacement, &QLineEdit::textChanged, this, &SearchPanel::updateReplacement);
    connect(m_replaceButton, &QPushButton::clicked, this, &SearchPanel::replaceChosen);
    connect(m_cancel, &QToolButton::clicked, m_search, &ProjectSearch::cancel);
    connect(m_search, &ProjectSearch::found, this, &SearchPanel::take);
    connect(m_search, &ProjectSearch::finished, this, &SearchPanel::finish);
    connect(m_search, &ProjectSearch::progressed, this, [this](std::size_t done, std::size_t all) {
        if (m_search->isRunning() && all > 0)
            m_cancel->setToolTip(
                tr("Stop searching (%1 % done)").arg(std::min<std::size_t>(100, done * 100 / all)));
    });
    connect(m_hits, &HitsModel::chosenChanged, this, [this] { showSummary(); });
    connect(m_list, &QTreeView::clicked, this, &SearchPanel::choose);
    connect(m_list, &QTreeView::activated, this, &SearchPanel::choose);
    auto *remove = new QShortcut(QKeySequence(Qt::Key_Delete), m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, [this] { m_hits->removeFile(m_list->currentIndex()); });
    connect(&m_files, &ProjectFiles::changed, this, [this] {
        if (m_waiting)
            start();
        else if (m_files.folder().isEmpty() || m_shown)
            showSummary();
    });
}

void SearchPanel::setTheme(const Theme &theme)
{
    m_delegate->setTheme(theme);
    m_list->viewport()->update();
}

void SearchPanel::setMode(Mode mode)
{
    m_mode = mode;
    m_expander->setChecked(mode == Mode::Replace);
    m_replacement->setVisible(mode == Mode::Replace);
    m_replaceButton->setVisible(mode == Mode::Replace);
    updateReplacement();
}

void SearchPanel::open(Mode mode, const QString &text)
{
    setMode(mode);
    if (!text.isEmpty()) {
        // What was selected in a text is meant as it is.
        m_regularExpression->setChecked(false);
        m_text->setText(text);
        start();
    }
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

ProjectQuery SearchPanel::query() const
{
    return {{m_text->text(), m_caseSensitive->isChecked(), m_wholeWords->isChecked(),
             m_regularExpression->isChecked()},
            m_include->text(),
            m_exclude->text(),
            contextLines};
}

void SearchPanel::queryChanged()
{
    if (m_text->text().isEmpty()) {
        m_typing.stop();
        m_search->cancel();
        m_hits->clear();
        m_shown.reset();
        m_problem.clear();
        showSummary();
        return;
    }
    m_typing.start();
}

void SearchPanel::start()
{
    m_typing.stop();
    m_waiting = false;
    if (m_text->text().isEmpty() || m_files.folder().isEmpty())
        return;
    if (m_files.index()->files.isEmpty() && m_files.isReading()) {
        m_waiting = true;
        showSummary();
        return;
    }
    m_search->cancel();
    m_hits->clear();
    m_last.reset();
    m_shown = query();
    ProjectSearch::OpenTexts open;
    const QList<Document *> documents = m_documents.documents();
    for (const Document *document : documents) {
        if (!document->path().isEmpty() && document->buffer().isModified())
            open.emplace(document->path(), document->buffer().text());
    }
    const Result<void> started =
        m_search->start(*m_shown, m_files.index(), std::move(open), m_first ? m_first() : QStringList());
    m_problem = started
                    ? QString()
                    : coreText(started.error()) + (started.error().place.isEmpty()
                                                       ? QString()
                                                       : QStringLiteral(" (%1)").arg(started.error().place));
    m_cancel->setVisible(started.has_value());
    updateReplacement();
    showSummary();
}

void SearchPanel::take(const std::vector<FileMatches> &files)
{
    m_hits->add(files);
    if (m_hits->hitCount() <= mostUnfolded)
        m_list->expandAll();
    showSummary();
}

void SearchPanel::finish(const SearchSummary &summary)
{
    m_last = summary;
    m_cancel->hide();
    showSummary();
}

void SearchPanel::showSummary()
{
    const QLocale locale;
    QString text = m_problem;
    if (m_problem.isEmpty() && m_shown && m_hits->hitCount() > 0) {
        text = tr("%1 in %2")
                   .arg(tr("%Ln hit(s)", nullptr, m_hits->hitCount()),
                        tr("%Ln file(s)", nullptr, m_hits->rowCount()));
        if (m_last && m_last->limited)
            text = tr("The first %L1 hits; make the search narrower to see all.").arg(m_hits->hitCount());
    }
    if (m_search->isRunning())
        text = text.isEmpty() ? tr("Searching…") : tr("%1 so far…").arg(text);
    else if (m_last && m_last->cancelled && m_shown)
        text = tr("%1 (stopped)").arg(text.isEmpty() ? tr("Nothing yet") : text);
    QStringList passed;
    if (m_last) {
        if (m_last->huge > 0)
            passed.append(tr("%n file(s) over 16 MB not searched", nullptr, static_cast<int>(m_last->huge)));
        if (m_last->unreadable > 0)
            passed.append(tr("%n file(s) could not be read", nullptr, static_cast<int>(m_last->unreadable)));
        if (m_last->tooComplex > 0)
            passed.append(tr("the expression takes too long on %n file(s); make it simpler", nullptr,
                             static_cast<int>(m_last->tooComplex)));
        if (m_files.index()->truncated)
            passed.append(tr("the folder has more than 500,000 files"));
    }
    if (!passed.isEmpty())
        text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) + passed.join(QStringLiteral(" · "));
    m_summary->setText(text);
    m_summary->setVisible(!text.isEmpty());

    const bool empty = m_hits->rowCount() == 0;
    if (m_files.folder().isEmpty())
        m_empty->setText(tr("Open a folder to search its files."));
    else if (!m_shown && !m_waiting)
        m_empty->setText(tr("Type to search all files of the folder.\nWhat .gitignore names is left out."));
    else if (m_waiting)
        m_empty->setText(tr("The folder is still being read…"));
    else
        m_empty->setText(m_search->isRunning() || !m_problem.isEmpty() ? QString()
                                                                       : tr("Nothing was found."));
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_list);
    const int chosen = m_hits->chosenCount();
    m_replaceButton->setEnabled(chosen > 0 && !m_search->isRunning() && !m_replace.isRunning() &&
                                !(m_last && m_last->cancelled));
    m_replaceButton->setToolTip(chosen > 0 ? tr("Replace %Ln ticked hit(s)", nullptr, chosen)
                                           : tr("Tick the hits to replace"));
}

void SearchPanel::updateReplacement()
{
    m_hits->setReplacement(m_mode == Mode::Replace ? std::optional(m_replacement->text()) : std::nullopt,
                           m_shown && m_shown->pattern.regularExpression);
    showSummary();
}

void SearchPanel::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (m_hits->data(index, HitsModel::IsFileRole).toBool()) {
        m_list->setExpanded(index, !m_list->isExpanded(index));
        return;
    }
    const HitsModel::Place place = m_hits->place(index);
    Q_EMIT hitChosen(place.path, place.line, place.column);
}

void SearchPanel::step(int direction)
{
    const QModelIndex next = m_hits->step(m_list->currentIndex(), direction);
    if (!next.isValid())
        return;
    m_list->setCurrentIndex(next);
    m_list->scrollTo(next);
    choose(next);
}

void SearchPanel::replaceChosen()
{
    if (!m_search->pattern() || m_replace.isRunning() || m_search->isRunning())
        return;
    ReplacementPlan plan{*m_search->pattern(), m_replacement->text(), {}};
    for (const auto &file : m_hits->files())
        plan.files.push_back({file->matches.path, file->matches.hits, file->chosen});
    m_replaceButton->setEnabled(false);
    m_replace.run(std::move(plan), [this](const ReplacementReport &report) {
        Q_EMIT replaced(report);
        start(); // what is left
    });
}

} // namespace gatewright
