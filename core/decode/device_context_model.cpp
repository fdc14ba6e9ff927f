// SPDX-License-Identifier: Apache-2.0
#include "core/decode/device_context_model.h"

#include <utility>

namespace gatewright::decode {

Result<void> DeviceContextModel::evaluate(std::span<const TokenId> tokens, std::stop_token stop)
{
    return m_context.evaluate(tokens, model::LogitsFor::Last, std::move(stop));
}

Result<void> DeviceContextModel::evaluateTree(std::span<const model::TreeNode> nodes, std::stop_token stop)
{
    return m_context.evaluateTree(nodes, std::move(stop));
}

} // namespace gatewright::decode
