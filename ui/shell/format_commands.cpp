// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/backup_store.h"
#include "core/task/start_task.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/document_opening.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/format_menu.h"
#include "ui/shell/window_commands.h"

#include <QCursor>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>

namespace gatewright {

namespace {

struct FormatCommands
{
    Q_DECLARE_TR_FUNCTIONS(FormatCommands)
};

// Where the user looks: the mouse may be anywhere.
void popUp(QMenu *menu, QMainWindow &window)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QWidget *focus = window.focusWidget();
    const QRect field = focus ? focus->rect() : window.rect();
    menu->popup((focus ? focus : &window)
                    ->mapToGlobal(field.center() -
                                  QPoint(menu->sizeHint().width() / 2, menu->sizeHint().height() / 2)));
}

void compareWithBackup(DocumentManager &documents, Document &document,
                       const recovery::BackupStore::Backup &backup)
{
    const QString name = FormatCommands::tr("Version of %1")
                             .arg(QLocale().toString(backup.made.toLocalTime(), QLocale::ShortFormat));
    startTask<DocumentFile>(
        &document,
        [file = backup.file, encoding = document.buffer().encoding()](std::stop_token stop) {
            return readDocumentFile(file, encoding, std::move(stop));
        },
        [&documents, &document, name](const Result<DocumentFile> &read) {
            if (!read)
                return;
            const std::string_view text = read->text();
            Q_EMIT documents.compared({document.title(), document.path(), name,
                                       QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                       FormatCommands::tr("In the Editor"), document.buffer().bytes()});
        });
}

void showBackups(DocumentManager &documents, Document &document, QMainWindow &window)
{
    using Backups = std::vector<recovery::BackupStore::Backup>;
    startTask<Backups>(
        &document,
        [folder = documents.saver().backupFolder(), path = document.path()](
            std::stop_token) -> Result<Backups> { return recovery::BackupStore(folder).backupsOf(path); },
        [&documents, &document, &window](const Result<Backups> &backups) {
            auto *menu = new QMenu(&window);
            for (const recovery::BackupStore::Backup &backup : *backups) {
                QAction *action =
                    menu->addAction(QLocale().toString(backup.made.toLocalTime(), QLocale::LongFormat));
                QObject::connect(action, &QAction::triggered, &document, [&documents, &document, backup] {
                    compareWithBackup(documents, document, backup);
                });
            }
            if (menu->isEmpty())
                menu->addAction(FormatCommands::tr("No old version was kept (see Settings > Files)"))
                    ->setEnabled(false);
            popUp(menu, window);
        });
}

} // namespace

void addFormatCommands(const WindowContext &context, const CommandTargets &targets)
{
    CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::File);
    DocumentActions &documents = targets.documents;
    DocumentManager &manager = context.documents;
    QMainWindow &window = targets.window;
    const auto hasDocument = [&documents] { return documents.current() != nullptr; };
    const auto hasFile = [&documents] {
        return documents.current() && !documents.current()->path().isEmpty();
    };

    add("file.reopenWithEncoding", FormatCommands::tr("Reopen with &Encoding…"), [&] {
        popUp(encodingMenu(context, *documents.current(), EncodingUse::Reopen, &window), window);
    }).enabledWhen(hasFile);
    add("file.saveWithEncoding", FormatCommands::tr("Save with Encodin&g…"), [&] {
        popUp(encodingMenu(context, *documents.current(), EncodingUse::Save, &window), window);
    }).enabledWhen(hasDocument);
    add("file.compareWithDisk", FormatCommands::tr("Co&mpare with File on Disk"), [&] {
        manager.compareWithDisk(*documents.current());
    }).enabledWhen(hasFile);
    add("file.compareWithBackup", FormatCommands::tr("Compare with Old &Version…"), [&] {
        showBackups(manager, *documents.current(), window);
    }).enabledWhen(hasFile);
    const auto addLineEnds = [&](const char *id, const QString &text, LineEnding ending) {
        add(id, text, [&documents, ending] { documents.current()->buffer().convertLineEnds(ending); })
            .enabledWhen(
                [&documents] { return documents.current() && !documents.current()->buffer().isReadOnly(); })
            .checkedWhen([&documents, ending] {
                return documents.current() && documents.current()->buffer().lineEnding() == ending;
            });
    };
    addLineEnds("edit.lineEndsLf", FormatCommands::tr("Line Ends: LF (Unix)"), LineEnding::Lf);
    addLineEnds("edit.lineEndsCrLf", FormatCommands::tr("Line Ends: CR LF (Windows)"), LineEnding::CrLf);
    addLineEnds("edit.lineEndsCr", FormatCommands::tr("Line Ends: CR (old Mac)"), LineEnding::Cr);
}

} // namespace gatewright
