// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/three_way_view.h"

#include "core/task/start_task.h"

#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

ThreeWayView::ThreeWayView(const SyntaxLibrary &library, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_left(makeColumn(DiffPane::Side::Ours, library, theme))
    , m_middle(makeColumn(DiffPane::Side::Base, library, theme))
    , m_right(makeColumn(DiffPane::Side::Theirs, library, theme))
{
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    for (const Column &column : {m_left, m_middle, m_right}) {
        auto *side = new QWidget(splitter);
        auto *layout = new QVBoxLayout(side);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(column.title);
        layout->addWidget(column.pane, 1);
        splitter->addWidget(side);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    m_left.pane->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_middle.pane->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    eachPane([this](DiffPane *one) {
        eachPane([one](DiffPane *other) {
            if (one == other)
                return;
            connect(one->verticalScrollBar(), &QScrollBar::valueChanged, other->verticalScrollBar(),
                    &QScrollBar::setValue);
            connect(one->horizontalScrollBar(), &QScrollBar::valueChanged, other->horizontalScrollBar(),
                    &QScrollBar::setValue);
        });
    });
    setFocusProxy(m_middle.pane);
}

ThreeWayView::~ThreeWayView()
{
    m_stop.request_stop();
}

template <class Do>
void ThreeWayView::eachPane(Do action) const
{
    for (DiffPane *pane : {m_left.pane, m_middle.pane, m_right.pane})
        action(pane);
}

ThreeWayView::Column ThreeWayView::makeColumn(DiffPane::Side side, const SyntaxLibrary &library,
                                              const Theme &theme)
{
    auto *title = new QLabel(this);
    title->setTextFormat(Qt::PlainText);
    title->setContentsMargins(8, 2, 8, 2);
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return {title, new DiffPane(side, library, theme, this)};
}

void ThreeWayView::setTexts(DiffSide ours, DiffSide base, DiffSide theirs)
{
    m_ours = std::move(ours);
    m_base = std::move(base);
    m_theirs = std::move(theirs);
    m_stop.request_stop();
    const int stamp = ++m_stamp;
    m_stop = startTask<ThreeWayComparison>(
        this,
        [before = m_base.text, left = m_ours.text, right = m_theirs.text](const std::stop_token &stop) {
            return compareThree(before, left, right, stop);
        },
        [this, stamp](Result<ThreeWayComparison> made) {
            if (stamp != m_stamp)
                return;
            if (!made) {
                Q_EMIT failed(made.error().message);
                return;
            }
            showComparison(std::move(*made));
            Q_EMIT compared();
            if (!m_changes.empty())
                goToChange(0);
        });
}

void ThreeWayView::showComparison(ThreeWayComparison comparison)
{
    m_changes = std::move(comparison.changes);
    m_current = -1;
    const auto fill = [](const Column &column, const DiffSide &side, DiffPaneContents contents) {
        column.title->setText(side.title);
        column.pane->setAccessibleName(side.title);
        column.pane->setContents(std::move(contents), side.path);
    };
    fill(m_left, m_ours, std::move(comparison.ours));
    fill(m_middle, m_base, std::move(comparison.base));
    fill(m_right, m_theirs, std::move(comparison.theirs));
}

void ThreeWayView::setTheme(const Theme &theme)
{
    eachPane([&theme](DiffPane *pane) { pane->setTheme(theme); });
}

void ThreeWayView::setTextFont(const QFont &font)
{
    eachPane([&font](DiffPane *pane) { pane->setFont(font); });
}

void ThreeWayView::goToChange(int change)
{
    if (change < 0 || change >= static_cast<int>(m_changes.size()))
        return;
    m_current = change;
    const ThreeWayChange &place = m_changes[static_cast<std::size_t>(change)];
    eachPane([&place](DiffPane *pane) {
        pane->setCurrentChange(place.firstRow, place.rowCount);
        pane->setTextCursor(QTextCursor(pane->document()->findBlockByNumber(place.firstRow)));
    });
    const int visible = m_middle.pane->viewport()->height() / std::max(1, fontMetrics().lineSpacing());
    m_middle.pane->verticalScrollBar()->setValue(place.firstRow - std::max(2, visible / 4));
    Q_EMIT currentChangeChanged(change);
}

bool ThreeWayView::step(int direction)
{
    const int next = m_current + direction;
    if (next < 0 || next >= static_cast<int>(m_changes.size()))
        return false;
    goToChange(next);
    return true;
}

} // namespace gatewright
