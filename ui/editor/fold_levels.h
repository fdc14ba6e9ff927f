// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/scintilla.h"

#include <cstdint>
#include <vector>

namespace gatewright {

// The fold level of every line of a document, from what the highlighter says about regions or from the
// indentation. It is told about lines in any order and works the levels out behind, because one brace changes
// all levels below it.
class FoldLevels
{
public:
    enum class Kind { Regions, Indentation };

    explicit FoldLevels(Scintilla document);

    void start(Kind kind);
    void linesChanged(int line, int removed, int added);
    // How the depth changes over the line, and the lowest it gets on the way (0 or less), relative to its
    // start.
    void setLine(int line, int change, int lowest);

    // Works for at most `milliseconds`; true when every level is right.
    bool updateSlice(int milliseconds);
    [[nodiscard]] bool isComplete() const { return m_front >= m_document.lineCount(); }

private:
    struct Line
    {
        std::int16_t change = 0;
        std::int16_t lowest = 0;
    };

    // Levels in front of `line` stay right; from it on they are worked out again, at least up to `dirtyEnd`.
    void retreat(int line, int dirtyEnd);
    [[nodiscard]] int regionLevel(int line);
    [[nodiscard]] int indentationLevel(int line) const;
    [[nodiscard]] int indentationOf(int line) const;

    Scintilla m_document;
    Kind m_kind = Kind::Regions;
    std::vector<Line> m_lines;
    int m_front = 0;     // levels in front of this line are right
    int m_dirtyEnd = 0;  // the last changed line is in front of this one
    int m_tail = 0;      // levels from m_dirtyEnd up to here are right if the first of them is
    int m_depth = 0;     // at the start of line m_front; Regions
    int m_tailDepth = 0; // at the start of line m_tail, if the first level behind m_dirtyEnd is right
};

} // namespace gatewright
