// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diff_view.h"

#include "core/task/start_task.h"
#include "core/text/encoding.h"
#include "ui/diff/diff_overview.h"
#include "ui/diff/diff_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBlock>
#include <QVBoxLayout>

namespace gatewright {

namespace {

QLabel *makeTitle(QWidget *parent)
{
    auto *title = new QLabel(parent);
    title->setTextFormat(Qt::PlainText);
    title->setContentsMargins(8, 2, 8, 2);
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return title;
}

} // namespace

DiffView::DiffView(const SyntaxLibrary &library, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_texts(new QWidget(m_stack))
    , m_message(new QLabel(m_stack))
    , m_leftTitle(makeTitle(m_texts))
    , m_rightTitle(makeTitle(m_texts))
    , m_leftPane(new DiffPane(DiffPane::Side::Left, library, theme, m_texts))
    , m_rightPane(new DiffPane(DiffPane::Side::Right, library, theme, m_texts))
    , m_overview(new DiffOverview(theme, m_texts))
{
    buildLayout();
    scrollTogether(m_leftPane, m_rightPane);
    scrollTogether(m_rightPane, m_leftPane);
    connect(m_leftPane, &DiffPane::rowClicked, this, &DiffView::takeRow);
    connect(m_rightPane, &DiffPane::rowClicked, this, &DiffView::takeRow);
    connect(m_overview, &DiffOverview::rowChosen, this, [this](int row) {
        if (const int change = changeAt(row); change >= 0)
            goToChange(change);
        else
            m_rightPane->verticalScrollBar()->setValue(row);
    });
    setFocusProxy(m_rightPane);
}

DiffView::~DiffView()
{
    m_stop.request_stop();
}

void DiffView::buildLayout()
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(16);
    m_leftPane->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *splitter = new QSplitter(m_texts);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    const auto addSide = [splitter](QLabel *title, DiffPane *pane) {
        auto *side = new QWidget(splitter);
        auto *column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(title);
        column->addWidget(pane, 1);
        splitter->addWidget(side);
    };
    addSide(m_leftTitle, m_leftPane);
    addSide(m_rightTitle, m_rightPane);
    auto *row = new QHBoxLayout(m_texts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(splitter, 1);
    row->addWidget(m_overview);
    m_stack->addWidget(m_texts);
    m_stack->addWidget(m_message);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
}

// The rows of both are the same, so their scroll bars mean the same.
void DiffView::scrollTogether(DiffPane *one, DiffPane *other)
{
    connect(one->verticalScrollBar(), &QScrollBar::valueChanged, other->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(one->horizontalScrollBar(), &QScrollBar::valueChanged, other->horizontalScrollBar(),
            &QScrollBar::setValue);
}

void DiffView::setTexts(DiffSide left, DiffSide right)
{
    const bool same = left.title == m_left.title && right.title == m_right.title && left.path == m_left.path;
    const int before = same ? m_current : -1;
    const int place = same ? m_rightPane->verticalScrollBar()->value() : 0;
    m_left = std::move(left);
    m_right = std::move(right);
    m_stop.request_stop();
    m_comparing = true;
    const int stamp = ++m_stamp;
    m_stop = startTask<TextComparison>(
        this,
        [before = m_left.text, after = m_right.text](const std::stop_token &stop) {
            return compareTexts(before, after, stop);
        },
        [this, stamp, before, place, same](Result<TextComparison> made) {
            if (stamp != m_stamp)
                return;
            m_comparing = false;
            if (!made) {
                showMessage(made.error().message);
                return;
            }
            showComparison(std::move(*made));
            if (same)
                m_rightPane->verticalScrollBar()->setValue(place);
            const int count = static_cast<int>(m_changes.size());
            if (same && before >= 0 && count > 0)
                goToChange(std::min(before, count - 1));
            else if (!same && count > 0)
                goToChange(0);
            Q_EMIT compared();
        });
}

void DiffView::showComparison(TextComparison comparison)
{
    m_changes = std::move(comparison.changes);
    m_lineEndsDiffer = comparison.lineEndsDiffer;
    m_current = -1;
    const int rows = static_cast<int>(comparison.left.rows.size());
    m_leftPane->setContents(std::move(comparison.left), m_left.path);
    m_rightPane->setContents(std::move(comparison.right), m_right.path);
    m_leftPane->setAccessibleName(tr("Before: %1").arg(m_left.title));
    m_rightPane->setAccessibleName(tr("After: %1").arg(m_right.title));
    m_overview->setChanges(m_changes, rows);
    updateTitles();
    showPage(m_texts);
    Q_EMIT currentChangeChanged(-1);
}

void DiffView::updateTitles()
{
    const auto title = [this](const DiffSide &side) {
        return m_lineEndsDiffer
                   ? QStringLiteral("%1 · %2").arg(side.title, lineEndingName(detectLineEnding(side.text)))
                   : side.title;
    };
    m_leftTitle->setText(title(m_left));
    m_rightTitle->setText(title(m_right));
}

void DiffView::showMessage(const QString &text)
{
    ++m_stamp;
    m_stop.request_stop();
    m_comparing = false;
    m_changes.clear();
    m_current = -1;
    m_message->setText(text);
    showPage(m_message);
    Q_EMIT currentChangeChanged(-1);
}

void DiffView::showPage(QWidget *page)
{
    m_stack->setCurrentWidget(page);
}

void DiffView::setTheme(const Theme &theme)
{
    m_leftPane->setTheme(theme);
    m_rightPane->setTheme(theme);
    m_overview->setTheme(theme);
}

void DiffView::setTextFont(const QFont &font)
{
    m_leftPane->setFont(font);
    m_rightPane->setFont(font);
}

void DiffView::goToChange(int change)
{
    if (change < -1 || change >= static_cast<int>(m_changes.size()))
        return;
    m_current = change;
    const DiffChange place = change < 0 ? DiffChange{{}, -1, 0} : m_changes[static_cast<std::size_t>(change)];
    m_leftPane->setCurrentChange(place.firstRow, place.rowCount);
    m_rightPane->setCurrentChange(place.firstRow, place.rowCount);
    if (change >= 0) {
        // The caret goes along, for screen readers and for the keys that follow.
        for (DiffPane *pane : {m_leftPane, m_rightPane}) {
            pane->setTextCursor(QTextCursor(pane->document()->findBlockByNumber(place.firstRow)));
        }
        const int visible = m_rightPane->viewport()->height() / std::max(1, fontMetrics().lineSpacing());
        m_rightPane->verticalScrollBar()->setValue(place.firstRow - std::max(2, visible / 4));
    }
    Q_EMIT currentChangeChanged(change);
}

// From where the view is: after a click between two changes the next one is the one below it.
bool DiffView::step(int direction)
{
    const int row = m_rightPane->textCursor().blockNumber();
    const int count = static_cast<int>(m_changes.size());
    int next = -1;
    if (m_current >= 0) {
        next = m_current + direction;
    } else {
        const auto below = std::find_if(m_changes.begin(), m_changes.end(),
                                        [row](const DiffChange &change) { return change.firstRow >= row; });
        const int at = static_cast<int>(below - m_changes.begin());
        next = direction > 0 ? at : at - 1;
    }
    if (next < 0 || next >= count)
        return false;
    goToChange(next);
    return true;
}

int DiffView::changeAt(int row) const
{
    for (std::size_t change = 0; change < m_changes.size(); ++change) {
        const DiffChange &candidate = m_changes[change];
        if (row >= candidate.firstRow && row < candidate.firstRow + candidate.rowCount)
            return static_cast<int>(change);
    }
    return -1;
}

void DiffView::takeRow(int row)
{
    const int change = changeAt(row);
    if (change == m_current)
        return;
    m_current = change;
    const DiffChange place = change < 0 ? DiffChange{{}, -1, 0} : m_changes[static_cast<std::size_t>(change)];
    m_leftPane->setCurrentChange(place.firstRow, place.rowCount);
    m_rightPane->setCurrentChange(place.firstRow, place.rowCount);
    Q_EMIT currentChangeChanged(change);
}

DiffView::Lines DiffView::selectedLines() const
{
    const QTextCursor cursor = m_rightPane->textCursor();
    if (!cursor.hasSelection())
        return {};
    const int first = m_rightPane->document()->findBlock(cursor.selectionStart()).blockNumber();
    const QTextBlock lastBlock = m_rightPane->document()->findBlock(cursor.selectionEnd());
    // A selection that ends at the start of a line does not mean that line.
    const int end = lastBlock.blockNumber() + (cursor.selectionEnd() > lastBlock.position() ? 1 : 0);
    Lines lines;
    bool any = false;
    const std::vector<DiffRow> &rows = m_rightPane->rows();
    for (int row = first; row < end && row < static_cast<int>(rows.size()); ++row) {
        const int line = rows[static_cast<std::size_t>(row)].line;
        if (line < 0)
            continue;
        if (!any)
            lines.begin = line;
        any = true;
        lines.end = line + 1;
    }
    return lines;
}

} // namespace gatewright
