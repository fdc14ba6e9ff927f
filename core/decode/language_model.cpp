// SPDX-License-Identifier: Apache-2.0
#include "core/decode/language_model.h"

#include <algorithm>
#include <utility>

namespace gatewright::decode {

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
