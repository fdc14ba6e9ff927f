// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/byte_pair_encoder.h"
#include "core/model/pre_tokenizer.h"
#include "core/model/token.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gatewright::model {

// What a text is cut into before pairs are joined.
enum class Alphabet {
    Bytes,      // GPT-2: each byte is a token of its own
    Characters, // SentencePiece: characters, a blank written as U+2581; what the vocabulary lacks as bytes
};

enum class TokenKind : std::uint8_t {
    Normal,
    Control,     // never a part of a text
    UserDefined, // ordinary text that the model's makers gave a token of its own
    Byte,        // <0x0A>
    Unused,      // a place that was left empty
};

// Where SentencePiece writes a blank that the text does not have.
enum class LeadingBlank {
    Never,
    TextBegin, // once
    EachPart,  // and behind every control token
};

// The control tokens of fill-in-the-middle, -1 where the model has none: prefix and suffix begin their parts,
// middle is what the model goes on from.
struct FillInTheMiddle
{
    TokenId prefix = -1;
    TokenId suffix = -1;
    TokenId middle = -1;

    [[nodiscard]] bool isComplete() const { return prefix >= 0 && suffix >= 0 && middle >= 0; }
};

// A tokenizer as a file describes it, read and not yet checked as a whole: what Tokenizer is made from.
struct TokenizerParts
{
    QString fileName; // for errors
    std::string kind; // as the file names it: "gpt2/smollm"
    Alphabet alphabet = Alphabet::Bytes;
    PreTokenizerKind preTokenizer = PreTokenizerKind::StarCoder; // for bytes
    LeadingBlank leadingBlank = LeadingBlank::Never;             // for characters
    bool takesWholePieces = false; // a piece that is a token is not made by merges

    std::vector<std::string> names; // by id; the spelling of the file
    std::vector<TokenKind> kinds;   // one a name
    std::vector<BytePairEncoder::Merge> merges;
    std::vector<std::uint32_t> ranks; // one a merge; none when the rank is the index

    TokenId beginOfText = -1;        // only where texts are to begin with it
    TokenId endOfText = -1;          // as the file says; -1 when it does not
    FillInTheMiddle fillInTheMiddle; // as far as the file says; the rest is found by name
    std::string chatTemplate;        // Jinja, as it stands in the file; may be empty
};

using VocabularyIndex = std::unordered_map<std::string_view, TokenId>;

// Names to ids, of two equal names the first one; normal tokens only when `normalOnly`. The parts outlive it.
[[nodiscard]] VocabularyIndex indexOf(const TokenizerParts &parts, bool normalOnly);

// Sets the merges from pairs of token names: Corrupt for a pair that is not of the vocabulary.
[[nodiscard]] Result<void> setMerges(TokenizerParts &parts,
                                     std::span<const std::pair<std::string_view, std::string_view>> pairs);
// Splits "left right" at its blank; Corrupt when there is none.
[[nodiscard]] Result<std::pair<std::string_view, std::string_view>> splitMerge(std::string_view line,
                                                                               const QString &fileName);
// The merges that SentencePiece's scores stand for: each way to make a token of two others, the better the
// score of what is made the earlier.
void setMergesFromScores(TokenizerParts &parts, std::span<const float> scores);

} // namespace gatewright::model
