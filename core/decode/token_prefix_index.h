// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/tokenizer.h"

#include <span>
#include <string_view>
#include <vector>

namespace gatewright::decode {

using model::TokenId;

// The vocabulary in the order of its bytes, so that the tokens that begin with given bytes stand side by
// side. Without control tokens. Made once a model (some milliseconds); immutable; the tokenizer outlives it.
class TokenPrefixIndex
{
public:
    explicit TokenPrefixIndex(const model::Tokenizer &tokenizer);

    // Tokens whose bytes begin with the prefix, in the order of their bytes: the token that is the prefix
    // itself comes first.
    [[nodiscard]] std::span<const TokenId> startingWith(std::string_view prefix) const;
    // Tokens whose bytes are exactly these (a vocabulary may have doubles).
    [[nodiscard]] std::span<const TokenId> exactly(std::string_view bytes) const;

private:
    const model::Tokenizer &m_tokenizer;
    std::vector<TokenId> m_byBytes;
};

} // namespace gatewright::decode
