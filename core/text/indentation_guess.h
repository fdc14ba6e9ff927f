// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace gatewright {

// How a text is indented.
struct Indentation
{
    bool tabs = false;
    int width = 4; // columns of one level; with tabs that of a tab is not known from the text

    friend bool operator==(const Indentation &, const Indentation &) = default;
};

// What the text itself shows, from how much the indentation of its lines changes; nothing when it shows too
// little. Looks at the first ten thousand lines.
[[nodiscard]] std::optional<Indentation> detectIndentation(std::string_view text);

} // namespace gatewright
