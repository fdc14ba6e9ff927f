// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/key_player.h"

#include <QGuiApplication>

// Exported by Qt Gui for Qt Test, whose keys take the same way; Qt Test itself has no place in a shipped
// program.
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow *window, QEvent::Type type, int key,
                                    Qt::KeyboardModifiers modifiers, const QString &text = QString(),
                                    bool autorepeat = false, ushort count = 1);

namespace gatewright {

namespace {

void click(QWindow &window, int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    // A dialog or popup that opened meanwhile has the keyboard, as it would for the user.
    QWindow *target = QGuiApplication::focusWindow() ? QGuiApplication::focusWindow() : &window;
    qt_handleKeyEvent(target, QEvent::KeyPress, key, modifiers, text);
    qt_handleKeyEvent(target, QEvent::KeyRelease, key, modifiers, text);
}

} // namespace

void KeyPlayer::press(const QKeySequence &key) const
{
    const QKeyCombination combination = key[0];
    QString text;
    if (combination.keyboardModifiers() == Qt::NoModifier) {
        if (combination.key() == Qt::Key_Return)
            text = QStringLiteral("\r");
        else if (combination.key() == Qt::Key_Tab)
            text = QStringLiteral("\t");
    }
    click(m_window, combination.key(), combination.keyboardModifiers(), text);
}

void KeyPlayer::type(const QString &text) const
{
    for (const QChar character : text) {
        if (character == QLatin1Char('\n')) {
            press(Qt::Key_Return);
            continue;
        }
        const bool shifted = character.isUpper();
        click(m_window, character.toUpper().unicode(), shifted ? Qt::ShiftModifier : Qt::NoModifier,
              QString(character));
    }
}

} // namespace gatewright
