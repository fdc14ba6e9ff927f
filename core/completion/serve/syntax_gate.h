// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/completion_service.h"

namespace gatewright::completion {

// T0 of insertions by the parsers of core/syntax. It keeps the tree of the last text of each language, so one
// gate is for one thread at a time.
[[nodiscard]] InsertionGate syntaxGate();

} // namespace gatewright::completion
