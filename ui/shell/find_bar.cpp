// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/find_bar.h"

#include "ui/bridge/core_texts.h"
#include "ui/editor/code_view.h"
#include "ui/editor/document_buffer.h"
#include "ui/shell/appearance.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace gatewright {

namespace {

constexpr std::size_t mostMarks = 10'000;
constexpr std::size_t longestPattern = 1000; // bytes taken over from the selection
// Above this size a match is found on demand only.
constexpr std::size_t largestMarked = 4U * 1024U * 1024U;

} // namespace

FindBar::FindBar(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_pattern(new QLineEdit(this))
    , m_replacement(new QLineEdit(this))
    , m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    setAccessibleName(tr("Find and replace"));
    m_pattern->setObjectName(QStringLiteral("findPattern"));
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setAccessibleName(tr("Find"));
    m_pattern->setClearButtonEnabled(true);
    m_replacement->setObjectName(QStringLiteral("findReplacement"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_status->setObjectName(QStringLiteral("findStatus"));
    m_status->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("10000 of 10000")));

    m_caseSensitive = addButton(tr("Aa"), QStringLiteral("findCase"), tr("Match upper and lower case"), true);
    m_wholeWords = addButton(tr("W"), QStringLiteral("findWords"), tr("Whole words only"), true);
    m_regularExpression = addButton(QStringLiteral(".*"), QStringLiteral("findRegularExpression"),
                                    tr("Regular expression"), true);
    QToolButton *previous = addButton({}, QStringLiteral("findPrevious"), tr("Previous match"), false);
    previous->setIcon(appearance.icons().icon(Symbol::ArrowUp));
    QToolButton *next = addButton({}, QStringLiteral("findNext"), tr("Next match"), false);
    next->setIcon(appearance.icons().icon(Symbol::ArrowDown));
    QToolButton *closer = addButton({}, QStringLiteral("findClose"), tr("Close"), false);
    closer->setIcon(appearance.icons().icon(Symbol::Close));
    m_replace = addButton(tr("Replace"), QStringLiteral("findReplace"),
                          tr("Replace this match and go to the next"), false);
    m_replaceAll =
        addButton(tr("Replace All"), QStringLiteral("findReplaceAll"), tr("Replace every match"), false);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(8, 4, 8, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    auto *options = new QHBoxLayout;
    options->setSpacing(2);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_caseSensitive, m_wholeWords, m_regularExpression, previous, next})
        options->addWidget(widget);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(m_replace);
    actions->addWidget(m_replaceAll);
    actions->addStretch();
    grid->addWidget(m_pattern, 0, 0);
    grid->addLayout(options, 0, 1);
    grid->addWidget(m_status, 0, 2);
    grid->addWidget(closer, 0, 3, Qt::AlignRight);
    grid->addWidget(m_replacement, 1, 0);
    grid->addLayout(actions, 1, 1, 1, 2);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(2, 1);
    m_replaceRow = {m_replacement, m_replace, m_replaceAll};
    hide();

    m_marking.setSingleShot(true);
    m_marking.setInterval(std::chrono::milliseconds(100));
    connect(&m_marking, &QTimer::timeout, this, &FindBar::markMatches);
    connect(m_pattern, &QLineEdit::textEdited, this, &FindBar::patternEdited);
    for (QToolButton *toggle : {m_caseSensitive, m_wholeWords, m_regularExpression})
        connect(toggle, &QToolButton::toggled, this, &FindBar::patternEdited);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(closer, &QToolButton::clicked, this, &FindBar::close);
    connect(m_replace, &QToolButton::clicked, this, &FindBar::replaceOne);
    connect(m_replaceAll, &QToolButton::clicked, this, &FindBar::replaceAll);
}

QToolButton *FindBar::addButton(const QString &text, const QString &name, const QString &toolTip,
                                bool isToggle)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    button->setCheckable(isToggle);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void FindBar::setView(CodeView *view)
{
    if (m_view == view)
        return;
    if (m_view) {
        m_view->setSearchMatches({});
        disconnect(&m_view->document(), nullptr, this, nullptr);
    }
    m_view = view;
    if (!view)
        return;
    m_origin = view->caret();
    connect(&view->document(), &DocumentBuffer::edited, this, [this] {
        if (isVisible())
            m_marking.start();
    });
    if (isVisible())
        markMatches();
}

void FindBar::open(Mode mode)
{
    if (!m_view)
        return;
    for (QWidget *widget : std::as_const(m_replaceRow))
        widget->setVisible(mode == Mode::Replace);
    const TextSpan span = m_view->selection();
    const QString selected = span.end - span.begin <= longestPattern ? m_view->selectedText() : QString();
    if (!selected.isEmpty() && !selected.contains(QLatin1Char('\n')) && !selected.contains(QLatin1Char('\r')))
        m_pattern->setText(selected);
    m_origin = m_view->hasSelection() ? m_view->selection().begin : m_view->caret();
    show();
    m_pattern->selectAll();
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    markMatches();
}

void FindBar::close()
{
    hide();
    m_marking.stop();
    if (!m_view)
        return;
    m_view->setSearchMatches({});
    m_view->setFocus(Qt::OtherFocusReason);
}

bool FindBar::hasPattern() const
{
    return !m_pattern->text().isEmpty();
}

QString FindBar::status() const
{
    return m_status->text();
}

SearchQuery FindBar::query() const
{
    return {m_pattern->text(), m_caseSensitive->isChecked(), m_wholeWords->isChecked(),
            m_regularExpression->isChecked()};
}

void FindBar::patternEdited()
{
    m_marking.start();
    if (!m_view)
        return;
    if (!hasPattern()) {
        m_view->setSearchMatches({});
        setStatus({}, false);
        return;
    }
    goTo(TextSearch(m_view->document(), query()).next(m_origin));
}

void FindBar::findNext()
{
    if (!m_view || !hasPattern())
        return;
    const std::size_t from = m_view->hasSelection() ? m_view->selection().end : m_view->caret();
    goTo(TextSearch(m_view->document(), query()).next(from));
    m_origin = m_view->caret();
    markMatches();
}

void FindBar::findPrevious()
{
    if (!m_view || !hasPattern())
        return;
    const std::size_t before = m_view->hasSelection() ? m_view->selection().begin : m_view->caret();
    goTo(TextSearch(m_view->document(), query()).previous(before));
    m_origin = m_view->caret();
    markMatches();
}

void FindBar::goTo(const Result<std::optional<TextSpan>> &found)
{
    if (!found) {
        setStatus(coreText(found.error()), true);
        return;
    }
    if (!*found) {
        setStatus(tr("Not found"), true);
        return;
    }
    setStatus({}, false);
    m_view->select(**found);
}

void FindBar::markMatches()
{
    if (!m_view || !isVisible())
        return;
    if (!hasPattern() || m_view->document().size() > largestMarked) {
        m_view->setSearchMatches({});
        return;
    }
    const Result<std::vector<TextSpan>> matches = TextSearch(m_view->document(), query()).all(mostMarks);
    if (!matches) {
        m_view->setSearchMatches({});
        setStatus(coreText(matches.error()), true);
        return;
    }
    m_view->setSearchMatches(*matches);
    if (matches->empty()) {
        setStatus(tr("Not found"), true);
        return;
    }
    const auto current = std::find(matches->begin(), matches->end(), m_view->selection());
    const int count = static_cast<int>(matches->size());
    setStatus(current == matches->end() ? tr("%n match(es)", nullptr, count)
                                        : tr("%1 of %2").arg(current - matches->begin() + 1).arg(count),
              false);
}

void FindBar::replaceOne()
{
    if (!m_view || !hasPattern())
        return;
    const TextSearch search(m_view->document(), query());
    if (m_view->hasSelection()) {
        const TextSpan selected = m_view->selection();
        const Result<bool> replaced = search.replace(selected, m_replacement->text());
        if (!replaced) {
            setStatus(coreText(replaced.error()), true);
            return;
        }
    }
    findNext();
}

void FindBar::replaceAll()
{
    if (!m_view || !hasPattern())
        return;
    const Result<int> count = TextSearch(m_view->document(), query()).replaceAll(m_replacement->text());
    m_marking.stop();
    m_view->setSearchMatches({});
    if (count)
        setStatus(tr("%n replaced", nullptr, *count), false);
    else
        setStatus(coreText(count.error()), true);
}

void FindBar::setStatus(const QString &text, bool isTrouble)
{
    m_status->setText(text);
    QPalette colours = palette();
    if (isTrouble)
        colours.setColor(QPalette::WindowText, m_appearance.theme().levelColour(MarkLevel::Error));
    m_status->setPalette(colours);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        close();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_replacement->hasFocus())
            replaceOne();
        else if (event->modifiers().testFlag(Qt::ShiftModifier))
            findPrevious();
        else
            findNext();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace gatewright
