// SPDX-License-Identifier: Apache-2.0
#include "core/decode/token_healing.h"

namespace gatewright::decode {

HealedPrompt healPrompt(const model::Tokenizer &tokenizer, std::string_view text, model::TextPart part)
{
    HealedPrompt prompt;
    prompt.tokens = tokenizer.encode(text, model::Specials::AsText, part);
    // In bytes of tokens, not of the text: a byte that the vocabulary lacks was replaced.
    std::size_t outstanding = tokenizer.lengthOfLastPiece(text);
    while (outstanding > 0 && !prompt.tokens.empty()) {
        const std::string_view bytes = tokenizer.bytesOf(prompt.tokens.back());
        if (prompt.required.size() + bytes.size() > kLongestHealing)
            break;
        prompt.required.insert(0, bytes);
        prompt.tokens.pop_back();
        outstanding -= std::min(outstanding, bytes.size());
    }
    return prompt;
}

PrefixConstraint::PrefixConstraint(const TokenPrefixIndex &index, std::string required)
    : m_index(index)
    , m_required(std::move(required))
    , m_canFinish(m_required.size() + 1)
{
    m_canFinish[m_required.size()] = true;
    const std::string_view all = m_required;
    for (std::size_t begin = m_required.size(); begin-- > 0;) {
        m_canFinish[begin] = !m_index.startingWith(all.substr(begin)).empty();
        for (std::size_t end = begin + 1; end < m_required.size() && !m_canFinish[begin]; ++end)
            m_canFinish[begin] = m_canFinish[end] && !m_index.exactly(all.substr(begin, end - begin)).empty();
    }
}

std::vector<TokenId> PrefixConstraint::allowed() const
{
    const std::string_view rest = std::string_view(m_required).substr(m_position);
    const auto whole = m_index.startingWith(rest);
    std::vector<TokenId> tokens(whole.begin(), whole.end());
    for (std::size_t size = 1; size < rest.size(); ++size) {
        if (!m_canFinish[m_position + size])
            continue;
        const auto part = m_index.exactly(rest.substr(0, size));
        tokens.insert(tokens.end(), part.begin(), part.end());
    }
    return tokens;
}

void PrefixConstraint::advance(std::string_view bytes)
{
    m_position += bytes.size();
}

} // namespace gatewright::decode
