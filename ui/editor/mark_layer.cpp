// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/mark_layer.h"

#include "ui/editor/document_buffer.h"

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

// What an empty range marks: the word at the place, the character behind it, or at the end of a line the one
// in front.
TextSpan visibleSpan(Scintilla document, TextSpan span)
{
    if (span.begin < span.end)
        return span;
    constexpr std::intptr_t onlyWordCharacters = 1;
    const auto begin = document.send(Base::SCI_WORDSTARTPOSITION, span.begin, onlyWordCharacters);
    const auto end = document.send(Base::SCI_WORDENDPOSITION, span.begin, onlyWordCharacters);
    if (begin < end)
        return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
    const int line = document.lineAt(span.begin);
    if (span.begin < document.lineEnd(line))
        return {span.begin, static_cast<std::size_t>(document.send(Base::SCI_POSITIONAFTER, span.begin))};
    if (span.begin > document.lineStart(line))
        return {static_cast<std::size_t>(document.send(Base::SCI_POSITIONBEFORE, span.begin)), span.begin};
    return span;
}

std::size_t moved(std::size_t place, const TextEdit &edit)
{
    if (place >= edit.end)
        return place - edit.end + edit.newEnd();
    return std::min(place, edit.begin);
}

int levelNumber(MarkLevel level)
{
    return static_cast<int>(level);
}

} // namespace

MarkLayer::MarkLayer(Scintilla document)
    : m_document(document)
{
}

void MarkLayer::clear()
{
    for (const MarkLevel level :
         {MarkLevel::Error, MarkLevel::Warning, MarkLevel::Information, MarkLevel::Hint}) {
        m_document.send(Base::SCI_SETINDICATORCURRENT, firstMarkIndicator + levelNumber(level));
        m_document.send(Base::SCI_INDICATORCLEARRANGE, 0, static_cast<std::intptr_t>(m_document.length()));
        m_document.send(Base::SCI_MARKERDELETEALL, firstMarkMarker + levelNumber(level));
    }
    m_marks.clear();
    m_spans.clear();
}

void MarkLayer::set(const DocumentBuffer &document, std::vector<TextMark> marks)
{
    clear();
    m_marks = std::move(marks);
    for (const TextMark &mark : m_marks) {
        const TextSpan span =
            visibleSpan(m_document, {document.offset(mark.range.start), document.offset(mark.range.end)});
        m_spans.push_back(span);
        m_document.send(Base::SCI_SETINDICATORCURRENT, firstMarkIndicator + levelNumber(mark.level));
        m_document.send(Base::SCI_INDICATORFILLRANGE, span.begin,
                        static_cast<std::intptr_t>(span.end - span.begin));
        m_document.send(Base::SCI_MARKERADD, m_document.lineAt(span.begin),
                        static_cast<std::intptr_t>(firstMarkMarker + levelNumber(mark.level)));
    }
}

void MarkLayer::textChanged(const DocumentEdit &edit)
{
    for (TextSpan &span : m_spans)
        span = {moved(span.begin, edit.edit), moved(span.end, edit.edit)};
}

std::vector<TextMark> MarkLayer::at(std::size_t offset) const
{
    std::vector<TextMark> found;
    for (std::size_t index = 0; index < m_marks.size(); ++index)
        if (m_spans[index].begin <= offset && offset < m_spans[index].end)
            found.push_back(m_marks[index]);
    std::ranges::stable_sort(found, {}, &TextMark::level);
    return found;
}

std::vector<TextMark> MarkLayer::inLine(int line) const
{
    std::vector<TextMark> found;
    for (std::size_t index = 0; index < m_marks.size(); ++index)
        if (m_document.lineAt(m_spans[index].begin) == line)
            found.push_back(m_marks[index]);
    std::ranges::stable_sort(found, {}, &TextMark::level);
    return found;
}

void MarkLayer::setBookmarks(const std::vector<int> &lines)
{
    m_document.send(Base::SCI_MARKERDELETEALL, bookmarkMarker);
    for (const int line : lines) {
        if (line < m_document.lineCount())
            m_document.send(Base::SCI_MARKERADD, line, std::intptr_t{bookmarkMarker});
    }
}

} // namespace gatewright
