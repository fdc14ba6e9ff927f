// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/window_commands.h"

#include <QDir>
#include <QMenu>

namespace gatewright {

namespace {

struct WindowMenus
{
    Q_DECLARE_TR_FUNCTIONS(WindowMenus)
};

std::vector<MenuDescription::Entry> entries(const QStringList &ids)
{
    std::vector<MenuDescription::Entry> made;
    for (const QString &id : ids)
        made.push_back({id, {}, {}});
    return made;
}

void fillRecent(QMenu &menu, const QStringList &paths, DocumentActions &documents)
{
    for (const QString &path : paths) {
        QAction *action =
            menu.addAction(QDir::toNativeSeparators(path).replace(QLatin1Char('&'), QLatin1String("&&")));
        QObject::connect(action, &QAction::triggered, &documents,
                         [&documents, path] { documents.open({path}); });
    }
    if (paths.isEmpty())
        menu.addAction(WindowMenus::tr("Nothing Yet"))->setEnabled(false);
}

MenuDescription fileMenu(const WindowContext &context, DocumentActions &documents)
{
    MenuDescription menu{
        WindowMenus::tr("&File"),
        entries({QStringLiteral("file.new"), QStringLiteral("file.newFromTemplate"), QStringLiteral("-"),
                 QStringLiteral("file.open"), QStringLiteral("file.openFolder")})};
    Settings &settings = context.settings;
    menu.entries.push_back({{}, WindowMenus::tr("Open Re&cent"), [&settings, &documents](QMenu &submenu) {
                                fillRecent(submenu, settings.value(keys::recentFiles()), documents);
                            }});
    menu.entries.push_back({{}, WindowMenus::tr("Recent Fol&ders"), [&settings, &documents](QMenu &submenu) {
                                fillRecent(submenu, settings.value(keys::recentFolders()), documents);
                            }});
    const std::vector<MenuDescription::Entry> rest = entries({QStringLiteral("file.reopenClosed"),
                                                              QStringLiteral("-"),
                                                              QStringLiteral("file.save"),
                                                              QStringLiteral("file.saveAs"),
                                                              QStringLiteral("file.saveAll"),
                                                              QStringLiteral("file.reload"),
                                                              QStringLiteral("file.reopenWithEncoding"),
                                                              QStringLiteral("file.saveWithEncoding"),
                                                              QStringLiteral("file.compareWithDisk"),
                                                              QStringLiteral("file.compareWithBackup"),
                                                              QStringLiteral("-"),
                                                              QStringLiteral("file.close"),
                                                              QStringLiteral("file.closeOthers"),
                                                              QStringLiteral("file.closeAll"),
                                                              QStringLiteral("file.closeFolder"),
                                                              QStringLiteral("-"),
                                                              QStringLiteral("workspace.trusted"),
                                                              QStringLiteral("-"),
                                                              QStringLiteral("tools.settings"),
                                                              QStringLiteral("tools.keyboard"),
                                                              QStringLiteral("-"),
                                                              QStringLiteral("file.quit")});
    menu.entries.insert(menu.entries.end(), rest.begin(), rest.end());
    return menu;
}

} // namespace

std::vector<MenuDescription> windowMenus(const WindowContext &context, DocumentActions &documents)
{
    return {
        fileMenu(context, documents),
        {WindowMenus::tr("&Edit"), entries({QStringLiteral("edit.undo"),
                                            QStringLiteral("edit.redo"),
                                            QStringLiteral("-"),
                                            QStringLiteral("edit.cut"),
                                            QStringLiteral("edit.copy"),
                                            QStringLiteral("edit.paste"),
                                            QStringLiteral("edit.selectAll"),
                                            QStringLiteral("-"),
                                            QStringLiteral("edit.addCaretAbove"),
                                            QStringLiteral("edit.addCaretBelow"),
                                            QStringLiteral("edit.selectNextOccurrence"),
                                            QStringLiteral("edit.selectAllOccurrences"),
                                            QStringLiteral("edit.caretsAtLineEnds"),
                                            QStringLiteral("-"),
                                            QStringLiteral("edit.find"),
                                            QStringLiteral("edit.replace"),
                                            QStringLiteral("edit.findNext"),
                                            QStringLiteral("edit.findPrevious"),
                                            QStringLiteral("search.files"),
                                            QStringLiteral("search.replaceInFiles"),
                                            QStringLiteral("-"),
                                            QStringLiteral("edit.complete"),
                                            QStringLiteral("edit.signature"),
                                            QStringLiteral("edit.describe"),
                                            QStringLiteral("edit.quickFix"),
                                            QStringLiteral("edit.insertSnippet"),
                                            QStringLiteral("edit.rename"),
                                            QStringLiteral("edit.format"),
                                            QStringLiteral("edit.formatSelection"),
                                            QStringLiteral("-"),
                                            QStringLiteral("edit.toggleComment"),
                                            QStringLiteral("edit.indent"),
                                            QStringLiteral("edit.unindent"),
                                            QStringLiteral("edit.duplicateLines"),
                                            QStringLiteral("edit.deleteLines"),
                                            QStringLiteral("edit.moveLinesUp"),
                                            QStringLiteral("edit.moveLinesDown"),
                                            QStringLiteral("edit.joinLines"),
                                            QStringLiteral("edit.sortLines"),
                                            QStringLiteral("edit.trimLineEnds"),
                                            QStringLiteral("-"),
                                            QStringLiteral("edit.lineEndsLf"),
                                            QStringLiteral("edit.lineEndsCrLf"),
                                            QStringLiteral("edit.lineEndsCr")})},
        {WindowMenus::tr("&View"), entries({QStringLiteral("view.palette"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.project"),
                                            QStringLiteral("view.problems"),
                                            QStringLiteral("view.run"),
                                            QStringLiteral("view.learning"),
                                            QStringLiteral("view.outline"),
                                            QStringLiteral("view.places"),
                                            QStringLiteral("view.git"),
                                            QStringLiteral("view.history"),
                                            QStringLiteral("view.model"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.splitRight"),
                                            QStringLiteral("view.splitDown"),
                                            QStringLiteral("view.closeSplit"),
                                            QStringLiteral("view.nextSplit"),
                                            QStringLiteral("view.message"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.wrapLines"),
                                            QStringLiteral("view.whitespace"),
                                            QStringLiteral("view.lineNumbers"),
                                            QStringLiteral("view.hints"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.toggleFold"),
                                            QStringLiteral("view.foldAll"),
                                            QStringLiteral("view.unfoldAll"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.zoomIn"),
                                            QStringLiteral("view.zoomOut"),
                                            QStringLiteral("view.zoomReset"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.themeSystem"),
                                            QStringLiteral("view.themeLight"),
                                            QStringLiteral("view.themeDark"),
                                            QStringLiteral("view.themeContrast"),
                                            QStringLiteral("-"),
                                            QStringLiteral("view.fullScreen")})},
        {WindowMenus::tr("&Go"), entries({QStringLiteral("go.back"),
                                          QStringLiteral("go.forward"),
                                          QStringLiteral("-"),
                                          QStringLiteral("go.file"),
                                          QStringLiteral("go.symbol"),
                                          QStringLiteral("go.folderSymbol"),
                                          QStringLiteral("go.line"),
                                          QStringLiteral("go.matchingBracket"),
                                          QStringLiteral("-"),
                                          QStringLiteral("go.definition"),
                                          QStringLiteral("go.declaration"),
                                          QStringLiteral("go.implementation"),
                                          QStringLiteral("go.references"),
                                          QStringLiteral("go.nextPlace"),
                                          QStringLiteral("go.previousPlace"),
                                          QStringLiteral("-"),
                                          QStringLiteral("bookmarks.toggle"),
                                          QStringLiteral("bookmarks.next"),
                                          QStringLiteral("bookmarks.previous"),
                                          QStringLiteral("bookmarks.list"),
                                          QStringLiteral("-"),
                                          QStringLiteral("go.nextTab"),
                                          QStringLiteral("go.previousTab"),
                                          QStringLiteral("-"),
                                          QStringLiteral("go.nextProblem"),
                                          QStringLiteral("go.previousProblem"),
                                          QStringLiteral("search.nextHit"),
                                          QStringLiteral("search.previousHit")})},
        {WindowMenus::tr("&Run"),
         entries({QStringLiteral("run.run"), QStringLiteral("run.again"), QStringLiteral("run.cancel"),
                  QStringLiteral("terminal.run"), QStringLiteral("-"), QStringLiteral("task.run"),
                  QStringLiteral("task.again"), QStringLiteral("task.cancel"), QStringLiteral("task.edit"),
                  QStringLiteral("-"), QStringLiteral("terminal.open"), QStringLiteral("-"),
                  QStringLiteral("view.run"), QStringLiteral("view.tasks"),
                  QStringLiteral("checker.restart")})},
        {WindowMenus::tr("G&it"), entries({QStringLiteral("git.commit"),
                                           QStringLiteral("git.stage"),
                                           QStringLiteral("git.unstage"),
                                           QStringLiteral("git.stageAll"),
                                           QStringLiteral("git.discard"),
                                           QStringLiteral("-"),
                                           QStringLiteral("git.nextChange"),
                                           QStringLiteral("git.previousChange"),
                                           QStringLiteral("git.showChange"),
                                           QStringLiteral("git.stageLines"),
                                           QStringLiteral("git.revertChange"),
                                           QStringLiteral("git.compareFile"),
                                           QStringLiteral("-"),
                                           QStringLiteral("git.fileHistory"),
                                           QStringLiteral("git.blame"),
                                           QStringLiteral("git.showBlamedCommit"),
                                           QStringLiteral("-"),
                                           QStringLiteral("git.branches"),
                                           QStringLiteral("git.createBranch"),
                                           QStringLiteral("git.stash"),
                                           QStringLiteral("git.stashes"),
                                           QStringLiteral("-"),
                                           QStringLiteral("git.fetch"),
                                           QStringLiteral("git.pull"),
                                           QStringLiteral("git.push"),
                                           QStringLiteral("-"),
                                           QStringLiteral("git.conflictOurs"),
                                           QStringLiteral("git.conflictTheirs"),
                                           QStringLiteral("git.conflictBoth"),
                                           QStringLiteral("git.abortMerge"),
                                           QStringLiteral("-"),
                                           QStringLiteral("git.initialise")})},
        {WindowMenus::tr("&Completion"), entries({QStringLiteral("completion.enabled"),
                                                  QStringLiteral("completion.language"),
                                                  QStringLiteral("completion.snooze"),
                                                  QStringLiteral("-"),
                                                  QStringLiteral("completion.trigger"),
                                                  QStringLiteral("completion.acceptAll"),
                                                  QStringLiteral("completion.acceptLine"),
                                                  QStringLiteral("completion.acceptWord"),
                                                  QStringLiteral("completion.next"),
                                                  QStringLiteral("completion.previous"),
                                                  QStringLiteral("completion.dismiss"),
                                                  QStringLiteral("completion.showText"),
                                                  QStringLiteral("-"),
                                                  QStringLiteral("completion.why"),
                                                  QStringLiteral("-"),
                                                  QStringLiteral("learning.draft"),
                                                  QStringLiteral("learning.now"),
                                                  QStringLiteral("learning.cancel"),
                                                  QStringLiteral("learning.pause"),
                                                  QStringLiteral("learning.rollBack"),
                                                  QStringLiteral("store.erase"),
                                                  QStringLiteral("-"),
                                                  QStringLiteral("completion.restartEngine")})},
        {WindowMenus::tr("&Tools"),
         entries({QStringLiteral("model.manage"), QStringLiteral("model.import"),
                  QStringLiteral("model.importFolder"), QStringLiteral("model.unload"), QStringLiteral("-"),
                  QStringLiteral("qiskit.setUp"), QStringLiteral("-"), QStringLiteral("tools.connections")})},
        {WindowMenus::tr("&Help"),
         entries({QStringLiteral("help.contents"), QStringLiteral("help.diagnostics"), QStringLiteral("-"),
                  QStringLiteral("help.about")})},
    };
}

QStringList tabMenu()
{
    return {
        QStringLiteral("file.close"), QStringLiteral("file.closeOthers"), QStringLiteral("file.closeAll"),
        QStringLiteral("-"),          QStringLiteral("file.save"),        QStringLiteral("file.reload"),
        QStringLiteral("-"),          QStringLiteral("view.splitRight"),  QStringLiteral("view.splitDown")};
}

QStringList editorMenu()
{
    return {QStringLiteral("edit.undo"),
            QStringLiteral("edit.redo"),
            QStringLiteral("-"),
            QStringLiteral("edit.cut"),
            QStringLiteral("edit.copy"),
            QStringLiteral("edit.paste"),
            QStringLiteral("-"),
            QStringLiteral("go.definition"),
            QStringLiteral("go.references"),
            QStringLiteral("edit.describe"),
            QStringLiteral("edit.rename"),
            QStringLiteral("edit.quickFix"),
            QStringLiteral("edit.format"),
            QStringLiteral("-"),
            QStringLiteral("edit.toggleComment"),
            QStringLiteral("go.matchingBracket"),
            QStringLiteral("-"),
            QStringLiteral("completion.trigger"),
            QStringLiteral("completion.why")};
}

QStringList projectMenu()
{
    return {QStringLiteral("project.newFile"),  QStringLiteral("project.newFolder"),     QStringLiteral("-"),
            QStringLiteral("project.rename"),   QStringLiteral("project.trash"),         QStringLiteral("-"),
            QStringLiteral("project.copyPath"), QStringLiteral("project.openContaining")};
}

} // namespace gatewright
