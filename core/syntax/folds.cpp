// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/folds.h"

#include "core/syntax/node_walk.h"

#include <algorithm>
#include <array>

namespace gatewright::detail {

namespace {

constexpr std::array<std::string_view, 8> bracketed{
    "compound_statement", "field_declaration_list", "enumerator_list", "initializer_list",
    "declaration_list",   "argument_list",          "parameter_list",  "template_parameter_list"};
constexpr std::array<std::string_view, 6> bracketedPython{"list",  "dictionary",    "set",
                                                          "tuple", "argument_list", "parameters"};
constexpr std::array<std::string_view, 2> whole{"comment", "string"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

int lineOf(TSPoint point)
{
    return static_cast<int>(point.row);
}

bool opensWithBracket(Language language, std::string_view type)
{
    return language == Language::Qiskit ? contains(bracketedPython, type) : contains(bracketed, type);
}

void append(std::vector<FoldRange> &folds, int first, int last)
{
    if (last > first && (folds.empty() || folds.back().firstLine != first))
        folds.push_back({first, last});
}

} // namespace

std::vector<FoldRange> foldsOf(const TSTree *tree, Language language)
{
    std::vector<FoldRange> folds;
    int headerLine = 0; // of the last colon: the Python block that follows belongs to it
    walk(ts_tree_root_node(tree), [&](TSNode node) {
        const std::string_view type = typeOf(node);
        const int first = lineOf(ts_node_start_point(node));
        const int last = lineOf(ts_node_end_point(node));
        if (type == ":") {
            headerLine = first;
            return false;
        }
        if (language == Language::Qiskit && type == "block")
            append(folds, headerLine, last);
        if (first == last)
            return false;
        if (opensWithBracket(language, type))
            append(folds, first, last - 1);
        else if (contains(whole, type))
            append(folds, first, last);
        return true;
    });
    return folds;
}

} // namespace gatewright::detail
