// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/source_scanner.h"

#include "core/text/words.h"

#include <algorithm>

namespace gatewright::hls {

namespace {

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\v' || byte == '\f';
}

bool isLineEnd(char byte)
{
    return byte == '\n' || byte == '\r';
}

bool isRawPrefix(std::string_view word)
{
    return word == "R" || word == "u8R" || word == "uR" || word == "UR" || word == "LR";
}

bool isStringPrefix(std::string_view word)
{
    return word == "u8" || word == "u" || word == "U" || word == "L";
}

} // namespace

std::size_t spliceLength(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(std::min(at, text.size()), 3);
    if (rest.starts_with("\\\r\n"))
        return 3;
    return rest.starts_with("\\\n") || rest.starts_with("\\\r") ? 2 : 0;
}

std::size_t commentEnd(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(std::min(at, text.size()));
    if (rest.starts_with("/*")) {
        const std::size_t end = rest.find("*/", 2);
        return end == std::string_view::npos ? text.size() : at + end + 2;
    }
    if (!rest.starts_with("//"))
        return at;
    while (at < text.size() && !isLineEnd(text[at]))
        at += std::max<std::size_t>(1, spliceLength(text, at));
    return std::min(at, text.size());
}

void SourceScanner::skipBlank()
{
    while (m_at < m_text.size()) {
        if (isLineEnd(m_text[m_at])) {
            m_lineIsBlank = true;
            ++m_at;
        } else if (isSpace(m_text[m_at])) {
            ++m_at;
        } else if (const std::size_t splice = spliceLength(m_text, m_at)) {
            m_at += splice;
        } else if (const std::size_t end = commentEnd(m_text, m_at); end != m_at) {
            m_at = end;
        } else {
            return;
        }
    }
}

std::size_t SourceScanner::directiveEnd() const
{
    std::size_t at = m_at;
    while (at < m_text.size() && !isLineEnd(m_text[at])) {
        if (const std::size_t splice = spliceLength(m_text, at)) {
            at += splice;
        } else if (const std::size_t end = commentEnd(m_text, at); end != at) {
            at = end;
        } else if (m_text[at] == '"') {
            at = stringEnd(at);
        } else {
            ++at;
        }
    }
    return std::min(at, m_text.size());
}

std::size_t SourceScanner::stringEnd(std::size_t quote) const
{
    std::size_t at = quote + 1;
    while (at < m_text.size() && !isLineEnd(m_text[at])) {
        if (m_text[at] == m_text[quote])
            return at + 1;
        const std::size_t splice = spliceLength(m_text, at);
        at += splice != 0 ? splice : (m_text[at] == '\\' ? 2 : 1);
    }
    return std::min(at, m_text.size());
}

std::size_t SourceScanner::rawStringEnd(std::size_t quote) const
{
    constexpr std::size_t longestDelimiter = 16;
    const std::size_t length = m_text.substr(quote + 1, longestDelimiter + 1).find('(');
    if (length == std::string_view::npos)
        return stringEnd(quote);
    const std::size_t open = quote + 1 + length;
    std::string close = ")";
    close += m_text.substr(quote + 1, length);
    close += '"';
    const std::size_t end = m_text.find(close, open);
    return end == std::string_view::npos ? m_text.size() : end + close.size();
}

std::optional<SourceToken> SourceScanner::next()
{
    skipBlank();
    if (m_at >= m_text.size())
        return std::nullopt;
    SourceToken token;
    token.piece.begin = m_at;
    const char first = m_text[m_at];
    if (first == '#' && m_lineIsBlank) {
        token.kind = SourceTokenKind::Directive;
        m_at = directiveEnd();
    } else if (first == '"' || first == '\'') {
        token.kind = SourceTokenKind::Literal;
        m_at = stringEnd(m_at);
    } else if (isWordByte(first)) {
        token.kind = SourceTokenKind::Word;
        while (m_at < m_text.size() && isWordByte(m_text[m_at]))
            ++m_at;
        // A digit separator: 1'000.
        const bool isNumber = first >= '0' && first <= '9';
        while (isNumber && m_at + 1 < m_text.size() && m_text[m_at] == '\'' && isWordByte(m_text[m_at + 1]))
            for (++m_at; m_at < m_text.size() && isWordByte(m_text[m_at]);)
                ++m_at;
        const std::string_view word = m_text.substr(token.piece.begin, m_at - token.piece.begin);
        if (m_at < m_text.size() && m_text[m_at] == '"' && (isRawPrefix(word) || isStringPrefix(word))) {
            token.kind = SourceTokenKind::Literal;
            m_at = isRawPrefix(word) ? rawStringEnd(m_at) : stringEnd(m_at);
        }
    } else {
        ++m_at;
    }
    m_lineIsBlank = false;
    token.piece.end = m_at;
    return token;
}

} // namespace gatewright::hls
