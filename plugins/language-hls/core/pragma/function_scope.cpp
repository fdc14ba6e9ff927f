// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/function_scope.h"

#include <algorithm>
#include <span>

namespace gatewright::hls {

namespace {

// Deeper nesting is no program; the text is then taken as it comes.
constexpr std::size_t maximumDepth = 1000;

using Statement = std::span<const std::string_view>;

bool contains(Statement statement, std::string_view word)
{
    return std::ranges::find(statement, word) != statement.end();
}

// Without "template < ... >" in front, in which "class" means something else.
Statement withoutTemplateHead(Statement statement)
{
    while (!statement.empty() && statement.front() == "template") {
        std::size_t at = 1;
        int depth = 0;
        for (; at < statement.size(); ++at) {
            depth += statement[at] == "<" ? 1 : 0;
            depth -= statement[at] == ">" ? 1 : 0;
            if (depth <= 0)
                break;
        }
        statement = statement.subspan(std::min(at + 1, statement.size()));
    }
    return statement;
}

bool endsLikeFunctionHead(Statement statement)
{
    if (statement.empty())
        return false;
    for (const char *word : {")", "const", "noexcept", "override", "final", "try", "mutable"}) {
        if (statement.back() == word)
            return contains(statement, ")");
    }
    return false;
}

bool beginsType(std::string_view word)
{
    return word == "class" || word == "struct" || word == "union" || word == "enum";
}

} // namespace

FunctionScope::Scope FunctionScope::scopeOfBrace() const
{
    const bool inside = !m_scopes.empty() && m_scopes.back() == Scope::Function;
    const Statement statement = withoutTemplateHead(m_statement);
    if (contains(statement, "namespace") || contains(statement, "extern"))
        return contains(statement, "(") ? Scope::Function : Scope::Outer;
    const bool isType = std::ranges::any_of(statement, beginsType);
    if (isType && !endsLikeFunctionHead(statement))
        return Scope::Outer;
    if (inside)
        return Scope::Function;
    if (!m_scopes.empty() && m_scopes.back() == Scope::Value)
        return Scope::Value;
    // "X() : a(1), b{2} {": nothing between the braces.
    return statement.empty() || contains(statement, "(") ? Scope::Function : Scope::Value;
}

void FunctionScope::addDirective(std::string_view directive)
{
    directive.remove_prefix(std::min(directive.find_first_not_of("# \t"), directive.size()));
    if (directive.starts_with("if")) {
        if (m_conditions.size() < maximumDepth)
            m_conditions.push_back(m_scopes);
    } else if (m_conditions.empty()) {
        return;
    } else if (directive.starts_with("el")) {
        m_scopes = m_conditions.back();
    } else if (directive.starts_with("endif")) {
        m_conditions.pop_back();
    }
}

void FunctionScope::add(const SourceToken &token)
{
    const std::string_view text = token.piece.of(m_text);
    if (token.kind == SourceTokenKind::Directive) {
        addDirective(text);
    } else if (token.kind != SourceTokenKind::Punctuation) {
        if (m_statement.size() < maximumDepth)
            m_statement.push_back(text);
    } else if (text == "{") {
        if (m_scopes.size() < maximumDepth)
            m_scopes.push_back(scopeOfBrace());
        m_statement.clear();
        m_roundDepth = 0;
    } else if (text == "}") {
        m_unbalanced = m_unbalanced || m_scopes.empty();
        if (!m_scopes.empty())
            m_scopes.pop_back();
        m_statement.clear();
        m_roundDepth = 0;
    } else if (text == ";" && m_roundDepth <= 0) {
        m_statement.clear();
    } else {
        m_roundDepth += text == "(" ? 1 : 0;
        m_roundDepth -= text == ")" ? 1 : 0;
        if (m_statement.size() < maximumDepth)
            m_statement.push_back(text);
    }
}

} // namespace gatewright::hls
