// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/drafting.h"
#include "tests/support/draft_trace.h"

#include <functional>
#include <set>
#include <span>
#include <string>

namespace gatewright::test {

// What a pass of so many rows takes, in whatever unit.
using PassCost = std::function<double(std::size_t rows)>;

struct Replay
{
    std::size_t passes = 0;
    std::size_t tokens = 0;
    double cost = 0.0;

    [[nodiscard]] double tokensPerPass() const
    {
        return passes > 0 ? static_cast<double>(tokens) / static_cast<double>(passes) : 0.0;
    }
};

// Whether a repeated 12-token sequence stands in it: loops are no speed.
inline bool goesInCircles(const DraftTrace &trace)
{
    constexpr std::size_t kRound = 12;
    std::set<std::vector<decode::TokenId>> seen;
    for (std::size_t i = 0; i + kRound <= trace.answer.size(); ++i) {
        const auto begin = trace.answer.begin() + static_cast<std::ptrdiff_t>(i);
        if (!seen.emplace(begin, begin + kRound).second)
            return true;
    }
    return false;
}

// Drafts along the recorded answer as a generator would. Rows off the answer are unknown: they say nothing.
inline Replay replay(const DraftTrace &trace, decode::Drafting &drafting, std::size_t vocabularySize,
                     const PassCost &cost)
{
    Replay result;
    std::vector<float> unknown(vocabularySize, 0.0F);
    std::vector<float> row(vocabularySize);
    std::vector<decode::TokenId> context = trace.prompt;
    drafting.setSurroundings(trace.after);
    drafting.begin(context, {});
    context.push_back(trace.answer.front());
    std::size_t written = 1;
    while (written < trace.answer.size()) {
        decode::TreeLimits limits;
        limits.depth = std::min(limits.depth, trace.answer.size() - written - 1);
        const decode::DraftTree &tree = drafting.draft(context, limits);
        std::vector<std::size_t> path{decode::DraftTree::root};
        decode::TokenId next = trace.answer[written];
        for (;;) {
            const std::size_t node = tree.child(path.back(), next);
            if (node == tree.size() || written + path.size() >= trace.answer.size())
                break;
            path.push_back(node);
            next = trace.answer[written + path.size() - 1];
        }
        const auto logits = [&](std::size_t node) -> std::span<const float> {
            const auto place = std::ranges::find(path, node);
            if (place == path.end())
                return unknown;
            const decode::RowTop &top = trace.rows[written + static_cast<std::size_t>(place - path.begin())];
            std::ranges::fill(row, -50.0F);
            for (std::size_t rank = 0; rank < top.count; ++rank)
                row[static_cast<std::size_t>(top.tokens[rank])] = top.behind[rank];
            return row;
        };
        const double passCost = cost(tree.size());
        drafting.verified({path, next, logits, {}, passCost});
        ++result.passes;
        result.tokens += path.size();
        result.cost += passCost;
        context.insert(context.end(), trace.answer.begin() + static_cast<std::ptrdiff_t>(written),
                       trace.answer.begin() + static_cast<std::ptrdiff_t>(written + path.size()));
        written += path.size();
    }
    drafting.end(trace.answer);
    return result;
}

inline void learnHistory(const DraftTraces &traces, decode::Drafting &drafting)
{
    for (std::size_t i = 0; i < traces.history.size(); ++i)
        drafting.history().put("history/" + std::to_string(i), traces.history[i]);
}

// As if the model had read the texts that it was recorded to have read.
inline void teach(const DraftTraces &traces, decode::Drafting &drafting)
{
    for (const DraftTrace &text : traces.taught) {
        for (std::size_t i = 0; i < text.rows.size(); ++i) {
            decode::RecentTokens recent;
            recent.addBefore(std::span(text.answer).first(i + 1));
            drafting.recycling().put(recent.tokens(), text.rows[i]);
        }
    }
}

} // namespace gatewright::test
