// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>
#include <QVersionNumber>

#include <vector>

namespace gatewright {

// Raised whenever core_plugin.h or a type that it names changes: a plugin built for another number is not
// loaded, since the C++ ABI between them is not kept.
inline constexpr int pluginApiVersion = 3;

struct PluginDependency
{
    QString id;
    QVersionNumber minimumVersion; // null: any
};

// What a plugin says of itself in the JSON file that Q_PLUGIN_METADATA embeds; read without loading the
// library.
struct PluginMetadata
{
    QString id; // lower case, digits and '-': "language-hls"
    QString name;
    QVersionNumber version;
    int apiVersion = 0;
    QString licence; // SPDX expression
    QString description;
    std::vector<PluginDependency> dependencies;

    // Corrupt when a field is missing or malformed, Unsupported for another API version.
    [[nodiscard]] static Result<PluginMetadata> fromJson(const QJsonObject &json);
};

// The metadata of the shared library at `path`; InvalidInput when it is not a plugin of this program.
[[nodiscard]] Result<PluginMetadata> readPluginMetadata(const QString &path);

} // namespace gatewright
