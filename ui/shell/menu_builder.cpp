// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/menu_builder.h"

#include "core/base/log.h"
#include "ui/bridge/command_registry.h"

#include <QMenu>
#include <QMenuBar>

namespace gatewright {

void MenuBuilder::build(QMenuBar &bar, const std::vector<MenuDescription> &menus)
{
    for (const MenuDescription &description : menus) {
        QMenu *menu = bar.addMenu(description.text);
        fill(*menu, description.entries);
        QObject::connect(menu, &QMenu::aboutToShow, &m_commands, &CommandRegistry::refresh);
    }
}

void MenuBuilder::fill(QMenu &menu, const std::vector<MenuDescription::Entry> &entries)
{
    for (const MenuDescription::Entry &entry : entries) {
        if (!entry.fill) {
            addCommand(menu, entry.command);
            continue;
        }
        QMenu *submenu = menu.addMenu(entry.submenu);
        QObject::connect(submenu, &QMenu::aboutToShow, submenu, [submenu, fill = entry.fill] {
            submenu->clear();
            fill(*submenu);
        });
    }
}

void MenuBuilder::fill(QMenu &menu, const QStringList &ids)
{
    m_commands.refresh();
    for (const QString &id : ids)
        addCommand(menu, id);
}

void MenuBuilder::addCommand(QMenu &menu, const QString &id)
{
    if (id == QLatin1String("-")) {
        menu.addSeparator();
        return;
    }
    if (QAction *action = m_commands.action(id))
        menu.addAction(action);
    else
        qCWarning(logUi) << "a menu names a command that does not exist:" << id;
}

} // namespace gatewright
