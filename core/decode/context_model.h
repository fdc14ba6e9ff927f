// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/language_model.h"
#include "core/model/context.h"

#include <optional>

namespace gatewright::decode {

// A context of the product's own decoder as a LanguageModel. The context outlives it.
class ContextModel final : public LanguageModel
{
public:
    // `vocabularySize` is that of the context's model; with a view, long contexts are answered through it,
    // for which the context has spare tokens.
    ContextModel(model::Context &context, std::size_t vocabularySize,
                 std::optional<model::ViewSettings> view = std::nullopt)
        : m_context(context)
        , m_vocabularySize(vocabularySize)
        , m_view(view)
    {
    }

    [[nodiscard]] std::size_t vocabularySize() const override { return m_vocabularySize; }
    [[nodiscard]] std::size_t capacity() const override { return m_context.capacity(); }
    [[nodiscard]] std::span<const TokenId> tokens() const override { return m_context.tokens(); }
    [[nodiscard]] Result<void> evaluate(std::span<const TokenId> tokens, std::stop_token stop) override;
    void expectPass() override { m_context.expectPass(); }
    [[nodiscard]] std::span<const float> logits() const override { return m_context.logits(); }
    void keepStates() override { m_context.setHiddenStates(model::HiddenStates::Keep); }
    [[nodiscard]] std::span<const float> state() const override { return m_context.hidden(); }
    [[nodiscard]] std::span<const float> treeState(std::size_t node) const override
    {
        return m_context.hidden(node);
    }
    void truncate(std::size_t length) override { m_context.truncate(length); }
    [[nodiscard]] Result<void> beginAnswer(std::stop_token stop) override;
    void endAnswer() override { m_context.endView(); }
    [[nodiscard]] model::Context *branchingContext() override { return &m_context; }
    [[nodiscard]] bool viewsAnswers() const override { return m_view.has_value(); }
    [[nodiscard]] std::size_t mostTreeNodes() const override { return model::Context::kMaximumTreeNodes; }
    [[nodiscard]] Result<void> evaluateTree(std::span<const model::TreeNode> nodes,
                                            std::stop_token stop) override;
    [[nodiscard]] std::span<const float> treeLogits(std::size_t node) const override
    {
        return m_context.logits(node);
    }
    void acceptPath(std::span<const std::size_t> path) override { m_context.acceptPath(path); }

private:
    model::Context &m_context;
    std::size_t m_vocabularySize;
    std::optional<model::ViewSettings> m_view;
};

} // namespace gatewright::decode
