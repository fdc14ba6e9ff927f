// SPDX-License-Identifier: Apache-2.0
#include "core/decode/token_prefix_index.h"

#include <algorithm>

namespace gatewright::decode {

TokenPrefixIndex::TokenPrefixIndex(const model::Tokenizer &tokenizer)
    : m_tokenizer(tokenizer)
{
    m_byBytes.reserve(tokenizer.vocabularySize());
    for (std::size_t i = 0; i < tokenizer.vocabularySize(); ++i) {
        const auto token = static_cast<TokenId>(i);
        if (!tokenizer.isControl(token) && !tokenizer.bytesOf(token).empty())
            m_byBytes.push_back(token);
    }
    std::ranges::stable_sort(m_byBytes, {}, [&](TokenId token) { return tokenizer.bytesOf(token); });
}

std::span<const TokenId> TokenPrefixIndex::startingWith(std::string_view prefix) const
{
    return std::ranges::equal_range(m_byBytes, prefix, {}, [&](TokenId token) {
        return m_tokenizer.bytesOf(token).substr(0, prefix.size());
    });
}

std::span<const TokenId> TokenPrefixIndex::exactly(std::string_view bytes) const
{
    return std::ranges::equal_range(m_byBytes, bytes, {},
                                    [&](TokenId token) { return m_tokenizer.bytesOf(token); });
}

} // namespace gatewright::decode
