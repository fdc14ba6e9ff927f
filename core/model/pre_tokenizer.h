// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gatewright::model {

// The ways of the families, after the names that llama.cpp gave them.
enum class PreTokenizerKind {
    // First each \p{N} by itself, then what is between by GPT-2's expression, where the end of such a part
    // counts as the end of the text (smollm, starcoder, refact, command-r).
    StarCoder,
    // 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    Gpt2,
    // (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|
    // \s+(?!\S)|\s+
    Qwen2,
    // The same with \p{N}{1,3}.
    Llama3,
    // One after the other, each cutting the pieces of the one before: [\r\n], \s?\p{L}+, \s?\p{P}+, the
    // ideographs and what lies around them, \p{N}.
    DeepSeekCoder,
    // [\r\n], \s? and letters with case, \s? and ASCII or full-width signs, \s+$, ideographs, \p{N}+.
    DeepSeekLlm,
};

// Cuts text into the pieces that byte-pair encoding may not join across. Written by hand over Unicode
// categories: the expressions backtrack over at most one run of white space, so this is linear.
//
// A byte that is not part of valid UTF-8 counts as a symbol of its own that is neither space nor letter nor
// digit.
class PreTokenizer
{
public:
    explicit PreTokenizer(std::string_view text, PreTokenizerKind kind = PreTokenizerKind::StarCoder);

    // The next piece, in place; empty at the end of the text.
    [[nodiscard]] std::string_view next();

private:
    [[nodiscard]] std::size_t endOfPiece() const;

    std::string_view m_text;
    PreTokenizerKind m_kind;
    std::size_t m_position = 0;
    // Where the pieces end, for the kinds that work in several passes over the text.
    std::vector<std::size_t> m_ends;
    std::size_t m_nextEnd = 0;
};

} // namespace gatewright::model
