// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/language-hls/core/pragma/source_scanner.h"

#include <string_view>
#include <vector>

namespace gatewright::hls {

// Follows the braces of a text, token by token, and knows whether the place behind the last token lies inside
// a function's body. Works on half-typed text: where braces do not add up it says "inside" rather than
// complain about what may be right.
class FunctionScope
{
public:
    explicit FunctionScope(std::string_view text)
        : m_text(text)
    {
    }

    void add(const SourceToken &token);
    [[nodiscard]] bool inFunction() const
    {
        return m_unbalanced || (!m_scopes.empty() && m_scopes.back() == Scope::Function);
    }

private:
    enum class Scope { Outer, Function, Value };

    void addDirective(std::string_view directive);
    [[nodiscard]] Scope scopeOfBrace() const;

    std::string_view m_text;
    std::vector<Scope> m_scopes;
    std::vector<std::vector<Scope>> m_conditions; // the scopes at each #if that is open
    std::vector<std::string_view> m_statement;    // the tokens since the last ; { or }
    int m_roundDepth = 0;                         // of the parentheses in m_statement
    bool m_unbalanced = false;
};

} // namespace gatewright::hls
