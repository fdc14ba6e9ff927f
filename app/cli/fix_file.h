// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/diagnostic.h"
#include "core/text/text_document.h"

#include <QString>

#include <vector>

namespace gatewright::cli {

// Applies the first fix of each finding, those that would touch the same text left out after the first, and
// writes the file anew. Returns how many findings were mended; zero writes nothing. Io when the file cannot
// be written, Unsupported when it is not UTF-8, which a rewrite would change.
[[nodiscard]] Result<int> fixFile(const QString &path, const TextDocument &document,
                                  const std::vector<Diagnostic> &diagnostics);

} // namespace gatewright::cli
