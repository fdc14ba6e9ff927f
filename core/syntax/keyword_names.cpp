// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/keyword_names.h"

#include "core/syntax/node_walk.h"

#include <algorithm>
#include <array>
#include <span>

namespace gatewright::detail {

namespace {

using namespace std::string_view_literals;

constexpr std::array cppKeywords{
    "auto"sv,  "break"sv,    "case"sv,   "char"sv,    "const"sv,     "continue"sv, "decltype"sv, "default"sv,
    "do"sv,    "double"sv,   "else"sv,   "enum"sv,    "extern"sv,    "float"sv,    "for"sv,      "goto"sv,
    "if"sv,    "int"sv,      "long"sv,   "mutable"sv, "namespace"sv, "noexcept"sv, "register"sv, "return"sv,
    "short"sv, "signed"sv,   "sizeof"sv, "static"sv,  "struct"sv,    "switch"sv,   "typedef"sv,  "typename"sv,
    "union"sv, "unsigned"sv, "using"sv,  "void"sv,    "volatile"sv,  "while"sv};
constexpr std::array pythonKeywords{"False"sv, "None"sv,   "True"sv,     "and"sv,   "as"sv,      "assert"sv,
                                    "break"sv, "class"sv,  "continue"sv, "def"sv,   "del"sv,     "elif"sv,
                                    "else"sv,  "except"sv, "for"sv,      "from"sv,  "finally"sv, "global"sv,
                                    "if"sv,    "import"sv, "in"sv,       "is"sv,    "lambda"sv,  "nonlocal"sv,
                                    "not"sv,   "or"sv,     "pass"sv,     "raise"sv, "return"sv,  "try"sv,
                                    "while"sv, "with"sv,   "yield"sv};

bool isKeyword(Language language, std::string_view word)
{
    const std::span<const std::string_view> keywords =
        language == Language::Qiskit ? std::span<const std::string_view>(pythonKeywords) : cppKeywords;
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

} // namespace

bool hasKeywordAsName(const TSTree *tree, Language language, std::string_view source, std::size_t from,
                      std::size_t limit)
{
    bool found = false;
    walk(ts_tree_root_node(tree), [&](TSNode node) {
        if (found || ts_node_end_byte(node) <= from || ts_node_start_byte(node) >= limit)
            return false;
        const std::string_view type = typeOf(node);
        if (type.ends_with("identifier") && ts_node_child_count(node) == 0 && !ts_node_is_missing(node) &&
            ts_node_end_byte(node) < limit)
            found = isKeyword(language, textOf(node, source));
        return true;
    });
    return found;
}

} // namespace gatewright::detail
