// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/scope.h"

#include <string>

namespace gatewright::completion {

namespace {

// What the cursor's line is once the answer has finished it.
enum class FirstLine { Complete, OpensBlock, Unfinished };

FirstLine firstLineKind(const CursorContext &cursor, std::string_view line)
{
    const CodeScan scan = scanCode(cursor.language, line);
    if (scan.end == CodeState::LineComment)
        return FirstLine::Complete;
    const std::string_view code = trimmedRight(line);
    if (cursor.language == Language::Qiskit && scan.open.empty() && code.ends_with(':'))
        return FirstLine::OpensBlock;
    if (scan.open.empty())
        return FirstLine::Complete;
    return cursor.language == Language::HlsCpp && scan.open.back().character == '{' ? FirstLine::OpensBlock
                                                                                    : FirstLine::Unfinished;
}

// Walks the lines of an answer that may have several.
class BlockScope
{
public:
    BlockScope(const CursorContext &cursor, std::string_view generated, const ScopeLimits &limits)
        : m_cursor(cursor)
        , m_generated(generated)
        , m_limits(limits)
    {
    }

    Scope run()
    {
        while (!m_scope.closed && m_offset <= m_generated.size()) {
            const std::size_t end = m_generated.find('\n', m_offset);
            const bool whole = end != std::string_view::npos;
            take(m_generated.substr(m_offset, whole ? end - m_offset : end), whole);
            if (!whole)
                break;
            m_offset = end + 1;
        }
        return m_scope;
    }

private:
    void take(std::string_view line, bool whole)
    {
        if (m_first) {
            m_first = false;
            takeFirst(line, whole);
            return;
        }
        if (isBlank(line)) {
            // One blank line may stand before the first filled one.
            m_scope.closed = whole && (m_filled > 0 || ++m_blanks > 1);
            return;
        }
        if (trimmed(line).starts_with("```")) {
            m_scope.closed = true; // a model that was taught to chat ends its code with a fence
            return;
        }
        const int indentation = indentationOf(line);
        const bool outside =
            m_inBody ? indentation <= m_cursor.indentation : indentation < m_cursor.indentation;
        const bool closes =
            m_inBody && isClosing(trimmed(line).front()) && indentation == m_cursor.indentation;
        if (outside && !closes) {
            m_scope.closed = true;
            return;
        }
        keep(line, whole);
        m_scope.closed = m_scope.closed || (whole && closes);
    }

    void takeFirst(std::string_view line, bool whole)
    {
        const std::string joined = std::string(m_cursor.linePrefix) + std::string(line);
        if (!isBlank(line))
            keep(line, whole);
        if (isBlank(joined))
            return;
        const FirstLine kind = firstLineKind(m_cursor, joined);
        m_inBody = kind != FirstLine::Complete;
        if (kind == FirstLine::Complete && m_cursor.shape == Shape::Line)
            m_scope.closed = whole;
    }

    void keep(std::string_view line, bool whole)
    {
        m_scope.length = m_offset + trimmedRight(line).size();
        m_scope.closed = ++m_filled >= m_limits.lines && whole;
    }

    const CursorContext &m_cursor;
    std::string_view m_generated;
    const ScopeLimits &m_limits;
    Scope m_scope;
    std::size_t m_offset = 0;
    int m_filled = 0;
    int m_blanks = 0;
    bool m_first = true;
    bool m_inBody = false; // the cursor's line opened a block: its lines are indented more
};

} // namespace

Scope scopeOf(const CursorContext &cursor, std::string_view generated, const ScopeLimits &limits)
{
    if (cursor.shape != Shape::SingleLine)
        return BlockScope(cursor, generated, limits).run();
    const std::size_t end = generated.find('\n');
    return {trimmedRight(generated.substr(0, end)).size(), end != std::string_view::npos};
}

} // namespace gatewright::completion
