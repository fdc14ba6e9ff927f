// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::decode {

// Where a text that is being written ends, by its own content.
struct StopRules
{
    std::vector<std::string> texts; // ends before the first of these; empty ones do not count
    int lines = 0; // ends before the line break that would end this many lines; 0 = any number

    friend bool operator==(const StopRules &, const StopRules &) = default;
};

struct StopState
{
    enum class Why { GoOn, Text, Lines, BrokenText };

    Why why = Why::GoOn;
    // How much of the text will stand whatever comes: up to the stop, or before what might become a stop text
    // or is half a code point.
    std::size_t certain = 0;
};

// Looks at the text so far. Text that is not UTF-8 ends before the first broken byte.
[[nodiscard]] StopState applyStopRules(const StopRules &rules, std::string_view text);

} // namespace gatewright::decode
