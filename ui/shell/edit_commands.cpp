// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/find_bar.h"
#include "ui/shell/quick_fix_menu.h"
#include "ui/shell/window_commands.h"

#include <optional>

namespace gatewright {

namespace {

struct EditCommands
{
    Q_DECLARE_TR_FUNCTIONS(EditCommands)
};

// The commands that the view itself can do.
struct ViewCommand
{
    const char *id;
    QString text;
    EditCommand command;
    QKeySequence key;
    std::optional<Symbol> symbol;
};

std::vector<ViewCommand> viewCommands()
{
    return {
        {"edit.undo", EditCommands::tr("&Undo"), EditCommand::Undo, QKeySequence::Undo, Symbol::EditUndo},
        {"edit.redo", EditCommands::tr("&Redo"), EditCommand::Redo, QKeySequence::Redo, Symbol::EditRedo},
        {"edit.cut", EditCommands::tr("Cu&t"), EditCommand::Cut, QKeySequence::Cut, {}},
        {"edit.copy", EditCommands::tr("&Copy"), EditCommand::Copy, QKeySequence::Copy, Symbol::EditCopy},
        {"edit.paste", EditCommands::tr("&Paste"), EditCommand::Paste, QKeySequence::Paste, {}},
        {"edit.selectAll",
         EditCommands::tr("Select &All"),
         EditCommand::SelectAll,
         QKeySequence::SelectAll,
         {}},
        {"edit.selectNextOccurrence",
         EditCommands::tr("Select &Next Occurrence"),
         EditCommand::SelectNextOccurrence,
         Qt::CTRL | Qt::Key_D,
         {}},
        {"edit.selectAllOccurrences",
         EditCommands::tr("Select All &Occurrences"),
         EditCommand::SelectAllOccurrences,
         Qt::CTRL | Qt::SHIFT | Qt::Key_L,
         {}},
        {"edit.skipOccurrence",
         EditCommands::tr("Skip This Occurrence"),
         EditCommand::SkipOccurrence,
         Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_D,
         {}},
        {"edit.addCaretAbove",
         EditCommands::tr("Add Caret &Above"),
         EditCommand::AddCaretAbove,
         Qt::CTRL | Qt::ALT | Qt::Key_Up,
         {}},
        {"edit.addCaretBelow",
         EditCommands::tr("Add Caret &Below"),
         EditCommand::AddCaretBelow,
         Qt::CTRL | Qt::ALT | Qt::Key_Down,
         {}},
        {"edit.caretsAtLineEnds",
         EditCommands::tr("Carets at Line &Ends"),
         EditCommand::CaretsAtLineEnds,
         Qt::ALT | Qt::SHIFT | Qt::Key_I,
         {}},
        {"edit.removeLastCaret",
         EditCommands::tr("Remove the Last Caret"),
         EditCommand::RemoveLastCaret,
         Qt::CTRL | Qt::Key_U,
         {}},
        {"edit.joinLines", EditCommands::tr("&Join Lines"), EditCommand::JoinLines, Qt::CTRL | Qt::Key_J, {}},
        {"edit.sortLines", EditCommands::tr("&Sort Lines"), EditCommand::SortLinesAscending, {}, {}},
        {"edit.sortLinesDescending",
         EditCommands::tr("Sort Lines Bac&kwards"),
         EditCommand::SortLinesDescending,
         {},
         {}},
        {"edit.trimLineEnds",
         EditCommands::tr("Remove Blanks at Line Ends"),
         EditCommand::TrimLineEnds,
         {},
         {}},
        {"edit.upperCase", EditCommands::tr("Upper Case"), EditCommand::UpperCase, {}, {}},
        {"edit.lowerCase", EditCommands::tr("Lower Case"), EditCommand::LowerCase, {}, {}},
        {"edit.indent",
         EditCommands::tr("&Indent"),
         EditCommand::Indent,
         Qt::CTRL | Qt::Key_BracketRight,
         {}},
        {"edit.unindent",
         EditCommands::tr("U&nindent"),
         EditCommand::Unindent,
         Qt::CTRL | Qt::Key_BracketLeft,
         {}},
        {"edit.toggleComment",
         EditCommands::tr("Toggle Co&mment"),
         EditCommand::ToggleComment,
         Qt::CTRL | Qt::Key_Slash,
         {}},
        {"edit.duplicateLines",
         EditCommands::tr("&Duplicate Lines"),
         EditCommand::DuplicateLines,
         Qt::CTRL | Qt::SHIFT | Qt::Key_D,
         {}},
        {"edit.deleteLines",
         EditCommands::tr("Delete &Lines"),
         EditCommand::DeleteLines,
         Qt::CTRL | Qt::SHIFT | Qt::Key_K,
         {}},
        {"edit.moveLinesUp",
         EditCommands::tr("Move Lines U&p"),
         EditCommand::MoveLinesUp,
         Qt::CTRL | Qt::SHIFT | Qt::Key_Up,
         {}},
        {"edit.moveLinesDown",
         EditCommands::tr("Move Lines Do&wn"),
         EditCommand::MoveLinesDown,
         Qt::CTRL | Qt::SHIFT | Qt::Key_Down,
         {}},
    };
}

} // namespace

void addEditCommands(const WindowContext &context, const CommandTargets &targets)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::Edit);
    EditorArea &editors = targets.editors;
    const auto hasView = [&editors] { return editors.currentPage() != nullptr; };

    for (const ViewCommand &entry : viewCommands()) {
        auto &&draft = add(entry.id, entry.text, [&editors, command = entry.command] {
            editors.currentPage()->view().run(command);
        });
        draft.key(entry.key).enabledWhen([&editors, command = entry.command] {
            return editors.currentPage() && editors.currentPage()->view().canRun(command);
        });
        if (entry.symbol)
            draft.symbol(*entry.symbol);
    }

    QuickFixMenu &fixes = targets.fixes;
    add("edit.quickFix", EditCommands::tr("&Quick Fix…"), [&fixes] { fixes.open(); })
        .key(Qt::CTRL | Qt::Key_Period)
        .symbol(Symbol::QuickFix)
        .describe(EditCommands::tr("What the checks propose for the problem at the caret"))
        .enabledWhen([&fixes] { return fixes.hasFixes(); });

    FindBar &find = targets.findBar;
    add("edit.find", EditCommands::tr("&Find…"), [&find] { find.open(FindBar::Mode::Find); })
        .key(QKeySequence::Find)
        .symbol(Symbol::EditFind)
        .enabledWhen(hasView);
    add("edit.replace", EditCommands::tr("R&eplace…"), [&find] { find.open(FindBar::Mode::Replace); })
        .key(Qt::CTRL | Qt::Key_H)
        .symbol(Symbol::EditReplace)
        .enabledWhen(hasView);
    add("edit.findNext", EditCommands::tr("Find Ne&xt"), [&find] { find.findNext(); })
        .key(Qt::Key_F3)
        .enabledWhen([&find, hasView] { return hasView() && find.hasPattern(); });
    add("edit.findPrevious", EditCommands::tr("Find Pre&vious"), [&find] { find.findPrevious(); })
        .key(Qt::SHIFT | Qt::Key_F3)
        .enabledWhen([&find, hasView] { return hasView() && find.hasPattern(); });
}

} // namespace gatewright
