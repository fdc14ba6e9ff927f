// SPDX-License-Identifier: Apache-2.0
#include "core/decode/context_model.h"

namespace gatewright::decode {

Result<void> ContextModel::evaluate(std::span<const TokenId> tokens, std::stop_token stop)
{
    return m_context.evaluate(tokens, model::LogitsFor::Last, std::move(stop));
}

Result<void> ContextModel::beginAnswer(std::stop_token stop)
{
    return m_view ? m_context.beginView(*m_view, std::move(stop)) : Result<void>();
}

Result<void> ContextModel::evaluateTree(std::span<const model::TreeNode> nodes, std::stop_token stop)
{
    return m_context.evaluateTree(nodes, std::move(stop));
}

} // namespace gatewright::decode
