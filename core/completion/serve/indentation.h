// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace gatewright::completion {

enum class LineEnd { Unix, Windows };

// What most of the text's lines end with; Unix for a text of one line.
[[nodiscard]] LineEnd lineEndOf(std::string_view text);
[[nodiscard]] std::string withLineEnds(std::string_view text, LineEnd lineEnd);

enum class IndentationStyle { Spaces, Tabs };

// What most of the indented lines of `text` begin with.
[[nodiscard]] IndentationStyle indentationStyleOf(std::string_view text);

// Rewrites the leading blanks of every line but the first (which goes on where the cursor stands) in that
// style.
[[nodiscard]] std::string withIndentation(std::string_view text, IndentationStyle style);

} // namespace gatewright::completion
