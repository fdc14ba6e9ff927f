// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/text_edit.h"

#include <string_view>
#include <vector>

namespace gatewright {

struct SaveCleanup
{
    bool trimTrailingSpace = false;
    bool finalNewline = false;
};

// The edits that a save makes first, each counted in what the ones before it left. `newLine` is what Enter
// inserts.
[[nodiscard]] std::vector<TextEdit> cleanupEdits(std::string_view text, const SaveCleanup &cleanup,
                                                 std::string_view newLine);

} // namespace gatewright
