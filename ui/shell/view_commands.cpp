// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/dock_toggle.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_group.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/problem_navigator.h"
#include "ui/shell/quick_pick.h"
#include "ui/shell/settings_binding.h"
#include "ui/shell/window_commands.h"

#include <QDockWidget>
#include <QMainWindow>

namespace gatewright {

namespace {

struct ViewCommands
{
    Q_DECLARE_TR_FUNCTIONS(ViewCommands)
};

struct GoCommands
{
    Q_DECLARE_TR_FUNCTIONS(GoCommands)
};

template <class T>
void set(Settings &settings, const SettingKey<T> &key, const T &value)
{
    if (const Result<void> written = settings.setValue(key, value); !written)
        qCWarning(logUi) << written.error().toString();
}

void addSwitch(const CommandAdder &add, Settings &settings, const char *id, const QString &text,
               const SettingKey<bool> &key)
{
    add(id, text, [&settings, &key] {
        set(settings, key, !settings.value(key));
    }).checkedWhen([&settings, &key] { return settings.value(key); });
}

void addTheme(const CommandAdder &add, Settings &settings, const char *id, const QString &text,
              const QString &name)
{
    add(id, text, [&settings, name] { set(settings, keys::theme(), name); }).checkedWhen([&settings, name] {
        return settings.value(keys::theme()) == name;
    });
}

void addZoom(const CommandAdder &add, Settings &settings)
{
    add("view.zoomIn", ViewCommands::tr("Zoom &In"), [&settings] { zoomBy(settings, 1); })
        .key(QKeySequence::ZoomIn)
        .key(Qt::CTRL | Qt::Key_Equal);
    add("view.zoomOut", ViewCommands::tr("Zoom &Out"), [&settings] {
        zoomBy(settings, -1);
    }).key(QKeySequence::ZoomOut);
    add("view.zoomReset", ViewCommands::tr("&Reset Zoom"), [&settings] {
        zoomBy(settings, 0);
    }).key(Qt::CTRL | Qt::Key_0);
}

void addDock(const CommandAdder &add, QMainWindow &window, const char *id, const QString &text,
             const QString &dock, const QKeySequence &key)
{
    add(id, text,
        [&window, dock] {
            if (auto *found = window.findChild<QDockWidget *>(dock))
                toggleDock(*found);
        })
        .key(key)
        .checkedWhen([&window, dock] {
            const auto *found = window.findChild<QDockWidget *>(dock);
            return found && !found->isHidden();
        });
}

} // namespace

void addViewCommands(const WindowContext &context, const CommandTargets &targets)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::View);
    EditorArea &editors = targets.editors;
    QMainWindow &window = targets.window;
    const auto hasView = [&editors] { return editors.currentPage() != nullptr; };
    const auto isSplit = [&editors] { return editors.groups().size() > 1; };

    add("view.palette", ViewCommands::tr("Command &Palette…"),
        [&pick = targets.quickPick] { pick.open(QStringLiteral(">")); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_P)
        .symbol(Symbol::Command);
    addDock(add, window, "view.project", ViewCommands::tr("Pro&ject"), QStringLiteral("projectDock"),
            Qt::CTRL | Qt::Key_B);
    addDock(add, window, "view.problems", ViewCommands::tr("Prob&lems"), QStringLiteral("problemsDock"),
            Qt::CTRL | Qt::SHIFT | Qt::Key_M);
    addDock(add, window, "view.run", ViewCommands::tr("Ru&n"), QStringLiteral("runDock"),
            Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    addDock(add, window, "view.learning", ViewCommands::tr("Learnin&g"), QStringLiteral("learningDock"),
            Qt::CTRL | Qt::SHIFT | Qt::Key_Y);
    add("view.splitRight", ViewCommands::tr("Split &Right"), [&editors] { editors.split(Qt::Horizontal); })
        .key(Qt::CTRL | Qt::Key_Backslash)
        .symbol(Symbol::SplitRight)
        .enabledWhen(hasView);
    add("view.splitDown", ViewCommands::tr("Split &Down"), [&editors] { editors.split(Qt::Vertical); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_Backslash)
        .symbol(Symbol::SplitDown)
        .enabledWhen(hasView);
    add("view.closeSplit", ViewCommands::tr("Clos&e Split"), [&editors] {
        editors.closeGroup();
    }).enabledWhen(isSplit);
    add("view.nextSplit", ViewCommands::tr("&Next Split"), [&editors] { editors.focusNextGroup(); })
        .key(Qt::Key_F6)
        .enabledWhen(isSplit);

    Settings &settings = context.settings;
    addSwitch(add, settings, "view.wrapLines", ViewCommands::tr("&Wrap Lines"), keys::wrapLines());
    addSwitch(add, settings, "view.whitespace", ViewCommands::tr("Show White&space"), keys::showWhitespace());
    addSwitch(add, settings, "view.lineNumbers", ViewCommands::tr("Show Line N&umbers"),
              keys::showLineNumbers());
    addTheme(add, settings, "view.themeSystem", ViewCommands::tr("Theme of the &System"),
             QStringLiteral("system"));
    addTheme(add, settings, "view.themeLight", ViewCommands::tr("&Light Theme"), QStringLiteral("light"));
    addTheme(add, settings, "view.themeDark", ViewCommands::tr("&Dark Theme"), QStringLiteral("dark"));
    addTheme(add, settings, "view.themeContrast", ViewCommands::tr("&High Contrast Theme"),
             QStringLiteral("contrast"));
    addZoom(add, settings);
    for (const auto &[id, text, command] :
         std::initializer_list<std::tuple<const char *, QString, EditCommand>>{
             {"view.toggleFold", ViewCommands::tr("&Fold or Unfold"), EditCommand::ToggleFold},
             {"view.foldAll", ViewCommands::tr("Fold &All"), EditCommand::FoldAll},
             {"view.unfoldAll", ViewCommands::tr("U&nfold All"), EditCommand::UnfoldAll}}) {
        auto &&draft =
            add(id, text, [&editors, command = command] { editors.currentPage()->view().run(command); });
        draft.enabledWhen(hasView);
        if (command == EditCommand::ToggleFold)
            draft.key(Qt::CTRL | Qt::SHIFT | Qt::Key_BracketLeft);
    }
    add("view.fullScreen", ViewCommands::tr("F&ull Screen"),
        [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); })
        .key(Qt::Key_F11)
        .checkedWhen([&window] { return window.isFullScreen(); });
}

void addGoCommands(const WindowContext &context, const CommandTargets &targets)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::Go);
    EditorArea &editors = targets.editors;
    QuickPick &pick = targets.quickPick;
    ProblemNavigator &problems = targets.problems;
    const auto hasView = [&editors] { return editors.currentPage() != nullptr; };
    const auto hasProblems = [&problems] { return problems.hasProblems(); };

    add("go.file", GoCommands::tr("Go to &File…"), [&pick] { pick.open({}); }).key(Qt::CTRL | Qt::Key_P);
    add("go.line", GoCommands::tr("Go to &Line…"), [&pick] { pick.open(QStringLiteral(":")); })
        .key(Qt::CTRL | Qt::Key_G)
        .enabledWhen(hasView);
    add("go.matchingBracket", GoCommands::tr("Go to Matching &Bracket"),
        [&editors] { editors.currentPage()->view().run(EditCommand::GoToMatchingBracket); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_B)
        .enabledWhen(hasView);
    add("go.nextTab", GoCommands::tr("&Next Tab"), [&editors] { editors.activeGroup().step(1); })
        .key(Qt::CTRL | Qt::Key_PageDown)
        .key(Qt::CTRL | Qt::Key_Tab)
        .enabledWhen(hasView);
    add("go.previousTab", GoCommands::tr("&Previous Tab"), [&editors] { editors.activeGroup().step(-1); })
        .key(Qt::CTRL | Qt::Key_PageUp)
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)
        .enabledWhen(hasView);
    add("go.nextProblem", GoCommands::tr("Next P&roblem"),
        [&problems] { problems.step(DiagnosticsModel::Direction::Next); })
        .key(Qt::Key_F8)
        .symbol(Symbol::ArrowDown)
        .enabledWhen(hasProblems);
    add("go.previousProblem", GoCommands::tr("Previous Pr&oblem"),
        [&problems] { problems.step(DiagnosticsModel::Direction::Previous); })
        .key(Qt::SHIFT | Qt::Key_F8)
        .symbol(Symbol::ArrowUp)
        .enabledWhen(hasProblems);
}

} // namespace gatewright
