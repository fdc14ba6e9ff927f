// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/cursor_context.h"

#include <cstddef>
#include <string_view>

namespace gatewright::completion {

// What keeps accepted text from repeating or breaking what already stands after the cursor. Each function
// returns how many bytes of `generated` may stay.

// Mid-line: without the tail that the rest of the line already begins with, and without anything from the
// place on where the whole rest of the line is repeated.
[[nodiscard]] std::size_t lengthBeforeLineSuffix(const CursorContext &cursor, std::string_view generated);

// Before the first generated line that says the same (blanks aside) as one of the next filled lines of the
// document.
[[nodiscard]] std::size_t lengthBeforeFollowingLines(const CursorContext &cursor, std::string_view generated);

// Before the first closing bracket that has no partner left: neither in `generated`, nor open before the
// cursor and not closed after it.
[[nodiscard]] std::size_t lengthBeforeSurplusBracket(const CursorContext &cursor, std::string_view generated);

} // namespace gatewright::completion
