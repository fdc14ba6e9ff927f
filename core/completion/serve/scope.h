// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/cursor_context.h"

#include <cstddef>
#include <string_view>

namespace gatewright::completion {

// How much of a growing answer belongs to the suggestion.
struct Scope
{
    std::size_t length = 0; // bytes of the answer, without a final line end
    bool closed = false;    // whatever is generated next stays outside: generation may stop
};

struct ScopeLimits
{
    int lines = 6;
};

// A single line ends at its line end. A block ends at a blank line, before the first line that is indented
// less than the cursor's line (after the bracket that closes what that line opened), and after limits.lines
// lines. `generated` is what the model has written so far; a growing answer never shortens a closed scope.
[[nodiscard]] Scope scopeOf(const CursorContext &cursor, std::string_view generated,
                            const ScopeLimits &limits = {});

} // namespace gatewright::completion
