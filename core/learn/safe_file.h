// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/whole_file.h"

#include <QByteArray>
#include <QString>

namespace gatewright::learn {

// NotFound, Io, and LimitExceeded for more than `most` bytes.
[[nodiscard]] Result<QByteArray> readWhole(const QString &path, qint64 most);
// Makes the folder and those above it.
[[nodiscard]] Result<void> makeFolder(const QString &path);

} // namespace gatewright::learn
