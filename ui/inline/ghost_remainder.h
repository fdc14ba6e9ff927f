// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/ghost_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

// What of a suggestion still stands while the user types along with it or takes parts of it. Line ends inside
// are LF.
class GhostRemainder
{
public:
    GhostRemainder() = default;
    explicit GhostRemainder(std::string text);

    [[nodiscard]] std::string_view text() const { return std::string_view(m_text).substr(m_taken); }
    [[nodiscard]] bool isEmpty() const { return m_taken == m_text.size(); }

    // Takes off what was typed, with any line ends, if it is how the text goes on; otherwise nothing happens
    // and it is false.
    bool take(std::string_view typed);
    // The part that this unit would accept. A word brings the blanks in front of it; a line stops in front of
    // its line end, and at a line end the next line is taken with it. Behind a line end the indentation
    // belongs to it.
    [[nodiscard]] std::string_view next(AcceptUnit unit) const;
    // The line end and the indentation behind it, if the text goes on with a line end; empty otherwise.
    [[nodiscard]] std::string_view nextLineBreak() const;

    [[nodiscard]] std::vector<std::string_view> lines() const;

private:
    std::string m_text;
    std::size_t m_taken = 0;
};

// The text with LF turned into `newLine`, for a document that ends its lines so.
[[nodiscard]] std::string withLineEnds(std::string_view text, std::string_view newLine);

} // namespace gatewright
