// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/torch_context.h"

#include "core/model/torch/guarded.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatewright::model {

namespace {

constexpr auto kMostRows = static_cast<std::size_t>(TorchPass::kMostRows);

std::int64_t number(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

} // namespace

TorchContext::TorchContext(const LlamaConfig &config, const TorchWeights &weights, c10::Device device,
                           DeviceOptions::PassRows passRows, std::size_t capacity)
    : m_config(config)
    , m_capacity(capacity)
    , m_pass(config, weights, device, passRows, number(capacity + Context::kMaximumTreeNodes))
{
    m_tokens.reserve(capacity);
}

Result<void> TorchContext::checkTokens(std::span<const TokenId> tokens) const
{
    if (tokens.empty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There are no tokens to evaluate."));
    for (const TokenId token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= m_config.vocabularySize)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("Token %1 is not in the model's vocabulary.").arg(token));
    return {};
}

void TorchContext::forgetOutputs(std::size_t rows)
{
    m_logitsRows = 0;
    m_tree.clear();
    m_logits.resize(rows * m_config.vocabularySize);
    m_hidden.resize(m_hiddenStates == HiddenStates::Keep ? rows * m_config.embeddingLength : 0);
}

Result<void> TorchContext::runPass(std::span<const TorchRow> rows, std::size_t withoutLogits,
                                   std::size_t firstLogits)
{
    return guarded([&]() -> Result<void> {
        const c10::InferenceMode inference;
        const std::size_t wanted = rows.size() - withoutLogits;
        m_pass.run(rows, wanted > 0 ? TorchPass::Output::Logits : TorchPass::Output::None);
        if (wanted == 0)
            return {};
        m_pass.copyLogits(number(withoutLogits), number(wanted),
                          m_logits.data() + firstLogits * m_config.vocabularySize);
        if (!m_hidden.empty())
            m_pass.copyStates(number(withoutLogits), number(wanted),
                              m_hidden.data() + firstLogits * m_config.embeddingLength);
        return {};
    });
}

Result<void> TorchContext::checkLogits(std::size_t rows)
{
    if (!std::ranges::all_of(m_logits, [](float value) { return std::isfinite(value); }))
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The model computes values that are not numbers; its file is damaged, fetch "
                           "it again."));
    m_logitsRows = rows;
    return {};
}

Result<void> TorchContext::evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor,
                                    std::stop_token stop)
{
    GW_CHECK(checkTokens(tokens));
    if (tokens.size() > m_capacity - m_tokens.size())
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The text is longer than the context of %1 tokens; shorten it.").arg(m_capacity));
    const std::size_t wanted = logitsFor == LogitsFor::All    ? tokens.size()
                               : logitsFor == LogitsFor::Last ? 1
                                                              : 0;
    forgetOutputs(wanted);
    const std::size_t firstWanted = tokens.size() - wanted;
    for (std::size_t begin = 0; begin < tokens.size(); begin += kMostRows) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
        const auto part = tokens.subspan(begin, std::min(kMostRows, tokens.size() - begin));
        std::vector<TorchRow> rows;
        for (std::size_t i = 0; i < part.size(); ++i) {
            const std::int64_t position = number(m_tokens.size() + i);
            rows.push_back({part[i], position, position, position + 1});
        }
        const std::size_t skipped = std::clamp(firstWanted, begin, begin + part.size()) - begin;
        GW_CHECK(runPass(rows, skipped, std::max(begin, firstWanted) - firstWanted));
        m_tokens.insert(m_tokens.end(), part.begin(), part.end());
    }
    return checkLogits(wanted);
}

std::span<const float> TorchContext::logits(std::size_t row) const
{
    if (row >= m_logitsRows)
        return {};
    return std::span(m_logits).subspan(row * m_config.vocabularySize, m_config.vocabularySize);
}

std::span<const float> TorchContext::hidden(std::size_t row) const
{
    if (row >= m_logitsRows || m_hidden.empty())
        return {};
    return std::span(m_hidden).subspan(row * m_config.embeddingLength, m_config.embeddingLength);
}

void TorchContext::truncate(std::size_t length)
{
    m_tree.clear();
    if (length < m_tokens.size())
        m_tokens.resize(length);
}

Result<void> TorchContext::evaluateTree(std::span<const TreeNode> nodes, std::stop_token stop)
{
    if (nodes.empty() || nodes.size() > Context::kMaximumTreeNodes)
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("A tree has between 1 and %1 nodes.").arg(Context::kMaximumTreeNodes));
    const std::int64_t begin = number(m_tokens.size());
    std::vector<TorchRow> rows;
    std::vector<TokenId> tokens;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const std::size_t parent = nodes[node].parent;
        if (parent != TreeNode::kRoot && parent >= node)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("A node of a tree stands before its parent."));
        TorchRow row{nodes[node].token, begin, begin + number(node), begin, {}};
        if (parent != TreeNode::kRoot) {
            row.position = rows[parent].position + 1;
            row.more = rows[parent].more;
        }
        row.more.push_back(row.slot);
        if (row.position >= number(m_capacity))
            return makeError(ErrorCode::LimitExceeded,
                             QStringLiteral("The text is longer than the context of %1 tokens; shorten it.")
                                 .arg(m_capacity));
        rows.push_back(std::move(row));
        tokens.push_back(nodes[node].token);
    }
    GW_CHECK(checkTokens(tokens));
    if (stop.stop_requested())
        return makeError(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
    forgetOutputs(nodes.size());
    GW_CHECK(runPass(rows, 0, 0));
    GW_CHECK(checkLogits(nodes.size()));
    m_tree.assign(nodes.begin(), nodes.end());
    return {};
}

void TorchContext::acceptPath(std::span<const std::size_t> path)
{
    const std::size_t begin = m_tokens.size();
    std::size_t parent = TreeNode::kRoot;
    const c10::InferenceMode inference;
    for (const std::size_t node : path) {
        if (node >= m_tree.size() || m_tree[node].parent != parent)
            break;
        // Nodes come after their parents, so that what is overwritten is never needed again. A device that
        // fails here fails in the next evaluation too, and there it is told.
        const auto copied = guarded([&]() -> Result<void> {
            m_pass.copySlot(number(begin + node), number(m_tokens.size()));
            return {};
        });
        if (!copied)
            break;
        m_tokens.push_back(m_tree[node].token);
        parent = node;
    }
    m_tree.clear();
}

} // namespace gatewright::model
