// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace gatewright::learn {

// Writes beside the place and renames: the path holds the old bytes or the new ones, whatever happens. Io,
// with the path, when the disk refuses.
[[nodiscard]] Result<void> writeWhole(const QString &path, const QByteArray &bytes);
// NotFound, Io, and LimitExceeded for more than `most` bytes.
[[nodiscard]] Result<QByteArray> readWhole(const QString &path, qint64 most);
// Makes the folder and those above it.
[[nodiscard]] Result<void> makeFolder(const QString &path);

} // namespace gatewright::learn
