// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/diagnostic.h"
#include "core/text/text_document.h"

#include <QString>

namespace gatewright::cli {

// "fir.cpp:12:5: error: …  [code]", as compilers write it: line and column count from 1.
[[nodiscard]] QString diagnosticLine(const Diagnostic &diagnostic, const TextDocument &document,
                                     const QString &path);

} // namespace gatewright::cli
