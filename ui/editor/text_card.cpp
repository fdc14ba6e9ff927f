// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_card.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int mostWidth = 560;
constexpr int mostHeight = 280;
constexpr int margin = 8;
constexpr int gap = 2;

} // namespace

TextCard::TextCard(const SyntaxLibrary &library, const Theme &theme, QWidget *window)
    : QFrame(window)
    , m_text(new MarkupView(library, theme, this))
    , m_headline(new QLabel(this))
    , m_messages(new QLabel(this))
{
    setObjectName(QStringLiteral("textCard"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    for (QLabel *label : {m_headline, m_messages}) {
        label->setWordWrap(true);
        label->setMargin(margin);
        label->hide();
    }
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setFont(defaultEditorFont());
    m_messages->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_headline);
    column->addWidget(m_text, 1);
    hide();
}

void TextCard::setTheme(const Theme &theme)
{
    m_text->setTheme(theme);
}

void TextCard::setHeadline(const QString &text, int begin, int end)
{
    const QString emphasised =
        end > begin ? QStringLiteral("%1<b><u>%2</u></b>%3")
                          .arg(text.left(begin).toHtmlEscaped(), text.mid(begin, end - begin).toHtmlEscaped(),
                               text.mid(end).toHtmlEscaped())
                    : text.toHtmlEscaped();
    m_headline->setText(emphasised);
    m_headline->setAccessibleName(text);
    m_headline->setVisible(!text.isEmpty());
}

void TextCard::setMessages(const QStringList &messages)
{
    m_messages->setText(messages.join(QLatin1Char('\n')));
    m_messages->setVisible(!messages.isEmpty());
}

void TextCard::setMarkup(const QString &text, bool isMarkdown)
{
    if (isMarkdown)
        m_text->setMarkdownText(text);
    else
        m_text->setPlain(text);
    m_text->setVisible(!text.isEmpty());
}

QString TextCard::plainText() const
{
    QStringList parts;
    for (const QLabel *label : {m_messages, m_headline}) {
        if (!label->isHidden())
            parts.append(label == m_headline ? label->accessibleName() : label->text());
    }
    if (!m_text->isHidden())
        parts.append(m_text->toPlainText());
    return parts.join(QLatin1Char('\n'));
}

QSize TextCard::wantedSize()
{
    QSize size(0, 0);
    if (!m_text->isHidden())
        size = m_text->sizeFor(mostWidth, mostHeight);
    for (const QLabel *label : {m_headline, m_messages}) {
        if (label->isHidden())
            continue;
        const int width = std::min(mostWidth, label->sizeHint().width());
        size.setWidth(std::max(size.width(), width));
        size.setHeight(size.height() + label->heightForWidth(std::max(size.width(), width)));
    }
    return size + QSize(2, 2);
}

void TextCard::showBeside(const QRect &place, Side side)
{
    const QRect room = parentWidget()->rect().adjusted(gap, gap, -gap, -gap);
    const QSize size = wantedSize().boundedTo(room.size());
    resize(size);
    QPoint corner(place.left(), place.bottom() + gap);
    const bool fitsBelow = corner.y() + size.height() <= room.bottom();
    if (side == Side::Right) {
        corner = QPoint(place.right() + gap, place.top());
        if (corner.x() + size.width() > room.right())
            corner.setX(place.left() - gap - size.width());
    } else if ((side == Side::Above || !fitsBelow) && place.top() - gap - size.height() >= room.top()) {
        corner.setY(place.top() - gap - size.height());
    }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - size.width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - size.height())));
    move(corner);
    m_mousePlace = {};
    show();
    raise();
}

void TextCard::hideWithMouse(const QRect &globalPlace)
{
    m_mousePlace = globalPlace;
    qApp->installEventFilter(this);
}

bool TextCard::eventFilter(QObject *, QEvent *event)
{
    if (m_mousePlace.isEmpty() || !isVisible())
        return false;
    switch (event->type()) {
    case QEvent::MouseMove: {
        const QPoint mouse = static_cast<QMouseEvent *>(event)->globalPosition().toPoint();
        const QRect own(mapToGlobal(QPoint(0, 0)), size());
        // The way from the word to the card counts as being there.
        if (!own.united(m_mousePlace).adjusted(-margin, -margin, margin, margin).contains(mouse))
            hide();
        break;
    }
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key != Qt::Key_Control && key != Qt::Key_Shift && key != Qt::Key_Alt)
            hide();
        break;
    }
    case QEvent::WindowDeactivate:
        hide();
        break;
    case QEvent::MouseButtonPress:
    case QEvent::Wheel: {
        const QPoint mouse = static_cast<QSinglePointEvent *>(event)->globalPosition().toPoint();
        if (!QRect(mapToGlobal(QPoint(0, 0)), size()).contains(mouse))
            hide();
        break;
    }
    default:
        break;
    }
    return false;
}

void TextCard::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    qApp->removeEventFilter(this);
    m_mousePlace = {};
    Q_EMIT hidden();
}

void TextCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace gatewright
