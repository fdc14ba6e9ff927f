// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/code_scan.h"

namespace gatewright::completion {

namespace {

// Walks the text once; each skip function leaves m_offset behind what it skipped.
class Scanner
{
public:
    Scanner(Language language, std::string_view text)
        : m_language(language)
        , m_text(text)
    {
    }

    CodeScan run()
    {
        while (m_offset < m_text.size())
            step();
        return std::move(m_scan);
    }

private:
    void step()
    {
        const char character = m_text[m_offset];
        if (m_language == Language::Qiskit && character == '#')
            return skipLineComment();
        if (m_language == Language::HlsCpp && startsWith("//"))
            return skipLineComment();
        if (m_language == Language::HlsCpp && startsWith("/*"))
            return skipBlockComment();
        if (m_language != Language::PlainText && (character == '"' || character == '\''))
            return skipString(character);
        if (isOpening(character))
            m_scan.open.push_back({m_offset, character});
        else if (isClosing(character))
            close(character);
        ++m_offset;
    }

    [[nodiscard]] bool startsWith(std::string_view what) const
    {
        return m_text.substr(m_offset, what.size()) == what;
    }

    void skipLineComment()
    {
        const std::size_t end = m_text.find('\n', m_offset);
        if (end == std::string_view::npos)
            m_scan.end = CodeState::LineComment;
        m_offset = end == std::string_view::npos ? m_text.size() : end;
    }

    void skipBlockComment()
    {
        const std::size_t end = m_text.find("*/", m_offset + 2);
        if (end == std::string_view::npos)
            m_scan.end = CodeState::BlockComment;
        m_offset = end == std::string_view::npos ? m_text.size() : end + 2;
    }

    void skipString(char quote)
    {
        // 10'000 in C++: a quote between digits separates, it does not begin a character.
        if (m_language == Language::HlsCpp && quote == '\'' && m_offset > 0 &&
            isAlphanumeric(m_text[m_offset - 1])) {
            ++m_offset;
            return;
        }
        const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
        if (m_language == Language::Qiskit && startsWith(triple)) {
            const std::size_t end = m_text.find(triple, m_offset + 3);
            if (end == std::string_view::npos)
                m_scan.end = CodeState::String;
            m_offset = end == std::string_view::npos ? m_text.size() : end + 3;
            return;
        }
        for (++m_offset; m_offset < m_text.size(); ++m_offset) {
            if (m_text[m_offset] == '\\') {
                ++m_offset;
            } else if (m_text[m_offset] == quote) {
                ++m_offset;
                return;
            } else if (m_text[m_offset] == '\n') {
                return; // unfinished on its line: the next line is code again
            }
        }
        m_offset = m_text.size();
        m_scan.end = CodeState::String;
    }

    void close(char character)
    {
        const char wanted = partnerOf(character);
        for (std::size_t index = m_scan.open.size(); index-- > 0;) {
            if (m_scan.open[index].character == wanted) {
                m_scan.open.resize(index);
                return;
            }
        }
        m_scan.closed.push_back({m_offset, character});
    }

    [[nodiscard]] static bool isAlphanumeric(char character)
    {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
               (character >= 'A' && character <= 'Z');
    }

    Language m_language;
    std::string_view m_text;
    std::size_t m_offset = 0;
    CodeScan m_scan;
};

} // namespace

CodeScan scanCode(Language language, std::string_view text)
{
    return Scanner(language, text).run();
}

bool isOpening(char character)
{
    return character == '(' || character == '[' || character == '{';
}

bool isClosing(char character)
{
    return character == ')' || character == ']' || character == '}';
}

char partnerOf(char character)
{
    switch (character) {
    case '(':
        return ')';
    case '[':
        return ']';
    case '{':
        return '}';
    case ')':
        return '(';
    case ']':
        return '[';
    case '}':
        return '{';
    default:
        return character;
    }
}

} // namespace gatewright::completion
