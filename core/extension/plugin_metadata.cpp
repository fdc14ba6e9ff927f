// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_metadata.h"

#include "core/extension/core_plugin.h"

#include <QJsonArray>
#include <QPluginLoader>
#include <QRegularExpression>

namespace gatewright {

namespace {

tl::unexpected<Error> malformed(const QString &field, const QString &wanted)
{
    return makeError(ErrorCode::Corrupt, QStringLiteral("The plugin's metadata must have %1.").arg(wanted),
                     {}, field);
}

bool isPluginId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z][a-z0-9-]{1,63}\\z"));
    return pattern.match(id).hasMatch();
}

Result<std::vector<PluginDependency>> dependenciesFromJson(const QJsonValue &json)
{
    std::vector<PluginDependency> dependencies;
    if (json.isUndefined())
        return dependencies;
    if (!json.isArray())
        return malformed(QStringLiteral("dependencies"), QStringLiteral("a list of dependencies"));
    for (const QJsonValue &item : json.toArray()) {
        PluginDependency dependency;
        dependency.id = item.toObject().value(QLatin1String("id")).toString();
        if (!isPluginId(dependency.id))
            return malformed(QStringLiteral("dependencies"), QStringLiteral("an id in each dependency"));
        const QString minimum = item.toObject().value(QLatin1String("version")).toString();
        dependency.minimumVersion = QVersionNumber::fromString(minimum);
        if (!minimum.isEmpty() && dependency.minimumVersion.isNull())
            return malformed(QStringLiteral("dependencies"),
                             QStringLiteral("a version such as 1.2 in a dependency"));
        dependencies.push_back(std::move(dependency));
    }
    return dependencies;
}

} // namespace

Result<PluginMetadata> PluginMetadata::fromJson(const QJsonObject &json)
{
    PluginMetadata metadata;
    metadata.apiVersion = json.value(QLatin1String("apiVersion")).toInt();
    if (metadata.apiVersion < 1)
        return malformed(QStringLiteral("apiVersion"), QStringLiteral("the number of the plugin API"));
    if (metadata.apiVersion != pluginApiVersion)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("The plugin was built for another version of the program; rebuild it."),
            QStringLiteral("plugin API %1, this program has %2")
                .arg(metadata.apiVersion)
                .arg(pluginApiVersion));
    metadata.id = json.value(QLatin1String("id")).toString();
    if (!isPluginId(metadata.id))
        return malformed(QStringLiteral("id"), QStringLiteral("an id of lower-case letters, digits and '-'"));
    metadata.name = json.value(QLatin1String("name")).toString();
    if (metadata.name.isEmpty())
        return malformed(QStringLiteral("name"), QStringLiteral("a name"));
    metadata.version = QVersionNumber::fromString(json.value(QLatin1String("version")).toString());
    if (metadata.version.isNull())
        return malformed(QStringLiteral("version"), QStringLiteral("a version such as 1.2.0"));
    metadata.licence = json.value(QLatin1String("licence")).toString();
    if (metadata.licence.isEmpty())
        return malformed(QStringLiteral("licence"), QStringLiteral("an SPDX licence"));
    metadata.description = json.value(QLatin1String("description")).toString();
    GW_TRY(dependencies, dependenciesFromJson(json.value(QLatin1String("dependencies"))));
    metadata.dependencies = std::move(dependencies);
    return metadata;
}

Result<PluginMetadata> readPluginMetadata(const QString &path)
{
    const QJsonObject embedded = QPluginLoader(path).metaData();
    if (embedded.value(QLatin1String("IID")).toString() != QLatin1String(GATEWRIGHT_CORE_PLUGIN_IID))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The file is not a plugin of this program."),
                         {}, path);
    auto metadata = PluginMetadata::fromJson(embedded.value(QLatin1String("MetaData")).toObject());
    if (!metadata)
        metadata.error().place = path + (metadata.error().place.isEmpty() ? QString() : QLatin1String(": ")) +
                                 metadata.error().place;
    return metadata;
}

} // namespace gatewright
