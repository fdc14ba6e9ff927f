// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/tokenizer.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatewright::completion {

// Tokens of texts that change a line at a time: every line is remembered, so that only new ones are worked
// on. A line begins with the break of the one before, where no token begins earlier; with tokenizers that
// join the break to what stands before it the tokens are not quite those of the whole text, which is good
// enough to draft from and for nothing else.
class LineTokens
{
public:
    // The tokenizer outlives it.
    explicit LineTokens(const model::Tokenizer &tokenizer)
        : m_tokenizer(tokenizer)
    {
    }

    void append(std::string_view text, std::vector<model::TokenId> &tokens);

private:
    static constexpr std::size_t kMostLines = 16'384;

    const std::vector<model::TokenId> &lineTokens(std::string_view line);

    const model::Tokenizer &m_tokenizer;
    std::unordered_map<std::string, std::vector<model::TokenId>> m_lines;
    std::vector<model::TokenId> m_long; // of a line that is too long to be remembered
};

} // namespace gatewright::completion
