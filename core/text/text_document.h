// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/revision.h"
#include "core/text/language.h"
#include "core/text/line_index.h"
#include "core/text/text_edit.h"

#include <string>

namespace gatewright {

// The text of one open document with its line index and revision. A value: copies are snapshots for other
// threads. The text should be UTF-8, and is kept as it is when it is not.
class TextDocument
{
public:
    TextDocument() = default;
    explicit TextDocument(Language language, std::string text = {}, Revision revision = {});

    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] const std::string &text() const { return m_text; }
    [[nodiscard]] const LineIndex &lines() const { return m_lines; }
    [[nodiscard]] Revision revision() const { return m_revision; }

    // Each successful change is the next revision, or the one given (LSP clients number theirs); a refused
    // one changes nothing.
    [[nodiscard]] Result<void> apply(const TextEdit &edit);
    [[nodiscard]] Result<void> apply(const TextEdit &edit, Revision revision);
    void setText(std::string text);
    void setText(std::string text, Revision revision);

    [[nodiscard]] int lineCount() const { return m_lines.lineCount(); }
    [[nodiscard]] std::string_view line(int number) const { return m_lines.line(m_text, number); }
    [[nodiscard]] Position position(std::size_t offset) const { return m_lines.position(m_text, offset); }
    [[nodiscard]] std::size_t offset(Position position) const { return m_lines.offset(m_text, position); }
    [[nodiscard]] Range range(std::size_t begin, std::size_t end) const
    {
        return m_lines.range(m_text, begin, end);
    }
    // A line (0-based) without its indentation and its line end; the nearest one when there is no such line.
    [[nodiscard]] Range lineRange(int number) const;
    // As compilers count: the line 0-based, `byte` from its start. Moved to the nearest place of the text,
    // and no further than the end of the line.
    [[nodiscard]] std::size_t offsetInLine(int number, std::size_t byte) const;
    // The edit that replaces a range of positions; a reversed range counts as the empty one at its start.
    [[nodiscard]] TextEdit edit(Range range, std::string text) const;

private:
    Language m_language = Language::PlainText;
    std::string m_text;
    LineIndex m_lines;
    Revision m_revision;
};

} // namespace gatewright
