// SPDX-License-Identifier: Apache-2.0
#include "core/text/line_index.h"

#include "core/text/text_edit.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace gatewright {

namespace {

// A line begins behind LF, and behind a CR that no LF follows: this looks at two neighbouring bytes only, so
// an edit changes no line start that touches none of its bytes. Appends the line starts that the bytes [first
// - 1, last) make.
void appendStarts(std::vector<std::size_t> &starts, std::string_view text, std::size_t first,
                  std::size_t last)
{
    const std::size_t from = std::max<std::size_t>(first, 1) - 1;
    const std::string_view part = text.substr(0, last);
    std::size_t feed = part.find('\n', from); // two searches side by side: each runs at the speed of memchr
    std::size_t carriageReturn = part.find('\r', from);
    while (feed != std::string_view::npos || carriageReturn != std::string_view::npos) {
        if (feed < carriageReturn) {
            starts.push_back(feed + 1);
            feed = part.find('\n', feed + 1);
        } else {
            if (carriageReturn + 1 == text.size() || text[carriageReturn + 1] != '\n')
                starts.push_back(carriageReturn + 1);
            carriageReturn = part.find('\r', carriageReturn + 1);
        }
    }
}

} // namespace

LineIndex::LineIndex()
    : m_starts{0}
    , m_stepLine(1)
{
}

LineIndex::LineIndex(std::string_view text)
    : m_starts{0}
{
    appendStarts(m_starts, text, 1, text.size());
    m_stepLine = m_starts.size();
}

std::size_t LineIndex::start(std::size_t line) const
{
    return line < m_stepLine ? m_starts[line] : m_starts[line] + m_step;
}

std::size_t LineIndex::firstStartBehind(std::size_t offset) const
{
    std::size_t low = 0;
    std::size_t high = m_starts.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (start(middle) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void LineIndex::moveStep(std::size_t line)
{
    for (; m_stepLine < line; ++m_stepLine)
        m_starts[m_stepLine] += m_step;
    for (; m_stepLine > line; --m_stepLine)
        m_starts[m_stepLine - 1] -= m_step;
}

void LineIndex::update(const TextEdit &edit, std::string_view after)
{
    // Line 0 always begins at 0; of the others those go that begin in [begin, end].
    const std::size_t first = edit.begin == 0 ? 1 : firstStartBehind(edit.begin - 1);
    const std::size_t last = firstStartBehind(edit.end);
    std::vector<std::size_t> fresh;
    appendStarts(fresh, after, edit.begin, edit.newEnd());

    moveStep(last);
    const auto place = [this](std::size_t line) {
        return m_starts.begin() + static_cast<std::ptrdiff_t>(line);
    };
    const std::size_t common = std::min(last - first, fresh.size());
    std::copy_n(fresh.begin(), common, place(first));
    const auto rest = fresh.begin() + static_cast<std::ptrdiff_t>(common);
    if (rest != fresh.end())
        m_starts.insert(place(first + common), rest, fresh.end());
    else
        m_starts.erase(place(first + common), place(last));
    m_stepLine = first + fresh.size();
    m_step += edit.text.size() - (edit.end - edit.begin);
}

int LineIndex::lineAt(std::size_t offset) const
{
    return static_cast<int>(firstStartBehind(offset)) - 1;
}

std::size_t LineIndex::lineStart(int line) const
{
    return start(static_cast<std::size_t>(std::clamp(line, 0, lineCount() - 1)));
}

std::size_t LineIndex::nextLineStart(std::string_view text, int line) const
{
    return line + 1 < lineCount() ? lineStart(line + 1) : text.size();
}

std::size_t LineIndex::lineEnd(std::string_view text, int line) const
{
    const std::size_t begin = lineStart(line);
    std::size_t end = nextLineStart(text, std::max(line, 0));
    if (end > begin && text[end - 1] == '\n')
        --end;
    if (end > begin && text[end - 1] == '\r')
        --end;
    return end;
}

std::string_view LineIndex::line(std::string_view text, int line) const
{
    const std::size_t begin = lineStart(line);
    return text.substr(begin, lineEnd(text, line) - begin);
}

Position LineIndex::position(std::string_view text, std::size_t offset) const
{
    offset = std::min(offset, text.size());
    const int number = lineAt(offset);
    const std::size_t begin = lineStart(number);
    const std::size_t place = utf8::characterStart(text, std::min(offset, lineEnd(text, number)));
    return {number, static_cast<int>(utf8::utf16Units(text.substr(begin, place - begin)))};
}

std::size_t LineIndex::offset(std::string_view text, Position position) const
{
    if (position.line < 0)
        return 0;
    if (position.line >= lineCount())
        return text.size();
    const auto units = static_cast<std::size_t>(std::max(position.column, 0));
    return lineStart(position.line) + utf8::bytesOfUtf16Units(line(text, position.line), units);
}

Range LineIndex::range(std::string_view text, std::size_t begin, std::size_t end) const
{
    return {position(text, begin), position(text, end)};
}

HumanPosition LineIndex::humanPosition(std::string_view text, std::size_t offset) const
{
    offset = std::min(offset, text.size());
    const int number = lineAt(offset);
    const std::size_t begin = lineStart(number);
    const std::size_t place = utf8::characterStart(text, std::min(offset, lineEnd(text, number)));
    return {number + 1, static_cast<int>(utf8::codePoints(text.substr(begin, place - begin))) + 1};
}

std::size_t LineIndex::offset(std::string_view text, HumanPosition position) const
{
    if (position.line < 1)
        return 0;
    if (position.line > lineCount())
        return text.size();
    const auto count = static_cast<std::size_t>(std::max(position.column, 1) - 1);
    return lineStart(position.line - 1) + utf8::bytesOfCodePoints(line(text, position.line - 1), count);
}

bool LineIndex::contains(std::string_view text, HumanPosition position) const
{
    if (position.line < 1 || position.line > lineCount() || position.column < 1)
        return false;
    return static_cast<std::size_t>(position.column) <= utf8::codePoints(line(text, position.line - 1)) + 1;
}

} // namespace gatewright
