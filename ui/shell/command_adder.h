// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/command_registry.h"
#include "ui/theme/icon_provider.h"

namespace gatewright {

// Spells out one command and adds it to the registry at the end of the full expression:
//   CommandAdder add(registry, icons, CommandCategory::File);
//   add("file.new", tr("&New File"), [...] { ... }).key(QKeySequence::New).symbol(Symbol::DocumentNew);
class CommandAdder
{
public:
    class Draft
    {
    public:
        Draft(CommandRegistry &commands, const IconProvider &icons, UserCommand command)
            : m_commands(commands)
            , m_icons(icons)
            , m_command(std::move(command))
        {
        }
        ~Draft()
        {
            [[maybe_unused]] const Result<void> added = m_commands.add(std::move(m_command));
            Q_ASSERT_X(added, "CommandAdder", "a command's id is taken or it has nothing to run");
        }
        Draft(const Draft &) = delete;
        Draft &operator=(const Draft &) = delete;

        // The first one is shown in menus.
        Draft &key(const QKeySequence &key)
        {
            if (!key.isEmpty())
                m_command.shortcuts.append(key);
            return *this;
        }
        Draft &symbol(Symbol symbol)
        {
            m_command.icon = m_icons.icon(symbol);
            return *this;
        }
        Draft &enabledWhen(std::function<bool()> enabled)
        {
            m_command.enabled = std::move(enabled);
            return *this;
        }
        Draft &checkedWhen(std::function<bool()> checked)
        {
            m_command.checked = std::move(checked);
            return *this;
        }
        Draft &describe(const QString &description)
        {
            m_command.description = description;
            return *this;
        }

    private:
        CommandRegistry &m_commands;
        const IconProvider &m_icons;
        UserCommand m_command;
    };

    CommandAdder(CommandRegistry &commands, const IconProvider &icons, CommandCategory category)
        : m_commands(commands)
        , m_icons(icons)
        , m_category(category)
    {
    }

    Draft operator()(const char *id, const QString &text, std::function<void()> run) const
    {
        UserCommand command;
        command.id = QString::fromLatin1(id);
        command.category = m_category;
        command.text = text;
        command.run = std::move(run);
        return Draft(m_commands, m_icons, std::move(command));
    }

private:
    CommandRegistry &m_commands;
    const IconProvider &m_icons;
    CommandCategory m_category;
};

} // namespace gatewright
