// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/settings/setting_descriptor.h"

#include <QJsonObject>
#include <QString>

namespace gatewright {

// What a folder says about the settings that are about its files: FOLDER/.gatewright/settings.json, in the
// form of the user's own file. Only settings with `perProject` count; the others stay in the file and do
// nothing. One thread.
class ProjectLayer
{
public:
    // Without a folder there is nothing, and nothing can be set.
    ProjectLayer() = default;
    // Corrupt, LimitExceeded: the file is no settings file; it counts as empty and is not overwritten. A
    // value that is not valid is left out.
    [[nodiscard]] static Result<ProjectLayer> read(const QString &folder);

    [[nodiscard]] static QString fileOf(const QString &folder);
    [[nodiscard]] bool hasFolder() const { return !m_path.isEmpty(); }
    // Undefined: the folder says nothing about it.
    [[nodiscard]] QJsonValue value(const SettingDescriptor &descriptor) const;
    // Undefined takes away. Keeps what it does not know.
    [[nodiscard]] Result<void> set(const SettingDescriptor &descriptor, const QJsonValue &value);

private:
    QString m_path;
    QJsonObject m_contents;
};

} // namespace gatewright
