// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/bracket_check.h"

#include "core/syntax/node_walk.h"

#include <algorithm>
#include <array>
#include <optional>

namespace gatewright::detail {

namespace {

struct Bracket
{
    char bracket = 0;
    std::size_t offset = 0;
};

struct Pair
{
    std::size_t open = 0;
    std::size_t close = 0;
};

constexpr char partnerOf(char opening)
{
    return opening == '(' ? ')' : opening == '[' ? ']' : '}';
}

constexpr bool isOpening(char bracket)
{
    return bracket == '(' || bracket == '[' || bracket == '{';
}

std::vector<Bracket> bracketsOf(const TSTree *tree)
{
    std::vector<Bracket> brackets;
    walk(ts_tree_root_node(tree), [&brackets](TSNode node) {
        const std::string_view type = typeOf(node);
        const bool single =
            type.size() == 1 && std::string_view("()[]{}").find(type[0]) != std::string_view::npos;
        if (single && !ts_node_is_named(node) && !ts_node_is_missing(node))
            brackets.push_back({type[0], ts_node_start_byte(node)});
        return true;
    });
    return brackets;
}

// The indentation of the line of `offset` in bytes; the line is looked at from 4 kB before `offset` on.
std::size_t indentation(std::string_view source, std::size_t offset)
{
    constexpr std::size_t farthest = 4096;
    const std::size_t from = offset - std::min(offset, farthest);
    const std::size_t start = from + source.substr(from, offset - from).rfind('\n') + 1;
    return std::min(source.find_first_not_of(" \t", start), source.size()) - start;
}

bool isFirstOfItsLine(std::string_view source, std::size_t offset)
{
    const std::size_t before = source.substr(0, offset).find_last_not_of(" \t");
    return before == std::string_view::npos || source[before] == '\n';
}

// The first pair of braces whose closing one stands alone further left than the line that opened it.
std::optional<Pair> firstOddPair(std::string_view source, const std::vector<Pair> &pairs)
{
    std::optional<Pair> odd;
    for (const Pair &pair : pairs) {
        const bool suspicious = source[pair.open] == '{' && isFirstOfItsLine(source, pair.close) &&
                                indentation(source, pair.close) < indentation(source, pair.open);
        if (suspicious && (!odd || pair.close < odd->close))
            odd = pair;
    }
    return odd;
}

} // namespace

std::vector<LoneBracket> loneBrackets(const TSTree *tree, std::string_view source)
{
    std::vector<LoneBracket> lone;
    std::vector<Bracket> open;
    std::vector<Pair> pairs;
    std::array<std::size_t, 128> waiting{}; // how many brackets in `open` wait for this closing one
    const auto pop = [&] {
        --waiting[static_cast<unsigned char>(partnerOf(open.back().bracket))];
        open.pop_back();
    };
    for (const Bracket &bracket : bracketsOf(tree)) {
        if (isOpening(bracket.bracket)) {
            open.push_back(bracket);
            ++waiting[static_cast<unsigned char>(partnerOf(bracket.bracket))];
            continue;
        }
        if (waiting[static_cast<unsigned char>(bracket.bracket)] == 0) {
            lone.push_back({bracket.bracket, bracket.offset, bracket.offset});
            continue;
        }
        for (; partnerOf(open.back().bracket) != bracket.bracket; pop())
            lone.push_back({open.back().bracket, open.back().offset, bracket.offset});
        pairs.push_back({open.back().offset, bracket.offset});
        pop();
    }
    const std::optional<Pair> odd = firstOddPair(source, pairs);
    for (const Bracket &bracket : open) {
        if (bracket.bracket == '{' && odd && odd->open > bracket.offset)
            lone.push_back({'{', odd->open, odd->close});
        else
            lone.push_back({bracket.bracket, bracket.offset, source.size()});
    }
    std::sort(lone.begin(), lone.end(),
              [](const LoneBracket &a, const LoneBracket &b) { return a.offset < b.offset; });
    const auto same = [](const LoneBracket &a, const LoneBracket &b) { return a.offset == b.offset; };
    lone.erase(std::unique(lone.begin(), lone.end(), same), lone.end());
    return lone;
}

} // namespace gatewright::detail
