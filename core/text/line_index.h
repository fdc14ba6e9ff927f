// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/position.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace gatewright {

struct TextEdit;

// Where the lines of a text begin; from that, places between byte offsets, LSP positions and human positions.
//
// The index does not hold the text: the owner passes the very text that the index was built from or last
// updated to. Every conversion accepts anything: an offset or position outside the text is moved to the
// nearest place inside it, one in the middle of a character or of a line end to its start. Conversions inside
// a line cost its length; everything else is logarithmic. Memory: 8 bytes a line.
class LineIndex
{
public:
    LineIndex();
    explicit LineIndex(std::string_view text);

    // `after` is the text with `edit` already applied. Costs the length of the edit, plus the number of lines
    // between this edit and the one before it (typing in one place is cheap in a file of any size).
    void update(const TextEdit &edit, std::string_view after);

    // At least 1: a text that ends with a line end has an empty last line.
    [[nodiscard]] int lineCount() const { return static_cast<int>(m_starts.size()); }
    [[nodiscard]] int lineAt(std::size_t offset) const;
    [[nodiscard]] std::size_t lineStart(int line) const;
    // Without the line end, and with it.
    [[nodiscard]] std::size_t lineEnd(std::string_view text, int line) const;
    [[nodiscard]] std::size_t nextLineStart(std::string_view text, int line) const;
    // The bytes of the line without its line end.
    [[nodiscard]] std::string_view line(std::string_view text, int line) const;

    [[nodiscard]] Position position(std::string_view text, std::size_t offset) const;
    [[nodiscard]] std::size_t offset(std::string_view text, Position position) const;
    [[nodiscard]] Range range(std::string_view text, std::size_t begin, std::size_t end) const;

    [[nodiscard]] HumanPosition humanPosition(std::string_view text, std::size_t offset) const;
    [[nodiscard]] std::size_t offset(std::string_view text, HumanPosition position) const;
    // Strict: false when the text has no such line, or the column is past the end of the line.
    [[nodiscard]] bool contains(std::string_view text, HumanPosition position) const;

private:
    [[nodiscard]] std::size_t start(std::size_t line) const;
    [[nodiscard]] std::size_t firstStartBehind(std::size_t offset) const;
    void moveStep(std::size_t line);

    // Starts from line m_stepLine on are still to be moved by m_step (as in Scintilla's Partitioning): an
    // edit then costs the way from the edit before it, not the rest of the file. Unsigned arithmetic wraps,
    // which is what is meant.
    std::vector<std::size_t> m_starts;
    std::size_t m_stepLine = 0;
    std::size_t m_step = 0;
};

} // namespace gatewright
