// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/format_menu.h"

#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace gatewright {

namespace {

struct FormatMenu
{
    Q_DECLARE_TR_FUNCTIONS(FormatMenu)
};

void use(DocumentManager &documents, Document &document, EncodingUse use, Encoding encoding)
{
    if (use == EncodingUse::Reopen) {
        documents.reload(document, encoding);
        return;
    }
    document.buffer().setEncoding(encoding);
    if (document.path().isEmpty())
        Q_EMIT documents.saveAsRequested(&document);
    else
        documents.save(document);
}

} // namespace

QMenu *encodingMenu(const WindowContext &context, Document &document, EncodingUse encodingUse,
                    QWidget *parent)
{
    auto *menu = new QMenu(encodingUse == EncodingUse::Reopen ? FormatMenu::tr("Reopen with Encoding")
                                                              : FormatMenu::tr("Save with Encoding"),
                           parent);
    auto *group = new QActionGroup(menu);
    for (const Encoding encoding : allEncodings()) {
        QAction *action = menu->addAction(encodingName(encoding));
        action->setCheckable(true);
        action->setChecked(document.buffer().encoding() == encoding);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &document,
                         [&documents = context.documents, &document, encodingUse, encoding] {
                             use(documents, document, encodingUse, encoding);
                         });
    }
    QObject::connect(&document, &QObject::destroyed, menu, &QObject::deleteLater);
    return menu;
}

QMenu *formatMenu(const WindowContext &context, Document &document, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    if (!document.path().isEmpty())
        menu->addMenu(encodingMenu(context, document, EncodingUse::Reopen, menu));
    menu->addMenu(encodingMenu(context, document, EncodingUse::Save, menu));
    menu->addSeparator();
    context.commands.refresh();
    for (const char *id : {"edit.lineEndsLf", "edit.lineEndsCrLf", "edit.lineEndsCr"})
        menu->addAction(context.commands.action(QString::fromLatin1(id)));
    return menu;
}

} // namespace gatewright
