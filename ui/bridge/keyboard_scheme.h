// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QStringList>

namespace gatewright {

class CommandRegistry;

// Keys by the id of their command. A command that is named with no keys has none.
using Shortcuts = QMap<QString, QList<QKeySequence>>;

// A scheme as a file: {"version": 1, "name": "Kate", "shortcuts": {"edit.find": ["Ctrl+F"]}}. Corrupt names
// what is wrong; keys that mean nothing are an error too, as silence would lose them.
struct KeyboardScheme
{
    QString name;
    Shortcuts shortcuts;
};
[[nodiscard]] Result<KeyboardScheme> parseKeyboardScheme(const QByteArray &bytes);
[[nodiscard]] QByteArray keyboardSchemeBytes(const KeyboardScheme &scheme);

// The schemes that come with the program, by the names that settings use: "kate", "qtcreator", "vscode".
[[nodiscard]] QStringList shippedSchemes();
// Nothing for "gatewright" and unknown names: the commands' own keys.
[[nodiscard]] KeyboardScheme shippedScheme(const QString &name);

// What a setting holds of the user's own keys: "edit.find=Ctrl+F; Alt+F". What does not read so is left out.
[[nodiscard]] Shortcuts shortcutsOfSetting(const QStringList &entries);
[[nodiscard]] QStringList settingOfShortcuts(const Shortcuts &shortcuts);

// The keys of all commands: the user's before the scheme's before the commands' own. A key that a stronger
// one takes goes from the weaker; two of one strength that want the same key both keep it, and
// CommandRegistry::conflicts() names them.
[[nodiscard]] Shortcuts effectiveShortcuts(const CommandRegistry &commands, const Shortcuts &scheme,
                                           const Shortcuts &own);

} // namespace gatewright
