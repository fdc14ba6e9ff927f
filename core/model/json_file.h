// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

namespace gatewright::model {

// A file that holds one JSON object, at most `maximumBytes` long. Errors: NotFound, Io, LimitExceeded,
// Corrupt (with the place in the text), each naming the file.
[[nodiscard]] Result<QJsonObject> readJsonFile(const QString &path, qint64 maximumBytes);

} // namespace gatewright::model
