// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/generation.h"
#include "core/decode/token_healing.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::decode {

// What has been written of one answer, and whether it ends here: required bytes, stop rules, loops, whole
// characters. A value, so that a search can go on from it in several ways; request, tokenizer and index
// outlive it.
class AnswerText
{
public:
    AnswerText(const GenerationRequest &request, const model::Tokenizer &tokenizer,
               const TokenPrefixIndex &index);

    // Whether any token may come next; otherwise only those of allowed() may, which are at least one.
    // InvalidInput when no tokens can write the required bytes.
    [[nodiscard]] bool isFree() const { return m_constraint.isMet(); }
    [[nodiscard]] Result<std::vector<TokenId>> allowed() const;

    // Takes a token, which may be a control token. Gives the reason when the answer ends with it.
    [[nodiscard]] std::optional<GenerationEnd> add(const Choice &choice);
    [[nodiscard]] Generation finish(GenerationEnd end, const GenerationTiming &timing) const;

private:
    // The bytes behind the required ones.
    [[nodiscard]] std::string_view written() const;
    [[nodiscard]] std::size_t visible(std::size_t end) const;

    const GenerationRequest &m_request;
    const model::Tokenizer &m_tokenizer;
    PrefixConstraint m_constraint;
    LoopDetector m_loop;
    std::string m_bytes;                  // of all tokens, the required bytes first
    std::vector<GeneratedToken> m_tokens; // their ends are offsets in m_bytes
    std::size_t m_certain = 0;            // of written()
    std::optional<std::size_t> m_length;  // of written(), once something ended it
};

// The next token of the answer: any that the sampler likes, or one of those that may come next.
[[nodiscard]] Result<Choice> chooseNext(Sampler &sampler, const AnswerText &answer,
                                        std::span<const float> logits);

} // namespace gatewright::decode
