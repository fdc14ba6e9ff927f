// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/bridge/user_command.h"

#include <QAction>
#include <QObject>
#include <QStringList>

#include <deque>

namespace gatewright {

// Two commands that want the same key in the same window: neither would fire.
struct ShortcutConflict
{
    QKeySequence key;
    QString first;
    QString second;

    friend bool operator==(const ShortcutConflict &, const ShortcutConflict &) = default;
};

// Every command of the window, and for each one QAction that menus, buttons and shortcuts share. Filled once
// by the composition of the window; lives on the GUI thread.
class CommandRegistry : public QObject
{
    Q_OBJECT

public:
    explicit CommandRegistry(QObject *parent = nullptr);

    // InvalidInput: the id is empty or taken, the text is empty, or there is nothing to run.
    Result<void> add(UserCommand command);

    [[nodiscard]] const std::deque<UserCommand> &commands() const { return m_commands; }
    [[nodiscard]] const UserCommand *find(const QString &id) const;
    // Null when there is no such command.
    [[nodiscard]] QAction *action(const QString &id) const;
    [[nodiscard]] QList<QAction *> actions() const;
    // The text without the menu's & and trailing dots: what palette and accessible names say.
    [[nodiscard]] static QString plainText(const UserCommand &command);

    // False when the command does not exist or cannot run now.
    bool run(const QString &id);
    // The latest first; at most ten.
    [[nodiscard]] const QStringList &recent() const { return m_recent; }
    void setRecent(QStringList ids);

    // An empty list takes the keys away. False when there is no such command.
    bool setShortcuts(const QString &id, const QList<QKeySequence> &keys);
    [[nodiscard]] QList<ShortcutConflict> conflicts() const;

    // Asks every command whether it can run and whether it is on; cheap, call it when the state of the window
    // changed.
    void refresh();

Q_SIGNALS:
    void ran(const QString &id);

private:
    void trigger(const UserCommand &command);

    std::deque<UserCommand> m_commands; // a deque: addresses of commands stay when one is added
    QHash<QString, QAction *> m_actions;
    QStringList m_recent;
};

} // namespace gatewright
