// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/declared_names.h"

#include "plugins/language-hls/core/pragma/source_scanner.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace gatewright::hls {

namespace {

constexpr std::size_t mostTokens = 4096;  // of one statement; the rest of a longer one is not looked at
constexpr std::size_t deepestBlock = 512; // deeper ones count as the one around them
constexpr std::size_t mostNames = 500;

struct Word
{
    std::string_view text;
    SourceTokenKind kind = SourceTokenKind::Punctuation;

    [[nodiscard]] bool is(std::string_view other) const { return text == other; }
    // The scanner takes a number for a word, too.
    [[nodiscard]] bool isNumber() const { return text.front() >= '0' && text.front() <= '9'; }
    [[nodiscard]] bool isWord() const { return kind == SourceTokenKind::Word && !isNumber(); }
    [[nodiscard]] bool isLiteral() const { return kind == SourceTokenKind::Literal || isNumber(); }
};
using Statement = std::span<const Word>;

bool startsNoDeclaration(std::string_view word)
{
    static constexpr std::array words{"return",  "using",  "typedef",   "goto",     "case",      "delete",
                                      "throw",   "if",     "while",     "else",     "do",        "switch",
                                      "break",   "friend", "public",    "class",    "namespace", "enum",
                                      "private", "union",  "protected", "continue", "default"};
    return std::ranges::find(words, word) != words.end();
}

bool opens(const Word &word)
{
    return word.is("(") || word.is("[") || word.is("{");
}

bool closes(const Word &word)
{
    return word.is(")") || word.is("]") || word.is("}");
}

// Behind the brackets that open at `at`.
std::size_t behindBrackets(Statement statement, std::size_t at)
{
    int depth = 0;
    for (; at < statement.size(); ++at) {
        depth += opens(statement[at]) ? 1 : 0;
        depth -= closes(statement[at]) ? 1 : 0;
        if (depth == 0)
            return at + 1;
    }
    return at;
}

// Behind the "<...>" of a template that opens at `at`.
std::size_t behindAngles(Statement statement, std::size_t at)
{
    int depth = 0;
    for (; at < statement.size(); ++at) {
        depth += statement[at].is("<") ? 1 : 0;
        depth -= statement[at].is(">") ? 1 : 0;
        if (depth == 0)
            return at + 1;
    }
    return at;
}

// What may follow the name of a variable.
bool endsName(Statement statement, std::size_t behind)
{
    if (behind == statement.size())
        return true;
    const Word &next = statement[behind];
    if (next.is("("))
        return behind + 1 < statement.size() && statement[behind + 1].isLiteral();
    return next.is("[") || next.is("=") || next.is(",") || next.is("{");
}

// Where the first declared name stands; nothing when the statement declares none.
std::optional<std::size_t> firstName(Statement statement)
{
    std::size_t typeWords = 0;
    for (std::size_t at = 0; at < statement.size();) {
        const Word &word = statement[at];
        if (word.isWord()) {
            const bool isPath = at > 0 && statement[at - 1].is(":");
            if (typeWords > 0 && !isPath && endsName(statement, at + 1))
                return at;
            ++typeWords;
            ++at;
        } else if (word.is("<") && typeWords > 0) {
            at = behindAngles(statement, at);
        } else if ((word.is("*") || word.is("&") || word.is(":")) && (typeWords > 0 || word.is(":"))) {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

void addNames(Statement statement, std::vector<std::string_view> &names)
{
    if (statement.size() > 2 && statement[0].isWord() && statement[1].is(":") && !statement[2].is(":"))
        statement = statement.subspan(2); // a label
    if (statement.empty() || startsNoDeclaration(statement[0].text))
        return;
    std::optional<std::size_t> name = firstName(statement);
    while (name && names.size() < mostNames) {
        names.push_back(statement[*name].text);
        std::size_t at = *name + 1;
        while (at < statement.size() && !statement[at].is(","))
            at = opens(statement[at]) ? behindBrackets(statement, at) : at + 1;
        ++at;
        while (at < statement.size() && (statement[at].is("*") || statement[at].is("&")))
            ++at;
        name.reset();
        if (at < statement.size() && statement[at].isWord() && endsName(statement, at + 1))
            name = at;
    }
}

// What the parentheses of a function's head, or of a "for", declare.
void addParameters(Statement statement, std::vector<std::string_view> &names)
{
    const auto open = std::ranges::find_if(statement, [](const Word &word) { return word.is("("); });
    if (open == statement.end())
        return;
    std::size_t begin = static_cast<std::size_t>(open - statement.begin()) + 1;
    const std::size_t end = behindBrackets(statement, begin - 1);
    int angles = 0;
    for (std::size_t at = begin; at < end;) {
        const Word &word = statement[at];
        angles += word.is("<") ? 1 : 0;
        angles -= word.is(">") && angles > 0 ? 1 : 0;
        const bool isLast = at + 1 == end;
        if (isLast || word.is(";") || (word.is(",") && angles == 0)) {
            std::size_t partEnd = at;
            if (isLast && !closes(word))
                ++partEnd; // half typed
            addNames(statement.subspan(begin, partEnd - begin), names);
            begin = at + 1;
            angles = 0;
        }
        at = opens(word) ? behindBrackets(statement, at) : at + 1;
        at = std::min(at, end);
    }
}

// Whether braces behind it hold a value and no block.
bool wantsValue(Statement statement)
{
    if (statement.empty() || statement[0].is("struct") || startsNoDeclaration(statement[0].text))
        return false;
    const Word &last = statement.back();
    return last.is("=") || last.is("]") || last.is(",") || firstName(statement) == statement.size() - 1;
}

} // namespace

std::vector<std::string> namesInScope(std::string_view text, std::size_t offset, const std::stop_token &token)
{
    std::vector<std::vector<std::string_view>> blocks(1);
    std::vector<Word> statement;
    int round = 0;
    int valueDepth = 0; // of braces around values, which stay in the statement
    SourceScanner scanner(text.substr(0, std::min(offset, text.size())));
    for (std::size_t count = 1; auto next = scanner.next(); ++count) {
        if (count % 4096 == 0 && token.stop_requested())
            return {};
        if (next->kind == SourceTokenKind::Directive)
            continue;
        const Word word{next->piece.of(text), next->kind};
        if (word.is("{") && (valueDepth > 0 || wantsValue(statement))) {
            ++valueDepth;
            statement.push_back(word);
        } else if (word.is("}") && valueDepth > 0) {
            --valueDepth;
            statement.push_back(word);
        } else if (word.is("{")) {
            std::vector<std::string_view> inside;
            addParameters(statement, inside);
            if (blocks.size() < deepestBlock)
                blocks.push_back(std::move(inside));
            statement.clear();
            round = 0;
        } else if (word.is("}")) {
            if (blocks.size() > 1)
                blocks.pop_back();
            statement.clear();
            round = 0;
        } else if (word.is(";") && round <= 0) {
            addNames(statement, blocks.back());
            statement.clear();
            valueDepth = 0; // half typed
        } else {
            round += word.is("(") ? 1 : 0;
            round -= word.is(")") ? 1 : 0;
            if (statement.size() < mostTokens)
                statement.push_back(word);
        }
    }
    std::vector<std::string> names;
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        for (auto name = block->rbegin(); name != block->rend() && names.size() < mostNames; ++name) {
            if (std::ranges::find(names, *name) == names.end())
                names.emplace_back(*name);
        }
    }
    return names;
}

} // namespace gatewright::hls
