// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>

namespace gatewright {

// The version this program writes. Version 1 is the first.
inline constexpr int settingsVersion = 1;

// Brings the contents of a settings file to `settingsVersion`, step by step. A file without a version counts
// as 1. Unsupported when the file comes from a newer program: it is then read as it is, but never written.
[[nodiscard]] Result<QJsonObject> migrateSettings(QJsonObject contents);

} // namespace gatewright
