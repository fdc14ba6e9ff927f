// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/command_registry.h"

#include <QCoreApplication>

namespace gatewright {

namespace {

constexpr qsizetype recentLimit = 10;

} // namespace

QString categoryName(CommandCategory category)
{
    switch (category) {
    case CommandCategory::File:
        return QCoreApplication::translate("CommandCategory", "File");
    case CommandCategory::Edit:
        return QCoreApplication::translate("CommandCategory", "Edit");
    case CommandCategory::View:
        return QCoreApplication::translate("CommandCategory", "View");
    case CommandCategory::Go:
        return QCoreApplication::translate("CommandCategory", "Go");
    case CommandCategory::Run:
        return QCoreApplication::translate("CommandCategory", "Run");
    case CommandCategory::Git:
        return QCoreApplication::translate("CommandCategory", "Git");
    case CommandCategory::Completion:
        return QCoreApplication::translate("CommandCategory", "Completion");
    case CommandCategory::Tools:
        return QCoreApplication::translate("CommandCategory", "Tools");
    case CommandCategory::Help:
        return QCoreApplication::translate("CommandCategory", "Help");
    }
    return {};
}

CommandRegistry::CommandRegistry(QObject *parent)
    : QObject(parent)
{
}

Result<void> CommandRegistry::add(UserCommand command)
{
    if (command.id.isEmpty() || command.text.isEmpty() || !command.run)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("A command needs an id, a text and something to run."), {},
                         command.id);
    if (m_actions.contains(command.id))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There is a command of this name already."),
                         {}, command.id);
    const UserCommand &kept = m_commands.emplace_back(std::move(command));
    auto *action = new QAction(kept.text, this);
    action->setObjectName(kept.id);
    action->setShortcuts(kept.shortcuts);
    action->setCheckable(static_cast<bool>(kept.checked));
    action->setMenuRole(QAction::NoRole);
    if (!kept.description.isEmpty())
        action->setToolTip(kept.description);
    action->setIcon(kept.icon);
    connect(action, &QAction::triggered, this, [this, &kept] { trigger(kept); });
    m_actions.insert(kept.id, action);
    return {};
}

const UserCommand *CommandRegistry::find(const QString &id) const
{
    for (const UserCommand &command : m_commands) {
        if (command.id == id)
            return &command;
    }
    return nullptr;
}

QAction *CommandRegistry::action(const QString &id) const
{
    return m_actions.value(id);
}

QList<QAction *> CommandRegistry::actions() const
{
    QList<QAction *> all;
    for (const UserCommand &command : m_commands)
        all.append(m_actions.value(command.id));
    return all;
}

QString CommandRegistry::plainText(const UserCommand &command)
{
    QString text;
    for (qsizetype i = 0; i < command.text.size(); ++i) {
        // "&&" is a real ampersand, a single one marks the menu's key.
        if (command.text[i] == QLatin1Char('&') && ++i >= command.text.size())
            break;
        text.append(command.text[i]);
    }
    while (text.endsWith(QLatin1Char('.')) || text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

bool CommandRegistry::run(const QString &id)
{
    const UserCommand *command = find(id);
    if (!command || (command->enabled && !command->enabled()))
        return false;
    trigger(*command);
    return true;
}

void CommandRegistry::trigger(const UserCommand &command)
{
    // The action's state may be older than the window's.
    if (command.enabled && !command.enabled()) {
        refresh();
        return;
    }
    m_recent.removeAll(command.id);
    m_recent.prepend(command.id);
    if (m_recent.size() > recentLimit)
        m_recent.resize(recentLimit);
    const QString id = command.id;
    command.run();
    refresh();
    Q_EMIT ran(id);
}

void CommandRegistry::setRecent(QStringList ids)
{
    ids.removeIf([this](const QString &id) { return !m_actions.contains(id); });
    ids.removeDuplicates();
    if (ids.size() > recentLimit)
        ids.resize(recentLimit);
    m_recent = std::move(ids);
}

bool CommandRegistry::setShortcuts(const QString &id, const QList<QKeySequence> &keys)
{
    QAction *found = action(id);
    if (!found)
        return false;
    found->setShortcuts(keys);
    return true;
}

QList<ShortcutConflict> CommandRegistry::conflicts() const
{
    QList<ShortcutConflict> found;
    QHash<QKeySequence, QString> owners;
    for (const UserCommand &command : m_commands) {
        const QList<QKeySequence> keys = m_actions.value(command.id)->shortcuts();
        for (const QKeySequence &key : keys) {
            if (owners.contains(key))
                found.append({key, owners.value(key), command.id});
            else
                owners.insert(key, command.id);
        }
    }
    return found;
}

void CommandRegistry::refresh()
{
    for (const UserCommand &command : m_commands) {
        QAction *found = m_actions.value(command.id);
        if (command.enabled)
            found->setEnabled(command.enabled());
        if (command.checked)
            found->setChecked(command.checked());
    }
}

} // namespace gatewright
