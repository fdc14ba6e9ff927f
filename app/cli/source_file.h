// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <string>

namespace gatewright::cli {

// The text of a source file, decoded to UTF-8. Errors say what is wrong with it: missing, a folder,
// unreadable, too large, not text.
[[nodiscard]] Result<std::string> readSource(const QString &path);

} // namespace gatewright::cli
