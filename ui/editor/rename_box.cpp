// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rename_box.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

RenameBox::RenameBox(QWidget *window)
    : QFrame(window)
    , m_input(new QLineEdit(this))
    , m_hint(new QLabel(tr("Enter shows what would change, Escape leaves it"), this))
{
    setObjectName(QStringLiteral("renameBox"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_input->setAccessibleName(tr("New name"));
    m_input->setFont(defaultEditorFont());
    m_input->installEventFilter(this);
    QFont small = m_hint->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    m_hint->setFont(small);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 4);
    column->setSpacing(2);
    column->addWidget(m_input);
    column->addWidget(m_hint);
    hide();
}

void RenameBox::ask(const QString &current, const QRect &place)
{
    m_current = current;
    m_before = QApplication::focusWidget();
    m_input->setText(current);
    m_input->selectAll();
    const int width = std::max(240, m_input->fontMetrics().horizontalAdvance(current) + 60);
    resize(std::min(width, parentWidget()->width()), sizeHint().height());
    const QRect room = parentWidget()->rect();
    move(std::clamp(place.left() - 8, room.left(), std::max(room.left(), room.right() - this->width())),
         std::clamp(place.top() - 8, room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    raise();
    m_input->setFocus();
}

bool RenameBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            finish(key != Qt::Key_Escape);
            return true;
        }
    } else if (event->type() == QEvent::ShortcutOverride &&
               static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    } else if (event->type() == QEvent::FocusOut && isVisible()) {
        hide();
    }
    return QFrame::eventFilter(watched, event);
}

void RenameBox::finish(bool accepted)
{
    const QString name = m_input->text().trimmed();
    hide();
    if (m_before)
        m_before->setFocus();
    if (accepted && !name.isEmpty() && name != m_current)
        Q_EMIT named(name);
}

} // namespace gatewright
