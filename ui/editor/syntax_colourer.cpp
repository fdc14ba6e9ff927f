// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/syntax_colourer.h"

#include "ui/editor/fold_levels.h"
#include "ui/editor/line_text.h"

// clang-format off
#include <KSyntaxHighlighting/FoldingRegion>
#include <KSyntaxHighlighting/Format>
// clang-format on

#include <algorithm>
#include <string_view>

namespace gatewright {

using KSyntaxHighlighting::State;

class SyntaxColourer::Line
{
public:
    explicit Line(std::string_view bytes)
        : text(bytes)
    {
    }
    LineText text;
};

namespace {

std::string_view bytesOf(Scintilla document, std::size_t begin, std::size_t end)
{
    // GETRANGEPOINTER moves the gap only when it lies inside the range.
    const auto address =
        document.send(Scintilla::Base::SCI_GETRANGEPOINTER, begin, static_cast<std::intptr_t>(end - begin));
    return {reinterpret_cast<const char *>(address), end - begin};
}

} // namespace

SyntaxColourer::SyntaxColourer(Scintilla document, FoldLevels &folds)
    : m_document(document)
    , m_folds(folds)
{
}

SyntaxColourer::~SyntaxColourer() = default;

void SyntaxColourer::start(const KSyntaxHighlighting::Definition &definition, const SyntaxStyles &styles)
{
    setDefinition(definition);
    m_styles = &styles;
    m_states.assign(1, State());
    m_front = m_dirtyEnd = m_tail = 0;
    m_folds.start(definition.isValid() && definition.indentationBasedFoldingEnabled()
                      ? FoldLevels::Kind::Indentation
                      : FoldLevels::Kind::Regions);
    setMark(0);
}

bool SyntaxColourer::isComplete() const
{
    return m_front >= m_document.lineCount();
}

void SyntaxColourer::linesChanged(int line, int removed, int added)
{
    m_folds.linesChanged(line, removed, added);
    if (line > m_tail)
        return;
    // Where colouring stopped half-way, the state is new and the lines behind still have the colours of the
    // old one: they must not count as seen when it starts again further up.
    if (line < m_front && m_front < m_tail)
        m_dirtyEnd = std::max(m_dirtyEnd, m_front + 1);
    const auto states = m_states.begin();
    if (line + removed >= m_tail) {
        // Nothing known remains behind the change.
        m_states.resize(static_cast<std::size_t>(line) + 1);
        m_tail = line;
    } else {
        const auto behind = states + line + 1;
        if (removed > added)
            m_states.erase(behind, behind + (removed - added));
        else
            m_states.insert(behind, static_cast<std::size_t>(added - removed), State());
        m_tail += added - removed;
    }
    if (m_dirtyEnd > line + removed)
        m_dirtyEnd += added - removed;
    m_dirtyEnd = std::max(m_dirtyEnd, line + added + 1);
    m_front = std::min(m_front, line);
}

void SyntaxColourer::colourUpTo(std::size_t offset)
{
    const int last = m_document.lineAt(offset);
    if (last - m_front > linesPerPaint) {
        guess(std::max(m_front, last - guessedLines), last);
        return;
    }
    colourWhile([last](int line) { return line <= last; });
}

bool SyntaxColourer::colourSlice(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    constexpr int linesPerLook = 32; // at the clock
    int lines = 0;
    colourWhile([&](int) { return ++lines % linesPerLook != 0 || timer.elapsed() < milliseconds; });
    return isComplete();
}

template <class Enough>
void SyntaxColourer::colourWhile(Enough wanted)
{
    const int lineCount = m_document.lineCount();
    m_styleBytes.clear();
    std::size_t begin = m_document.lineStart(m_front);
    while (m_front < lineCount && wanted(m_front)) {
        const auto index = static_cast<std::size_t>(m_front);
        State next = colourLine(m_front, m_states[index]);
        ++m_front;
        const bool seenBefore = m_front <= m_tail;
        if (seenBefore && m_front >= m_dirtyEnd && m_states[index + 1] == next) {
            // From here on everything is as it was: what was coloured before needs nothing.
            if (m_front < m_tail) {
                writeStyles(begin);
                m_front = m_tail;
                begin = m_document.lineStart(m_front);
            }
            continue;
        }
        if (seenBefore) {
            m_states[index + 1] = std::move(next);
        } else {
            m_states.push_back(std::move(next));
            m_tail = m_front;
        }
    }
    writeStyles(begin);
    setMark(m_front);
}

void SyntaxColourer::guess(int firstLine, int lastLine)
{
    m_styleBytes.clear();
    const bool known = firstLine <= m_tail;
    State state = known ? m_states[static_cast<std::size_t>(firstLine)] : m_states.back();
    for (int line = firstLine; line <= lastLine; ++line)
        state = colourLine(line, state);
    writeStyles(m_document.lineStart(firstLine));
    setMark(m_front);
}

State SyntaxColourer::colourLine(int line, const State &state)
{
    const std::size_t begin = m_document.lineStart(line);
    const std::size_t end = m_document.lineEnd(line);
    const std::size_t next = m_document.lineStart(line + 1);
    m_lineStyles = m_styleBytes.size();
    m_styleBytes.resize(m_lineStyles + (next - begin), '\0');
    m_foldDepth = m_foldLowest = 0;
    ++m_linesColoured;
    State behind = state;
    if (definition().isValid() && end - begin <= longestColouredLine) {
        const Line decoded(bytesOf(m_document, begin, end));
        m_line = &decoded;
        behind = highlightLine(decoded.text.text(), state);
        m_line = nullptr;
    }
    m_folds.setLine(line, m_foldDepth, m_foldLowest);
    return behind;
}

void SyntaxColourer::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    const auto begin = static_cast<std::ptrdiff_t>(m_lineStyles + m_line->text.byteOffset(offset));
    const auto end = static_cast<std::ptrdiff_t>(m_lineStyles + m_line->text.byteOffset(offset + length));
    std::fill(m_styleBytes.begin() + begin, m_styleBytes.begin() + end,
              static_cast<char>(m_styles->styleOf(format)));
}

void SyntaxColourer::applyFolding(int, int, KSyntaxHighlighting::FoldingRegion region)
{
    m_foldDepth += region.type() == KSyntaxHighlighting::FoldingRegion::Begin ? 1 : -1;
    m_foldLowest = std::min(m_foldLowest, m_foldDepth);
}

void SyntaxColourer::writeStyles(std::size_t begin)
{
    if (m_styleBytes.empty())
        return;
    m_document.send(Scintilla::Base::SCI_STARTSTYLING, begin);
    m_document.send(Scintilla::Base::SCI_SETSTYLINGEX, m_styleBytes.size(), m_styleBytes.data());
    m_styleBytes.clear();
}

void SyntaxColourer::setMark(int line)
{
    m_document.send(Scintilla::Base::SCI_STARTSTYLING, m_document.lineStart(line));
}

} // namespace gatewright
