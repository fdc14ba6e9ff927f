// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QMenu;
class QMenuBar;

namespace gatewright {

class CommandRegistry;

// A menu as data: command ids, "-" for a separator, and submenus that are filled each time they open.
struct MenuDescription
{
    struct Entry
    {
        QString command;
        QString submenu; // its text, when `fill` is set
        std::function<void(QMenu &)> fill;
    };

    QString text;
    std::vector<Entry> entries;
};

// Fills menus from the registry. An id that the registry does not have is left out, and reported, because it
// is a bug.
class MenuBuilder
{
public:
    explicit MenuBuilder(CommandRegistry &commands)
        : m_commands(commands)
    {
    }

    void build(QMenuBar &bar, const std::vector<MenuDescription> &menus);
    // A context menu; commands that cannot run now are shown, greyed.
    void fill(QMenu &menu, const QStringList &ids);

private:
    void fill(QMenu &menu, const std::vector<MenuDescription::Entry> &entries);
    void addCommand(QMenu &menu, const QString &id);

    CommandRegistry &m_commands;
};

} // namespace gatewright
