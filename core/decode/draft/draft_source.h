// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/draft_tree.h"

#include <cstddef>
#include <functional>
#include <span>

namespace gatewright::decode {

// What one tree may be.
struct TreeLimits
{
    std::size_t rows = DraftTree::most; // the root's included
    std::size_t depth = 16;             // of the deepest node
    std::size_t before = 0;             // rows that the pass has anyway, for tokens that come before the root
    // The tokens that may follow the root, rising; empty: any.
    std::span<const TokenId> allowed;
    std::function<void()> onNode; // called at each node that is looked at; may be empty
};

// What a pass over a tree has shown.
struct PassOutcome
{
    std::span<const std::size_t> path; // the nodes that stand, the root first
    TokenId next = 0;                  // what was chosen behind the last of them
    // The logits of a node's row, without those beyond the vocabulary; valid during the call.
    std::function<std::span<const float>(std::size_t node)> logits;
    // The model's state that they came from (LanguageModel::treeState()), or nothing.
    std::function<std::span<const float>(std::size_t node)> states;
    double milliseconds = 0.0; // that the pass took
};

// Where a generator gets its drafts from. Whatever they are, they change the time and never the text. For
// one thread at a time.
class DraftSource
{
public:
    virtual ~DraftSource() = default;

    // An answer begins behind this prompt. `state` is the model's behind it; empty when it is not known.
    virtual void begin(std::span<const TokenId> prompt, std::span<const float> state) = 0;
    // What to verify next: `context` is prompt and answer so far, and its last token, which no pass has seen
    // yet, is the root (so may be `before` tokens in front of it). The tree lives until the next call and is
    // within the limits, which are at least one row.
    [[nodiscard]] virtual const DraftTree &draft(std::span<const TokenId> context,
                                                 const TreeLimits &limits) = 0;
    // What became of the last tree; a pass that failed is not reported.
    virtual void verified(const PassOutcome &outcome) = 0;
    // The answer is complete: these tokens, the last of which may not have been evaluated.
    virtual void end(std::span<const TokenId> answer) = 0;
};

} // namespace gatewright::decode
