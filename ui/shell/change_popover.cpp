// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/change_popover.h"

#include "ui/theme/colour.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScreen>
#include <QTextBlock>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int mostRows = 14;
constexpr int popoverWidth = 560;

QStringList linesOf(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    for (QString &line : lines)
        line.remove(QLatin1Char('\r'));
    return lines;
}

void addLines(QPlainTextEdit &view, const QStringList &lines, QChar sign, const QColor &background)
{
    QTextCursor cursor(view.document());
    cursor.movePosition(QTextCursor::End);
    QTextBlockFormat format;
    format.setBackground(background);
    for (const QString &line : lines) {
        if (!view.document()->isEmpty())
            cursor.insertBlock(format);
        else
            cursor.setBlockFormat(format);
        cursor.insertText(sign + QLatin1Char(' ') + line);
    }
}

} // namespace

ChangePopover::ChangePopover(const QString &before, const QString &after, const Theme &theme,
                             const QList<QAction *> &actions, QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("changePopover"));
    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(defaultEditorFont());
    text->setAccessibleName(tr("The change: − before, + now"));
    const EditorColours &colours = theme.editor();
    const QStringList old = linesOf(before);
    const QStringList now = linesOf(after);
    addLines(*text, old, QChar(0x2212), mixed(colours.background, colours.removed, 0.16));
    addLines(*text, now, QLatin1Char('+'), mixed(colours.background, colours.added, 0.16));
    text->moveCursor(QTextCursor::Start);
    const auto rows = static_cast<int>(std::clamp<qsizetype>(old.size() + now.size(), 1, mostRows));
    text->setFixedHeight(rows * text->fontMetrics().lineSpacing() + 24);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QAction *action : actions) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly
                                                           : Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        connect(button, &QToolButton::triggered, this, &QWidget::close);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(text);
    column->addLayout(buttons);
    setFixedWidth(popoverWidth);
}

void ChangePopover::openAt(const QPoint &globalPosition)
{
    adjustSize();
    const QRect room = screen()->availableGeometry();
    const bool below = globalPosition.y() + height() <= room.bottom();
    move(std::clamp(globalPosition.x(), room.left(), std::max(room.left(), room.right() - width())),
         below ? globalPosition.y() : std::max(room.top(), globalPosition.y() - height()));
    show();
}

QString changeToolTip(const QString &before, const QString &after, const Theme &theme)
{
    QString html = QStringLiteral("<pre style='margin:0'>");
    const auto add = [&html](const QStringList &lines, QChar sign, const QColor &colour) {
        for (const QString &line : lines.mid(0, mostRows))
            html += QStringLiteral("<span style='color:%1'>%2 %3</span>\n")
                        .arg(colour.name(), QString(sign), line.left(200).toHtmlEscaped());
        if (lines.size() > mostRows)
            html += QStringLiteral("…\n");
    };
    add(linesOf(before), QChar(0x2212), theme.editor().removed);
    add(linesOf(after), QLatin1Char('+'), theme.editor().added);
    return html + QStringLiteral("</pre>");
}

} // namespace gatewright
