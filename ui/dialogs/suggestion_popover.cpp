// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/suggestion_popover.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

SuggestionPopover::SuggestionPopover(const QString &text, const QFont &font, QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("suggestionPopover"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("The suggestion as text"));

    auto *content = new QPlainTextEdit(text, this);
    content->setObjectName(QStringLiteral("suggestionText"));
    content->setReadOnly(true);
    // The caret shows where a screen reader is.
    content->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    content->setAccessibleName(tr("Suggestion"));
    content->setFont(font);
    content->setLineWrapMode(QPlainTextEdit::NoWrap);
    content->setFrameShape(QFrame::NoFrame);

    auto *hint = new QLabel(tr("Ctrl+Return accepts, Escape closes"), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto *accept = new QPushButton(tr("&Accept"), this);
    accept->setAutoDefault(false);
    const auto take = [this] {
        close();
        Q_EMIT accepted();
    };
    connect(accept, &QPushButton::clicked, this, take);
    connect(new QShortcut(Qt::CTRL | Qt::Key_Return, this), &QShortcut::activated, this, take);

    auto *row = new QHBoxLayout;
    row->addWidget(hint, 1);
    row->addWidget(accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(content, 1);
    column->addLayout(row);

    const QFontMetrics metrics(font);
    const auto lines = std::clamp<int>(static_cast<int>(text.count(QLatin1Char('\n'))) + 1, 3, 20);
    const QSize room = parent->screen()->availableSize();
    resize(std::min(std::clamp(metrics.horizontalAdvance(QLatin1Char('m')) * 72, 320, 900), room.width()),
           std::min(metrics.lineSpacing() * (lines + 1) + accept->sizeHint().height() + 40, room.height()));
    setFocusProxy(content);
}

void SuggestionPopover::openAt(const QPoint &corner)
{
    show(); // settles the size
    const QScreen *screen = parentWidget()->screen();
    const QRect available = screen->availableGeometry();
    move(std::clamp(corner.x(), available.left(), std::max(available.left(), available.right() - width())),
         std::clamp(corner.y(), available.top(), std::max(available.top(), available.bottom() - height())));
    setFocus(Qt::PopupFocusReason);
}

} // namespace gatewright
