// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_parser.h"

#include "core/text/words.h"
#include "plugins/language-hls/core/pragma/function_scope.h"
#include "plugins/language-hls/core/pragma/source_scanner.h"
#include "plugins/language-hls/core/pragma/words.h"

#include <algorithm>
#include <optional>

namespace gatewright::hls {

namespace {

// Reads one directive; all positions are of the whole text.
class DirectiveReader
{
public:
    DirectiveReader(std::string_view text, TextPiece directive)
        : m_text(text.substr(0, directive.end))
        , m_at(directive.begin)
    {
    }

    std::optional<PragmaLine> read()
    {
        ++m_at; // '#'
        if (word().of(m_text) != "pragma")
            return std::nullopt;
        PragmaLine line;
        line.keyword = word();
        if (!isHlsKeyword(line.keyword.of(m_text)))
            return std::nullopt;
        line.name = word();
        while (equalIgnoringCase(line.name.of(m_text), "if") && peek() == '(') {
            skipBrackets(); // "#pragma HLS if (CONDITION) pipeline off"
            line.name = word();
        }
        if (!line.name.isEmpty())
            readOptions(line);
        else if (!atEnd())
            line.unreadable = {m_at, m_text.size()};
        return line;
    }

private:
    static bool isHlsKeyword(std::string_view word)
    {
        return equalIgnoringCase(word, "HLS") || equalIgnoringCase(word, "AP") ||
               equalIgnoringCase(word, "AUTOPILOT");
    }

    void skipBlank()
    {
        while (m_at < m_text.size()) {
            const char byte = m_text[m_at];
            if (const std::size_t splice = spliceLength(m_text, m_at))
                m_at += splice;
            else if (const std::size_t end = commentEnd(m_text, m_at); end != m_at)
                m_at = end;
            else if (byte == ' ' || byte == '\t' || byte == '\v' || byte == '\f' || byte == '\n' ||
                     byte == '\r')
                ++m_at;
            else
                return;
        }
    }

    bool atEnd()
    {
        skipBlank();
        return m_at >= m_text.size();
    }

    char peek() { return atEnd() ? '\0' : m_text[m_at]; }

    TextPiece word()
    {
        skipBlank();
        TextPiece piece{m_at, m_at};
        while (m_at < m_text.size() && isWordByte(m_text[m_at]))
            ++m_at;
        piece.end = m_at;
        return piece;
    }

    void skipBrackets()
    {
        int depth = 0;
        do {
            depth += m_text[m_at] == '(' || m_text[m_at] == '[' ? 1 : 0;
            depth -= m_text[m_at] == ')' || m_text[m_at] == ']' ? 1 : 0;
            ++m_at;
        } while (m_at < m_text.size() && depth > 0);
    }

    // An expression: it goes on over a blank where an operator stands before or behind it.
    TextPiece value()
    {
        static constexpr std::string_view joins = "+-*/%,.&|^<>?:!~";
        skipBlank();
        TextPiece piece{m_at, m_at};
        while (!atEnd()) {
            const char byte = m_text[m_at];
            const bool touches = m_at == piece.end;
            const bool continues = touches || joins.find(byte) != std::string_view::npos ||
                                   joins.find(m_text[piece.end - 1]) != std::string_view::npos;
            if (!continues || byte == '=')
                break;
            if (byte == '(' || byte == '[')
                skipBrackets();
            else
                ++m_at;
            piece.end = m_at;
        }
        m_at = std::max(piece.end, piece.begin);
        return piece;
    }

    void readOptions(PragmaLine &line)
    {
        constexpr std::size_t maximumOptions = 64;
        while (!atEnd()) {
            PragmaOption option;
            option.name = word();
            if (option.name.isEmpty() || line.options.size() == maximumOptions) {
                line.unreadable = {m_at, m_text.size()};
                return;
            }
            if (peek() == '=') {
                ++m_at;
                option.hasValue = true;
                option.value = value();
                if (option.value.isEmpty())
                    option.value = {option.name.end, option.name.end};
            }
            m_at = std::max(m_at, option.name.end);
            line.options.push_back(option);
        }
    }

    std::string_view m_text; // up to the end of the directive
    std::size_t m_at;
};

} // namespace

std::optional<PragmaLine> readPragma(std::string_view text, TextPiece directive)
{
    return DirectiveReader(text, directive).read();
}

std::vector<PragmaLine> findPragmas(std::string_view text, const std::stop_token &token)
{
    constexpr std::size_t tokensBetweenPolls = 4096;
    std::vector<PragmaLine> pragmas;
    SourceScanner scanner(text);
    FunctionScope scope(text);
    for (std::size_t count = 1;; ++count) {
        if (count % tokensBetweenPolls == 0 && token.stop_requested())
            return pragmas;
        const std::optional<SourceToken> next = scanner.next();
        if (!next)
            return pragmas;
        if (next->kind == SourceTokenKind::Directive) {
            if (std::optional<PragmaLine> line = readPragma(text, next->piece)) {
                line->inFunction = scope.inFunction();
                pragmas.push_back(std::move(*line));
            }
        }
        scope.add(*next);
    }
}

} // namespace gatewright::hls
