// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/linked_text.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextBlock>

namespace gatewright {

LinkedText::LinkedText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setFont(defaultEditorFont());
    document()->setDocumentMargin(8);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setMouseTracking(true);
}

void LinkedText::setContents(const QString &text, const std::vector<OutputLink> &links)
{
    setPlainText(text);
    m_links = links;
    paintLinks();
}

void LinkedText::paintLinks()
{
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (std::size_t index = 0; index < m_links.size(); ++index) {
        QTextCharFormat format;
        format.setAnchor(true);
        format.setAnchorHref(QString::number(index));
        format.setForeground(palette().color(QPalette::Link));
        format.setFontUnderline(true);
        cursor.setPosition(static_cast<int>(m_links[index].begin));
        cursor.setPosition(static_cast<int>(m_links[index].begin + m_links[index].length),
                           QTextCursor::KeepAnchor);
        cursor.setCharFormat(format);
    }
    cursor.endEditBlock();
}

const OutputLink *LinkedText::linkAt(const QPoint &place) const
{
    bool isNumber = false;
    const std::size_t index = anchorAt(place).toUInt(&isNumber);
    return isNumber && index < m_links.size() ? &m_links[index] : nullptr;
}

const OutputLink *LinkedText::linkAtCaret() const
{
    const int caret = textCursor().position();
    for (const OutputLink &link : m_links) {
        if (link.begin <= caret && caret <= link.begin + link.length)
            return &link;
    }
    return nullptr;
}

// Keys that the window has other uses for are ours while we have the focus.
bool LinkedText::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        for (const auto standard : {QKeySequence::Copy, QKeySequence::SelectAll, QKeySequence::Find,
                                    QKeySequence::FindNext, QKeySequence::FindPrevious}) {
            if (key->matches(standard)) {
                event->accept();
                return true;
            }
        }
    }
    return QPlainTextEdit::event(event);
}

void LinkedText::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (const OutputLink *link = isEnter ? linkAtCaret() : nullptr) {
        Q_EMIT linkChosen(OutputLink(*link));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void LinkedText::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(linkAt(event->pos()) ? Qt::PointingHandCursor : Qt::IBeamCursor);
    QPlainTextEdit::mouseMoveEvent(event);
}

void LinkedText::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? anchorAt(event->pos()) : QString();
    QPlainTextEdit::mousePressEvent(event);
}

void LinkedText::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    const OutputLink *link = linkAt(event->pos());
    const bool isClick =
        link && !m_pressed.isEmpty() && anchorAt(event->pos()) == m_pressed && !textCursor().hasSelection();
    m_pressed.clear();
    if (isClick)
        Q_EMIT linkChosen(OutputLink(*link));
}

} // namespace gatewright
