// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/device_decoder.h"
#include "core/model/torch/torch_pass.h"

#include <functional>
#include <vector>

namespace gatewright::model {

// Position p of the sequence lies in slot p; node i of a tree behind the last of them, in slot length + i.
class TorchContext final : public DeviceContext
{
public:
    // Config and weights outlive it. Throws what torch throws.
    TorchContext(const LlamaConfig &config, const TorchWeights &weights, c10::Device device,
                 DeviceOptions::PassRows passRows, std::size_t capacity);

    [[nodiscard]] Result<void> evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor,
                                        std::stop_token stop) override;
    [[nodiscard]] std::size_t logitsRows() const override { return m_logitsRows; }
    [[nodiscard]] std::span<const float> logits(std::size_t row) const override;
    void setHiddenStates(HiddenStates hiddenStates) override { m_hiddenStates = hiddenStates; }
    [[nodiscard]] std::span<const float> hidden(std::size_t row) const override;
    [[nodiscard]] std::size_t capacity() const override { return m_capacity; }
    [[nodiscard]] std::span<const TokenId> tokens() const override { return m_tokens; }
    void truncate(std::size_t length) override;
    [[nodiscard]] Result<void> evaluateTree(std::span<const TreeNode> nodes, std::stop_token stop) override;
    void acceptPath(std::span<const std::size_t> path) override;
    [[nodiscard]] std::size_t bytes() const override { return m_pass.bytes(); }

private:
    [[nodiscard]] Result<void> checkTokens(std::span<const TokenId> tokens) const;
    void forgetOutputs(std::size_t rows);
    // A pass whose rows from `withoutLogits` on give the logits from `firstLogits` on.
    [[nodiscard]] Result<void> runPass(std::span<const TorchRow> rows, std::size_t withoutLogits,
                                       std::size_t firstLogits);
    [[nodiscard]] Result<void> checkLogits(std::size_t rows);

    const LlamaConfig &m_config;
    const std::size_t m_capacity;
    TorchPass m_pass;
    std::vector<TokenId> m_tokens;
    std::vector<float> m_logits;
    std::size_t m_logitsRows = 0;
    HiddenStates m_hiddenStates = HiddenStates::Drop;
    std::vector<float> m_hidden;
    std::vector<TreeNode> m_tree; // of the last evaluateTree(); empty when something came after it
};

} // namespace gatewright::model
