// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyboard_binding.h"

#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/keyboard_scheme.h"
#include "ui/dialogs/keyboard_dialog.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"

namespace gatewright {

KeyboardBinding::KeyboardBinding(const WindowContext &context, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::Tools);
    add("tools.keyboard", tr("&Keyboard Shortcuts…"), [this, &window] {
        auto *dialog = new KeyboardDialog(m_context.settings, m_context.commands, &window);
        dialog->open();
    }).describe(tr("The keys of every command: schemes, keys of your own, conflicts"));
    connect(&context.settings, &Settings::changed, this, [this](const QString &name) {
        if (name == keys::keyboardScheme().descriptor.name ||
            name == keys::keyboardShortcuts().descriptor.name)
            apply();
    });
}

void KeyboardBinding::apply()
{
    const Settings &settings = m_context.settings;
    const Shortcuts shortcuts = effectiveShortcuts(
        m_context.commands, shippedScheme(settings.value(keys::keyboardScheme())).shortcuts,
        shortcutsOfSetting(settings.value(keys::keyboardShortcuts())));
    for (auto entry = shortcuts.constBegin(); entry != shortcuts.constEnd(); ++entry)
        m_context.commands.setShortcuts(entry.key(), *entry);
}

} // namespace gatewright
