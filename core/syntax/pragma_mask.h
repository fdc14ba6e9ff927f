// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace gatewright::detail {

// The C++ text with each `#pragma` line blanked out, its backslash continuations too; the length and the line
// ends stay.
//
// HLS designs put pragmas where the grammar knows no statement, such as between `for (...)` and a body
// without braces. The compiler reads past them there, so the parser must too.
[[nodiscard]] std::string withoutPragmas(std::string_view text);

} // namespace gatewright::detail
