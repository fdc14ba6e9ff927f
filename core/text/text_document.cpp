// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_document.h"

#include <algorithm>
#include <utility>

namespace gatewright {

TextDocument::TextDocument(Language language, std::string text, Revision revision)
    : m_language(language)
    , m_text(std::move(text))
    , m_lines(m_text)
    , m_revision(revision)
{
}

Result<void> TextDocument::apply(const TextEdit &edit)
{
    return apply(edit, m_revision.next());
}

Result<void> TextDocument::apply(const TextEdit &edit, Revision revision)
{
    GW_CHECK(checkEdit(edit, m_text.size()));
    m_text.replace(edit.begin, edit.end - edit.begin, edit.text);
    m_lines.update(edit, m_text);
    m_revision = revision;
    return {};
}

void TextDocument::setText(std::string text)
{
    setText(std::move(text), m_revision.next());
}

void TextDocument::setText(std::string text, Revision revision)
{
    m_text = std::move(text);
    m_lines = LineIndex(m_text);
    m_revision = revision;
}

Range TextDocument::lineRange(int number) const
{
    const std::string_view text = line(number);
    return range(offsetInLine(number, text.find_first_not_of(" \t")), offsetInLine(number, text.size()));
}

std::size_t TextDocument::offsetInLine(int number, std::size_t byte) const
{
    return m_lines.lineStart(number) + std::min(byte, line(number).size());
}

TextEdit TextDocument::edit(Range range, std::string text) const
{
    const std::size_t begin = offset(range.start);
    return {begin, std::max(begin, offset(range.end)), std::move(text)};
}

} // namespace gatewright
