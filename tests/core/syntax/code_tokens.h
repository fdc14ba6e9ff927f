// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

// A rough lexer for C++ and Python, independent of the parser under test: it tells where tokens begin and
// end. Comments and blanks are no tokens; a string is one.
struct CodeToken
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

class CodeTokens
{
public:
    CodeTokens(std::string_view text, bool python)
        : m_text(text)
        , m_python(python)
    {
    }

    std::vector<CodeToken> all()
    {
        std::vector<CodeToken> tokens;
        std::size_t at = 0;
        while (at < m_text.size()) {
            const std::size_t end = tokenEnd(at);
            const bool blank = std::isspace(static_cast<unsigned char>(m_text[at])) != 0;
            if (!blank && !isComment(at))
                tokens.push_back({at, end});
            at = end;
        }
        return tokens;
    }

private:
    bool startsWith(std::size_t at, std::string_view what) const
    {
        return m_text.substr(at).starts_with(what);
    }

    bool isComment(std::size_t at) const
    {
        return m_python ? m_text[at] == '#'
                        : startsWith(at, "//") || startsWith(at, "/*") || m_text[at] == '#';
    }

    std::size_t upTo(std::string_view what, std::size_t from) const
    {
        const std::size_t found = m_text.find(what, from);
        return found == std::string_view::npos ? m_text.size() : found + what.size();
    }

    std::size_t lineEnd(std::size_t at) const
    {
        std::size_t end = std::min(m_text.find('\n', at), m_text.size());
        while (!m_python && end < m_text.size() && m_text[end - 1] == '\\') // a directive goes on
            end = std::min(m_text.find('\n', end + 1), m_text.size());
        return end;
    }

    std::size_t stringEnd(std::size_t at) const
    {
        const char quote = m_text[at];
        const char triple[] = {quote, quote, quote, 0};
        if (m_python && startsWith(at, triple))
            return upTo(triple, at + 3);
        for (++at; at < m_text.size() && m_text[at] != '\n'; ++at) {
            if (m_text[at] == '\\')
                ++at;
            else if (m_text[at] == quote)
                return at + 1;
        }
        return std::min(at, m_text.size());
    }

    std::size_t tokenEnd(std::size_t at) const
    {
        const auto isWord = [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
        };
        if (isComment(at))
            return startsWith(at, "/*") ? upTo("*/", at + 2) : lineEnd(at);
        if (m_text[at] == '"' || m_text[at] == '\'')
            return stringEnd(at);
        if (isWord(m_text[at])) {
            std::size_t end = at;
            while (end < m_text.size() &&
                   (isWord(m_text[end]) ||
                    (std::isdigit(static_cast<unsigned char>(m_text[at])) && m_text[end] == '.')))
                ++end;
            const bool prefix = m_python && end < m_text.size() && end - at <= 2 &&
                                (m_text[end] == '"' || m_text[end] == '\'');
            return prefix ? stringEnd(end) : end;
        }
        for (const std::string_view symbol :
             {"<<=", ">>=", "...", "->", "++", "--", "<<", "<=", ">=", "==", "!=", "&&",
              "||",  "+=",  "-=",  "*=", "/=", "%=", "&=", "|=", "^=", "::", "**", ":="}) {
            if (startsWith(at, symbol))
                return at + symbol.size();
        }
        return at + 1;
    }

    std::string_view m_text;
    bool m_python;
};
