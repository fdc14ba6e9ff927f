// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace gatewright {

// What is known of one setting apart from its value: enough to check a value from a file and to build a
// settings page.
struct SettingDescriptor
{
    enum class Kind { Boolean, Integer, Text, Choice, TextList };

    QString name; // "group.key"; the group is an object in the file
    Kind kind = Kind::Text;
    QJsonValue defaultValue;
    int minimum = 0;     // Integer only
    int maximum = 0;     // Integer only
    QStringList choices; // Choice only
    // A trusted folder may say otherwise than the user; of a list it may only add.
    bool perProject = false;

    // InvalidInput, with what would be right, when `value` is of the wrong kind or out of its limits.
    [[nodiscard]] Result<void> validate(const QJsonValue &value) const;
};

// A setting with its C++ type: bool, int, QString or QStringList. Made in keys.cpp only.
template <class T>
struct SettingKey
{
    SettingDescriptor descriptor;
};

} // namespace gatewright
