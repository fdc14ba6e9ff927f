// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/output_view.h"

#include "ui/panels/run/linked_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

namespace gatewright {

OutputView::OutputView(QWidget *parent)
    : QWidget(parent)
    , m_text(new LinkedText(this))
    , m_cut(new QLabel(this))
    , m_search(new QWidget(this))
    , m_words(new QLineEdit(m_search))
    , m_found(new QLabel(m_search))
{
    m_text->setObjectName(QStringLiteral("runOutput"));
    m_text->setAccessibleName(tr("Output of the program"));
    m_text->setPlaceholderText(tr("The program printed nothing."));
    m_text->installEventFilter(this);
    m_cut->setObjectName(QStringLiteral("runCut"));
    m_cut->setTextFormat(Qt::PlainText);
    m_cut->setForegroundRole(QPalette::PlaceholderText);
    m_cut->setContentsMargins(8, 2, 8, 2);
    m_cut->setWordWrap(true);
    m_cut->hide();

    m_words->setObjectName(QStringLiteral("runSearch"));
    m_words->setPlaceholderText(tr("Find in the output"));
    m_words->setAccessibleName(tr("Find in the output"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(240);
    m_words->installEventFilter(this);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(m_search);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_words, 1);
    row->addWidget(m_found);
    row->addStretch();
    m_search->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_cut);
    column->addWidget(m_text, 1);
    column->addWidget(m_search);
    setFocusProxy(m_text);

    connect(m_text, &LinkedText::linkChosen, this, &OutputView::linkChosen);
    connect(m_words, &QLineEdit::textChanged, this, [this] { find(Direction::Forwards, From::Here); });
}

void OutputView::setOutput(const OutputText &output)
{
    m_text->setContents(output.text, output.links);
    m_cut->setVisible(output.charactersLeftOut > 0);
    if (output.charactersLeftOut > 0)
        m_cut->setText(tr("The output is long: %Ln character(s) of it are not shown.", nullptr,
                          static_cast<int>(output.charactersLeftOut)));
    m_found->clear();
}

void OutputView::follow(const OutputText &output)
{
    QScrollBar &bar = *m_text->verticalScrollBar();
    const bool atEnd = bar.value() >= bar.maximum() - 1;
    const int place = bar.value();
    setOutput(output);
    bar.setValue(atEnd ? bar.maximum() : place);
}

void OutputView::applyPalette()
{
    m_text->paintLinks();
}

bool OutputView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && searchKey(*static_cast<QKeyEvent *>(event)))
        return true;
    // Escape and the search keys are the line's while it has the focus.
    if (event->type() == QEvent::ShortcutOverride && watched == m_words) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape || key->matches(QKeySequence::FindNext) ||
            key->matches(QKeySequence::FindPrevious) || key->matches(QKeySequence::Find)) {
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool OutputView::searchKey(QKeyEvent &key)
{
    const bool isEnter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (key.matches(QKeySequence::Find)) {
        openSearch();
    } else if (key.matches(QKeySequence::FindPrevious) ||
               (isEnter && m_words->hasFocus() && key.modifiers() == Qt::ShiftModifier)) {
        find(Direction::Backwards, From::Next);
    } else if (key.matches(QKeySequence::FindNext) || (isEnter && m_words->hasFocus())) {
        find(Direction::Forwards, From::Next);
    } else if (key.key() == Qt::Key_Escape && !m_search->isHidden()) {
        closeSearch();
    } else {
        return false;
    }
    return true;
}

void OutputView::openSearch()
{
    const QString selected = m_text->textCursor().selectedText();
    m_search->show();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_words->setText(selected);
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

void OutputView::closeSearch()
{
    m_search->hide();
    m_text->setFocus(Qt::OtherFocusReason);
}

void OutputView::find(Direction direction, From from)
{
    const QString words = m_words->text();
    if (words.isEmpty()) {
        m_found->clear();
        return;
    }
    QTextCursor start = m_text->textCursor();
    if (from == From::Here)
        start.setPosition(start.selectionStart());
    const QTextDocument::FindFlags flags =
        direction == Direction::Backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor found = m_text->document()->find(words, start, flags);
    if (found.isNull()) { // round the end
        QTextCursor edge(m_text->document());
        if (direction == Direction::Backwards)
            edge.movePosition(QTextCursor::End);
        found = m_text->document()->find(words, edge, flags);
    }
    m_found->setText(found.isNull() ? tr("Nothing found") : QString());
    if (!found.isNull()) {
        m_text->setTextCursor(found);
        m_text->ensureCursorVisible();
    }
}

} // namespace gatewright
