// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace gatewright {

// Copies the files below `source` to `target`, which is made; links are followed for files and left out for
// folders. What is copied can be written whatever the source was.
[[nodiscard]] Result<void> copyFolder(const QString &source, const QString &target);

} // namespace gatewright
