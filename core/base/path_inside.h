// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gatewright {

// Whether `path` is `folder` or lies below it. Both are absolute and clean; nothing lies in an empty folder.
// Compares names, not files: where links must not decide, give it canonical paths
// (QFileInfo::canonicalFilePath), which are empty, and so inside of nothing, for what does not exist.
[[nodiscard]] inline bool isInside(const QString &path, const QString &folder)
{
    if (folder.isEmpty() || !path.startsWith(folder))
        return false;
    return path.size() == folder.size() || folder.endsWith(QLatin1Char('/')) ||
           path.at(folder.size()) == QLatin1Char('/');
}

} // namespace gatewright
