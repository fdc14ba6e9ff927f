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

} // namespace gatewright::decode
