// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the language servers. What they do is in server_binding.cpp.
#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/panels/outline/outline_panel.h"
#include "ui/panels/places/places_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/main_window.h"
#include "ui/shell/server_binding.h"

namespace gatewright {

namespace {

void toggle(Settings &settings, const SettingKey<bool> &key)
{
    if (const Result<void> written = settings.setValue(key, !settings.value(key)); !written)
        qCWarning(logUi) << written.error().toString();
}

} // namespace

void ServerBinding::addCommands()
{
    const IconProvider &icons = m_context.appearance.icons();
    const CommandAdder edit(m_context.commands, icons, CommandCategory::Edit);
    const CommandAdder view(m_context.commands, icons, CommandCategory::View);
    Settings &settings = m_context.settings;
    edit("edit.complete", tr("&Complete Word"), [this] { m_completion.request(); })
        .key(Qt::CTRL | Qt::Key_Space)
        .describe(tr("Opens the list of completions"))
        .enabledWhen([this] { return m_completion.canRequest(); });
    edit("edit.signature", tr("Show &Parameters"), [this] { m_signature.request(); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_Space)
        .describe(tr("Of the call at the caret; again for the next of several"))
        .enabledWhen([this] { return m_signature.canRequest(); });
    edit("edit.describe", tr("Show &Documentation"), [this] { m_hover.showAtCaret(); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_I)
        .enabledWhen([this] { return m_hover.canShow(); });
    edit("edit.rename", tr("Rena&me…"), [this] { m_renamer.begin(); })
        .key(Qt::Key_F2)
        .describe(tr("The name at the caret, wherever it is used"))
        .enabledWhen([this] { return m_renamer.canBegin(); });
    edit("edit.format", tr("&Format Document"),
         [this] { m_formatter.format(FormatAssistant::What::Document); })
        .key(Qt::ALT | Qt::SHIFT | Qt::Key_F)
        .enabledWhen([this] { return m_formatter.canFormat(FormatAssistant::What::Document); });
    edit("edit.formatSelection", tr("Format Se&lection"), [this] {
        m_formatter.format(FormatAssistant::What::Selection);
    }).enabledWhen([this] { return m_formatter.canFormat(FormatAssistant::What::Selection); });
    view("view.hints", tr("Types and Parameter &Names"), [&settings] {
        toggle(settings, keys::serversHints());
    }).checkedWhen([&settings] { return settings.value(keys::serversHints()); });
    view("view.outline", tr("&Outline"), [this] {
        m_window.showPanel(QStringLiteral("outlineDock"));
        m_outlinePanel->takeFocus();
    }).symbol(Symbol::Outline);
    view("view.places", tr("Re&ferences"), [this] {
        m_window.showPanel(QStringLiteral("placesDock"));
        m_places->takeFocus();
    });
}

void ServerBinding::addPlaceCommands()
{
    const CommandAdder go(m_context.commands, m_context.appearance.icons(), CommandCategory::Go);
    using What = PlaceFinder::What;
    struct Entry
    {
        const char *id;
        QString text;
        What what;
        QKeySequence key;
    };
    const Entry entries[] = {
        {"go.definition", tr("&Definition"), What::Definition, Qt::Key_F12},
        {"go.declaration", tr("De&claration"), What::Declaration, Qt::CTRL | Qt::Key_F12},
        {"go.implementation", tr("&Implementations"), What::Implementation,
         Qt::CTRL | Qt::SHIFT | Qt::Key_F12},
        {"go.references", tr("&References"), What::References, Qt::SHIFT | Qt::Key_F12},
    };
    for (const Entry &entry : entries)
        go(entry.id, entry.text, [this, what = entry.what] { m_finder.find(what); })
            .key(entry.key)
            .enabledWhen([this, what = entry.what] { return m_finder.canFind(what); });
    go("go.nextPlace", tr("Next Reference"), [this] { m_places->step(1); })
        .key(Qt::ALT | Qt::Key_F12)
        .enabledWhen([this] { return m_places->hasPlaces(); });
    go("go.previousPlace", tr("Previous Reference"), [this] { m_places->step(-1); })
        .key(Qt::ALT | Qt::SHIFT | Qt::Key_F12)
        .enabledWhen([this] { return m_places->hasPlaces(); });
}

} // namespace gatewright
