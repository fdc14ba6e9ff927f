// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/token_prefix_index.h"
#include "core/model/tokenizer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::decode {

// Text that ends at a cursor, made ready for a model to go on from.
//
// A cursor rarely stands between tokens: "retur" is not a beginning of " return" in tokens, and a prompt that
// ends in a blank asks for a word without its blank, which models hardly ever saw. So the last piece of the
// text (the smallest part that more text could tokenise differently) is taken off again, and the model must
// begin its answer with those bytes. Measured with the default model on 50 cursors inside words of an HLS and
// a Qiskit program: the word was finished rightly 37 times with this, 4 times without.
struct HealedPrompt
{
    std::vector<TokenId> tokens;
    std::string required; // bytes that the answer has to begin with; not part of what is shown
};

// Pieces longer than this (runs of blanks, generated names) are taken off only in part.
inline constexpr std::size_t kLongestHealing = 64; // bytes

// Control tokens in the text are text.
[[nodiscard]] HealedPrompt healPrompt(const model::Tokenizer &tokenizer, std::string_view text,
                                      model::TextPart part = model::TextPart::Whole);

// Which tokens may come next while required bytes are outstanding: those that begin with all that is
// outstanding, and those that are a beginning of it from which other tokens can finish. The index outlives
// it.
class PrefixConstraint
{
public:
    PrefixConstraint(const TokenPrefixIndex &index, std::string required);

    [[nodiscard]] bool isMet() const { return m_position >= m_required.size(); }
    // While it is not met: the tokens that may come next. None only when no sequence of tokens makes the
    // required bytes.
    [[nodiscard]] std::vector<TokenId> allowed() const;
    // Takes the bytes of the token that was chosen among allowed().
    void advance(std::string_view bytes);

private:
    const TokenPrefixIndex &m_index;
    std::string m_required;
    std::size_t m_position = 0;
    std::vector<bool> m_canFinish; // whether tokens can be found for the bytes from here on
};

} // namespace gatewright::decode
