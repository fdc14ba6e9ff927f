// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fold_levels.h"

#include <QElapsedTimer>

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

constexpr int blankLine = -1;
constexpr int deepestLevel = 1000; // Scintilla has 11 bits

} // namespace

FoldLevels::FoldLevels(Scintilla document)
    : m_document(document)
{
}

void FoldLevels::start(Kind kind)
{
    m_kind = kind;
    m_lines.assign(static_cast<std::size_t>(m_document.lineCount()), Line());
    m_front = m_dirtyEnd = m_tail = 0;
    m_depth = m_tailDepth = 0;
}

void FoldLevels::retreat(int line, int dirtyEnd)
{
    m_dirtyEnd = std::max(m_dirtyEnd, dirtyEnd);
    if (line >= m_front)
        return;
    if (m_front >= m_tail) {
        m_tail = m_front;
        m_tailDepth = m_depth;
    } else {
        m_dirtyEnd = std::max(m_dirtyEnd, m_front); // stopped half-way: what lies behind was never compared
    }
    for (int above = m_front - 1; above >= line; --above)
        m_depth -= m_lines[static_cast<std::size_t>(above)].change;
    m_front = line;
}

void FoldLevels::linesChanged(int line, int removed, int added)
{
    int first = line;
    if (m_kind == Kind::Indentation) {
        // The header is the line above, behind some blank ones at most.
        first = std::max(0, line - 1);
        while (first > 0 && indentationOf(first) == blankLine)
            --first;
    } else if (removed == 0 && added == 0) {
        return; // setLine() will say whether the depth changes
    }
    retreat(first, 0);
    const auto behind = m_lines.begin() + std::min<std::ptrdiff_t>(line + 1, std::ssize(m_lines));
    if (removed > added)
        m_lines.erase(behind, behind + std::min<std::ptrdiff_t>(removed - added, m_lines.end() - behind));
    else
        m_lines.insert(behind, static_cast<std::size_t>(added - removed), Line());
    const auto moved = [=](int place) {
        return place > line + removed ? place + added - removed : std::min(place, line);
    };
    m_tail = std::max(moved(m_tail), m_front);
    m_dirtyEnd = std::max(moved(m_dirtyEnd), line + added + 1);
}

void FoldLevels::setLine(int line, int change, int lowest)
{
    const auto limit = [](int depth) {
        return static_cast<std::int16_t>(std::clamp(depth, -deepestLevel, deepestLevel));
    };
    const Line now{limit(change), limit(lowest)};
    if (static_cast<std::size_t>(line) >= m_lines.size())
        m_lines.resize(static_cast<std::size_t>(line) + 1);
    Line &known = m_lines[static_cast<std::size_t>(line)];
    if (known.change == now.change && known.lowest == now.lowest)
        return;
    retreat(line, line + 1);
    known = now;
}

bool FoldLevels::updateSlice(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    constexpr int linesPerLook = 128; // at the clock
    const int lineCount = m_document.lineCount();
    m_lines.resize(static_cast<std::size_t>(lineCount));
    for (int done = 1; m_front < lineCount; ++done) {
        const int line = m_front++;
        const int level = m_kind == Kind::Regions ? regionLevel(line) : indentationLevel(line);
        // Level 0 may hide a depth below it and so proves nothing about the depth.
        const bool proof =
            m_kind == Kind::Indentation || (level & Base::SC_FOLDLEVELNUMBERMASK) > Base::SC_FOLDLEVELBASE;
        if (m_document.send(Base::SCI_GETFOLDLEVEL, line) != level) {
            m_document.send(Base::SCI_SETFOLDLEVEL, line,
                            level); // notified to every view, so only real changes
        } else if (line >= m_dirtyEnd && line < m_tail && proof) {
            m_front = m_tail;
            m_depth = m_tailDepth;
        }
        if (done % linesPerLook == 0 && timer.elapsed() >= milliseconds)
            break;
    }
    if (m_front >= m_tail)
        m_dirtyEnd = 0;
    return isComplete();
}

int FoldLevels::regionLevel(int line)
{
    const Line &known = m_lines[static_cast<std::size_t>(line)];
    // "} else {" belongs to the level outside, so that both blocks fold by themselves; a line with only "}"
    // goes away with its block.
    const bool opens = known.change > known.lowest;
    const int level = std::clamp(m_depth + (opens ? known.lowest : 0), 0, deepestLevel);
    m_depth += known.change;
    return Base::SC_FOLDLEVELBASE + level + (opens ? static_cast<int>(Base::SC_FOLDLEVELHEADERFLAG) : 0);
}

int FoldLevels::indentationLevel(int line) const
{
    const int lineCount = m_document.lineCount();
    const int own = indentationOf(line);
    int nextIndentation = blankLine;
    constexpr int linesAhead = 200; // behind so many blank lines a block may as well end
    for (int next = line + 1; next < std::min(lineCount, line + linesAhead) && nextIndentation == blankLine;
         ++next)
        nextIndentation = indentationOf(next);
    if (own == blankLine)
        return (Base::SC_FOLDLEVELBASE + std::max(0, nextIndentation)) |
               static_cast<int>(Base::SC_FOLDLEVELWHITEFLAG);
    const bool opens = nextIndentation > own;
    return Base::SC_FOLDLEVELBASE + own + (opens ? static_cast<int>(Base::SC_FOLDLEVELHEADERFLAG) : 0);
}

int FoldLevels::indentationOf(int line) const
{
    const std::size_t end = m_document.lineEnd(line);
    const auto behindBlanks =
        static_cast<std::size_t>(m_document.send(Base::SCI_GETLINEINDENTPOSITION, line));
    if (behindBlanks >= end)
        return blankLine;
    return std::min<int>(static_cast<int>(m_document.send(Base::SCI_GETLINEINDENTATION, line)), deepestLevel);
}

} // namespace gatewright
