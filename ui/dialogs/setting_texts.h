// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace gatewright {

// What the settings page says about one setting; the keys of the core have no words.
struct SettingText
{
    QString title;
    QString explanation; // may be empty
};

// `name` is "group.key". A setting without words of its own shows its name.
[[nodiscard]] SettingText settingText(const QString &name);
[[nodiscard]] QString settingGroupText(const QString &group);
// The value of a choice, for people.
[[nodiscard]] QString settingChoiceText(const QString &name, const QString &choice);
// False for what is remembered rather than chosen: recent files and the like.
[[nodiscard]] bool isShownSetting(const QString &name);

} // namespace gatewright
