// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/context.h"
#include "core/model/token.h"

#include <cstddef>
#include <span>
#include <stop_token>

namespace gatewright::decode {

using model::TokenId;

// A model with one context, as decoding sees it. For one thread at a time.
//
// What it computes for a token depends on the tokens before it alone: how the context came to hold them, in
// one call or in many, after a truncate() or not, makes no difference to a single bit.
class LanguageModel
{
public:
    virtual ~LanguageModel() = default;

    [[nodiscard]] virtual std::size_t vocabularySize() const = 0;
    [[nodiscard]] virtual std::size_t capacity() const = 0;
    // What the context holds, at most capacity().
    [[nodiscard]] virtual std::span<const TokenId> tokens() const = 0;

    // Appends the tokens, which fit, and computes the logits behind the last one. Polls `stop` often enough
    // for a key press. After an error, Cancelled among them, some of the tokens may have been appended:
    // tokens() tells.
    [[nodiscard]] virtual Result<void> evaluate(std::span<const TokenId> tokens, std::stop_token stop) = 0;
    // An evaluation comes within some tens of microseconds: threads that rested between two passes get ready.
    virtual void expectPass() {}
    // One number for each token of the vocabulary, after a successful evaluate() and until the next one or
    // truncate().
    [[nodiscard]] virtual std::span<const float> logits() const = 0;
    // The state behind the model's last norm from which logits() came, and for a node of a tree its own: what
    // an acceleration head drafts from. Empty unless they are kept, which is so from the evaluation on that
    // follows keepStates().
    virtual void keepStates() {}
    [[nodiscard]] virtual std::span<const float> state() const { return {}; }
    [[nodiscard]] virtual std::span<const float> treeState(std::size_t node) const;
    // Forgets all but the first `length` tokens.
    virtual void truncate(std::size_t length) = 0;

    // What is evaluated from here on belongs to an answer to what the context holds, until endAnswer(), which
    // forgets it: a model may do it in a cheaper way than a prompt. The logits stay. Each answer begins anew,
    // so that it stays a function of its request.
    [[nodiscard]] virtual Result<void> beginAnswer(std::stop_token stop);
    virtual void endAnswer() {}

    // The context behind it, if it has one whose sequences beside the main one may be used during an answer;
    // else null.
    [[nodiscard]] virtual model::Context *branchingContext() { return nullptr; }

    // Drafts are verified as trees (model::Context has the terms): the most nodes a tree can have, 0 for a
    // model that knows none, which then is never asked for any.
    [[nodiscard]] virtual std::size_t mostTreeNodes() const { return 0; }
    // Whether beginAnswer() may change what is computed for the tokens after it.
    [[nodiscard]] virtual bool viewsAnswers() const { return false; }
    // Computes the logits behind each node, the same bits as evaluate() would for its path, and leaves
    // tokens() as they are. The deepest node must lie within capacity().
    [[nodiscard]] virtual Result<void> evaluateTree(std::span<const model::TreeNode> nodes,
                                                    std::stop_token stop);
    // After a successful evaluateTree() and until the next evaluation or truncate().
    [[nodiscard]] virtual std::span<const float> treeLogits(std::size_t node) const;
    // Appends nodes of the last tree, each the parent of the next, the first without one. The logits of the
    // nodes are those of before; logits() is not.
    virtual void acceptPath(std::span<const std::size_t> path);
};

// Makes the context hold exactly these tokens, at least one, with the logits behind the last: keeps what it
// holds of them already, but for that last one. Gives how many were kept.
[[nodiscard]] Result<std::size_t> evaluateOnly(LanguageModel &model, std::span<const TokenId> tokens,
                                               std::stop_token stop);

} // namespace gatewright::decode
