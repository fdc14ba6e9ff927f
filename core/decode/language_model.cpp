// SPDX-License-Identifier: Apache-2.0
#include "core/decode/language_model.h"

#include <algorithm>
#include <utility>

namespace gatewright::decode {

Result<void> LanguageModel::beginAnswer(std::stop_token stop)
{
    static_cast<void>(stop);
    return {};
}

Result<void> LanguageModel::evaluateTree(std::span<const model::TreeNode> nodes, std::stop_token stop)
{
    static_cast<void>(nodes);
    static_cast<void>(stop);
    return makeError(ErrorCode::Unsupported, QStringLiteral("This model verifies no drafts."));
}

std::span<const float> LanguageModel::treeLogits(std::size_t node) const
{
    static_cast<void>(node);
    return {};
}

std::span<const float> LanguageModel::treeState(std::size_t node) const
{
    static_cast<void>(node);
    return {};
}

void LanguageModel::acceptPath(std::span<const std::size_t> path)
{
    static_cast<void>(path);
}

Result<std::size_t> evaluateOnly(LanguageModel &model, std::span<const TokenId> tokens, std::stop_token stop)
{
    const auto held = model.tokens();
    const auto equal = static_cast<std::size_t>(std::ranges::mismatch(held, tokens).in1 - held.begin());
    const std::size_t kept = std::min(equal, tokens.size() - 1);
    model.truncate(kept);
    GW_CHECK(model.evaluate(tokens.subspan(kept), std::move(stop)));
    return kept;
}

} // namespace gatewright::decode
