// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/language-hls/core/pragma/pragma_parser.h"

#include <optional>
#include <string_view>

namespace gatewright::hls {

enum class SourceTokenKind { Word, Punctuation, Literal, Directive };

// A token of C++, as far as finding pragmas and function bodies needs it.
struct SourceToken
{
    SourceTokenKind kind = SourceTokenKind::Punctuation;
    TextPiece piece; // of a directive: from '#' to the end of its last line
};

// Cuts a text into tokens. Comments and white space are passed over, string literals (raw ones too) are one
// token, and a preprocessor directive with its continuation lines is one. Never fails: what is unfinished
// ends with the line or the text.
class SourceScanner
{
public:
    explicit SourceScanner(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] std::optional<SourceToken> next();

private:
    void skipBlank();
    [[nodiscard]] std::size_t directiveEnd() const;
    [[nodiscard]] std::size_t stringEnd(std::size_t quote) const;
    [[nodiscard]] std::size_t rawStringEnd(std::size_t quote) const;

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_lineIsBlank = true; // nothing but white space and comments before m_at on its line
};

// The end of a comment that begins at `at`, or `at` when none does. A line comment ends before its line end.
[[nodiscard]] std::size_t commentEnd(std::string_view text, std::size_t at);
// The length of a backslash and the line end behind it at `at`; 0 when there is none.
[[nodiscard]] std::size_t spliceLength(std::string_view text, std::size_t at);

} // namespace gatewright::hls
