// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

namespace gatewright {

// Where a command stands in the palette ("File: Save") and in the list of shortcuts.
enum class CommandCategory { File, Edit, View, Go, Run, Git, Completion, Tools, Help };

[[nodiscard]] QString categoryName(CommandCategory category);

// One thing the user can do. Menus, shortcuts, context menus and the palette are all made from these.
struct UserCommand
{
    // "file.save": stable, because settings, sessions and tests name it.
    QString id;
    CommandCategory category = CommandCategory::File;
    // Translated, with the & of the menu.
    QString text;
    std::function<void()> run;
    // Defaults; the user's own come from the settings.
    QList<QKeySequence> shortcuts;
    // Follows the palette by itself; may be null.
    QIcon icon;
    // Whether it can run now. Empty: always.
    std::function<bool()> enabled;
    // Set for a command that switches something: whether it is on now.
    std::function<bool()> checked;
    // One sentence for the tool tip, or empty.
    QString description;
};

} // namespace gatewright
