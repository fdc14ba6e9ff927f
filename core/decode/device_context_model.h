// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/language_model.h"
#include "core/model/device_decoder.h"

namespace gatewright::decode {

// A context on another device as a LanguageModel: the same sampling and the same trees as on the processor.
// The context outlives it.
class DeviceContextModel final : public LanguageModel
{
public:
    DeviceContextModel(model::DeviceContext &context, std::size_t vocabularySize)
        : m_context(context)
        , m_vocabularySize(vocabularySize)
    {
    }

    [[nodiscard]] std::size_t vocabularySize() const override { return m_vocabularySize; }
    [[nodiscard]] std::size_t capacity() const override { return m_context.capacity(); }
    [[nodiscard]] std::span<const TokenId> tokens() const override { return m_context.tokens(); }
    [[nodiscard]] Result<void> evaluate(std::span<const TokenId> tokens, std::stop_token stop) override;
    [[nodiscard]] std::span<const float> logits() const override { return m_context.logits(0); }
    void truncate(std::size_t length) override { m_context.truncate(length); }
    [[nodiscard]] std::size_t mostTreeNodes() const override { return model::Context::kMaximumTreeNodes; }
    [[nodiscard]] Result<void> evaluateTree(std::span<const model::TreeNode> nodes,
                                            std::stop_token stop) override;
    [[nodiscard]] std::span<const float> treeLogits(std::size_t node) const override
    {
        return m_context.logits(node);
    }
    void acceptPath(std::span<const std::size_t> path) override { m_context.acceptPath(path); }

private:
    model::DeviceContext &m_context;
    std::size_t m_vocabularySize;
};

} // namespace gatewright::decode
