// SPDX-License-Identifier: Apache-2.0
#include "core/settings/migration.h"

namespace gatewright {

Result<QJsonObject> migrateSettings(QJsonObject contents)
{
    const QJsonValue version = contents.value(QLatin1String("version"));
    if (version.isUndefined()) {
        contents.insert(QLatin1String("version"), settingsVersion);
        return contents;
    }
    const int number = version.toInt(-1);
    if (number < 1)
        return makeError(ErrorCode::Corrupt, QStringLiteral("The settings file has no valid version."));
    if (number > settingsVersion)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("The settings were written by a newer version of the program; they are "
                           "used as far as possible and not changed."));
    return contents;
}

} // namespace gatewright
