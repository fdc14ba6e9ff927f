// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/paths.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/workspace_model.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/help_window.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/template_dialog.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/window_commands.h"

#include <QDir>
#include <QLocale>
#include <QMainWindow>

namespace gatewright {

namespace {

struct ToolCommands
{
    Q_DECLARE_TR_FUNCTIONS(ToolCommands)
};

// Where new files go when nobody says otherwise.
QString startFolder(const WindowContext &context)
{
    return context.workspace.folder().isEmpty() ? QDir::homePath() : context.workspace.folder();
}

void newFromTemplate(const WindowContext &context, const CommandTargets &targets)
{
    TemplateCatalog catalog = readTemplates(Paths::shippedData() + QLatin1String("/templates"));
    for (const Error &problem : catalog.problems)
        context.notices.present(noticeFor(problem, ToolCommands::tr("A template was left out.")), 0);
    auto *dialog = new TemplateDialog(std::move(catalog), startFolder(context), &targets.window);
    QObject::connect(dialog, &TemplateDialog::created, &targets.documents, &DocumentActions::openPaths);
    dialog->open();
}

} // namespace

void addToolCommands(const WindowContext &context, const CommandTargets &targets)
{
    const IconProvider &icons = context.appearance.icons();
    const CommandAdder addFile(context.commands, icons, CommandCategory::File);
    const CommandAdder addTool(context.commands, icons, CommandCategory::Tools);
    const CommandAdder addHelp(context.commands, icons, CommandCategory::Help);

    addFile("file.newFromTemplate", ToolCommands::tr("New from &Template…"),
            [context, targets] { newFromTemplate(context, targets); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_N)
        .symbol(Symbol::Add);
    addTool("tools.settings", ToolCommands::tr("&Settings…"),
            [context, targets] {
                auto *dialog = new SettingsDialog(context.settings, &targets.window);
                dialog->show();
            })
        .key(Qt::CTRL | Qt::Key_Comma)
        .symbol(Symbol::Settings);
    addHelp("help.contents", ToolCommands::tr("&Help Pages"),
            [&window = targets.window] {
                auto *help = window.findChild<HelpWindow *>();
                if (!help)
                    help = new HelpWindow(
                        readHelp(Paths::shippedData() + QLatin1String("/help"), QLocale().uiLanguages()),
                        &window);
                help->show();
                help->raise();
                help->activateWindow();
            })
        .key(Qt::Key_F1)
        .symbol(Symbol::Help);
    addHelp("help.about", ToolCommands::tr("&About Gatewright"), [&window = targets.window] {
        auto *dialog = new AboutDialog(QCoreApplication::applicationVersion(),
                                       Paths::shippedData() + QLatin1String("/licenses"), &window);
        dialog->open();
    }).symbol(Symbol::Information);
}

} // namespace gatewright
