// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/menu_builder.h"
#include "ui/shell/window_context.h"

#include <QCoreApplication>

#include <vector>

class QMainWindow;
class QMenu;

namespace gatewright {

class DocumentActions;
class EditorArea;
class FindBar;
class ProblemNavigator;
class ProjectPanel;
class QuickFixMenu;
class QuickPick;
class RunBinding;

// What the commands of the window act on. All of it outlives the commands.
struct CommandTargets
{
    QMainWindow &window;
    DocumentActions &documents;
    EditorArea &editors;
    FindBar &findBar;
    QuickPick &quickPick;
    ProjectPanel &project;
    ProblemNavigator &problems;
    QuickFixMenu &fixes;
    RunBinding &run;
};

// Each adds one group of commands to the registry. Texts, keys and icons of a command stand nowhere else.
void addFileCommands(const WindowContext &context, const CommandTargets &targets);
void addFormatCommands(const WindowContext &context, const CommandTargets &targets);
void addEditCommands(const WindowContext &context, const CommandTargets &targets);
void addViewCommands(const WindowContext &context, const CommandTargets &targets);
void addGoCommands(const WindowContext &context, const CommandTargets &targets);
void addProjectCommands(const WindowContext &context, const CommandTargets &targets);
void addRunCommands(const WindowContext &context, const CommandTargets &targets);
void addToolCommands(const WindowContext &context, const CommandTargets &targets);

// The menus of the window, in the order of the menu bar.
[[nodiscard]] std::vector<MenuDescription> windowMenus(const WindowContext &context,
                                                       DocumentActions &documents);
// The context menus.
[[nodiscard]] QStringList tabMenu();
[[nodiscard]] QStringList editorMenu();
[[nodiscard]] QStringList projectMenu();

} // namespace gatewright
