// SPDX-License-Identifier: Apache-2.0
#include "core/decode/generation.h"

namespace gatewright::decode {

Result<void> GenerationRequest::check() const
{
    GW_CHECK(sampling.check());
    if (maxTokens < 1)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("At least one token must be asked for."),
                         QString::number(maxTokens));
    return {};
}

std::optional<GenerationEnd> GenerationRequest::limitReached(std::size_t tokens,
                                                             std::chrono::steady_clock::duration elapsed,
                                                             bool isFull) const
{
    if (tokens >= static_cast<std::size_t>(maxTokens))
        return GenerationEnd::TokenLimit;
    if (maxTime.count() > 0 && elapsed >= maxTime)
        return GenerationEnd::TimeLimit;
    if (isFull)
        return GenerationEnd::ContextFull;
    return std::nullopt;
}

} // namespace gatewright::decode
