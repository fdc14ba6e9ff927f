// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gatewright::cli {

// A text that somebody else wrote, for a terminal: what would move the cursor, colour, retitle or reorder
// what is on the screen (control characters and those of writing direction) becomes a sign that can be seen.
// Line breaks and tabs stay.
[[nodiscard]] QString forTerminal(const QString &text);

} // namespace gatewright::cli
