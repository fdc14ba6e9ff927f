// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/workspace_model.h"
#include "ui/panels/project/project_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/window_commands.h"

#include <QMainWindow>

namespace gatewright {

namespace {

struct FileCommands
{
    Q_DECLARE_TR_FUNCTIONS(FileCommands)
};

struct ProjectCommands
{
    Q_DECLARE_TR_FUNCTIONS(ProjectCommands)
};

} // namespace

void addFileCommands(const WindowContext &context, const CommandTargets &targets)
{
    CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::File);
    DocumentActions &documents = targets.documents;
    const auto hasDocument = [&documents] { return documents.current() != nullptr; };

    add("file.new", FileCommands::tr("&New File"), [&documents] { documents.newFile(); })
        .key(QKeySequence::New)
        .symbol(Symbol::DocumentNew);
    add("file.open", FileCommands::tr("&Open…"), [&documents] { documents.openWithDialog(); })
        .key(QKeySequence::Open)
        .symbol(Symbol::DocumentOpen);
    add("file.openFolder", FileCommands::tr("Open &Folder…"),
        [&documents] { documents.openFolderWithDialog(); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_O)
        .symbol(Symbol::Folder);
    add("file.closeFolder", FileCommands::tr("Close Fol&der"), [&documents] {
        documents.closeFolder();
    }).enabledWhen([&workspace = context.workspace] { return !workspace.folder().isEmpty(); });
    add("file.save", FileCommands::tr("&Save"), [&documents] { documents.save(*documents.current()); })
        .key(QKeySequence::Save)
        .symbol(Symbol::DocumentSave)
        .enabledWhen(hasDocument);
    add("file.saveAs", FileCommands::tr("Save &As…"),
        [&documents] { documents.saveAs(*documents.current()); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_S)
        .enabledWhen(hasDocument);
    add("file.saveAll", FileCommands::tr("Save A&ll"), [&documents] { documents.saveAll(); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_S)
        .symbol(Symbol::DocumentSaveAll)
        .enabledWhen([&manager = context.documents] { return manager.hasModified(); });
    add("file.reload", FileCommands::tr("&Reload from Disk"),
        [&documents, &manager = context.documents] { manager.reload(*documents.current()); })
        .symbol(Symbol::Refresh)
        .enabledWhen([&documents] { return documents.current() && !documents.current()->path().isEmpty(); });
    add("file.close", FileCommands::tr("&Close"),
        [&editors = targets.editors, &documents] { documents.closePage(*editors.currentPage()); })
        .key(Qt::CTRL | Qt::Key_W)
        .symbol(Symbol::Close)
        .enabledWhen(hasDocument);
    add("file.closeOthers", FileCommands::tr("Close Ot&hers"), [&documents] {
        documents.closeOthers(*documents.current());
    }).enabledWhen([&manager = context.documents, hasDocument] {
        return hasDocument() && manager.documents().size() > 1;
    });
    add("file.closeAll", FileCommands::tr("Close All"), [&documents] {
        documents.closeAll();
    }).enabledWhen(hasDocument);
    add("file.reopenClosed", FileCommands::tr("Reopen Closed &Tab"),
        [&documents] { documents.reopenClosed(); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_T)
        .enabledWhen([&documents] { return documents.canReopen(); });
    add("file.clearRecent", FileCommands::tr("Forget Recent Files and Folders"),
        [&settings = context.settings] {
            for (const SettingKey<QStringList> *key : {&keys::recentFiles(), &keys::recentFolders()})
                (void)settings.reset(key->descriptor);
        });
    add("file.quit", FileCommands::tr("&Quit"), [&window = targets.window] {
        window.close();
    }).key(Qt::CTRL | Qt::Key_Q);
}

void addProjectCommands(const WindowContext &context, const CommandTargets &targets)
{
    CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::File);
    ProjectPanel &project = targets.project;
    const auto hasFolder = [&workspace = context.workspace] { return !workspace.folder().isEmpty(); };
    const auto hasSelection = [&project] { return project.hasSelection(); };

    add("project.newFile", ProjectCommands::tr("New File in Folder"), [&project] { project.newFile(); })
        .symbol(Symbol::DocumentNew)
        .enabledWhen(hasFolder);
    add("project.newFolder", ProjectCommands::tr("New Folder"), [&project] { project.newFolder(); })
        .symbol(Symbol::Folder)
        .enabledWhen(hasFolder);
    add("project.rename", ProjectCommands::tr("Rename"), [&project] {
        project.renameSelected();
    }).enabledWhen(hasSelection);
    add("project.trash", ProjectCommands::tr("Move to Trash"), [&project] {
        project.trashSelected();
    }).enabledWhen(hasSelection);
    add("project.openContaining", ProjectCommands::tr("Open Containing Folder"), [&project] {
        project.openContainingFolder();
    }).enabledWhen(hasFolder);
    add("project.copyPath", ProjectCommands::tr("Copy Path"), [&project] { project.copyPath(); })
        .symbol(Symbol::EditCopy)
        .enabledWhen(hasFolder);
}

} // namespace gatewright
