// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>

namespace gatewright {

// A place as LSP counts it: both 0-based, the column in UTF-16 code units. A line ends with LF, CR LF or CR.
struct Position
{
    int line = 0;
    int column = 0;

    friend auto operator<=>(const Position &, const Position &) = default;
};

// From start up to, not including, end.
struct Range
{
    Position start;
    Position end;

    [[nodiscard]] bool isEmpty() const { return start == end; }
    [[nodiscard]] bool contains(Position place) const { return start <= place && place < end; }

    friend bool operator==(const Range &, const Range &) = default;
};

// A place as people and the command line count it: both 1-based, the column in Unicode code points.
struct HumanPosition
{
    int line = 1;
    int column = 1;

    friend auto operator<=>(const HumanPosition &, const HumanPosition &) = default;
};

} // namespace gatewright
