// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/byte_pair_encoder.h"
#include "core/model/token.h"
#include "core/model/tokenizer_parts.h"
#include "core/tensors/gguf_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatewright::model {

// What the characters of a control token in the text mean.
enum class Specials {
    AsText, // nothing but characters: the only right choice for text that a user or a file supplied
    Parse,  // the token: for prompts that the program wrote itself
};

// Whether a text is one of its own, or goes on inside another: then SentencePiece writes no blank before it.
enum class TextPart { Whole, Inside };

// Text <-> tokens of one model: byte-level BPE as GPT-2 defined it, or SentencePiece's over characters. No
// token is added: beginOfText() is the business of whoever makes a prompt. SentencePiece models write a blank
// before the text (LeadingBlank), which decode() gives back.
//
// Any bytes can be encoded, valid UTF-8 or not, and come back byte for byte from decode(), but for that blank
// and for bytes that the vocabulary has no token for (SmolLM2: 13 that are never part of UTF-8, 6 control
// characters, the leads F1 and F2): each of those becomes U+FFFD. Text is not normalised, where some makers
// would compose it (NFC): code has to come back as it was.
//
// Immutable, and independent of the file it was made from; any thread may use it.
class Tokenizer
{
public:
    static constexpr std::size_t kMaximumVocabulary = 1U << 20;
    static constexpr std::size_t kMaximumSpecials = 4096;

    // Errors: Unsupported for another kind of tokenizer; Corrupt for a vocabulary that contradicts itself.
    [[nodiscard]] static Result<std::unique_ptr<Tokenizer>> create(const tensors::GgufFile &file);
    [[nodiscard]] static Result<std::unique_ptr<Tokenizer>> create(TokenizerParts parts);

    [[nodiscard]] std::vector<TokenId> encode(std::string_view text, Specials specials,
                                              TextPart part = TextPart::Whole) const;
    [[nodiscard]] std::string decode(std::span<const TokenId> tokens) const;

    // The bytes that a token stands for: a part of a text, perhaps of a code point; for a control token its
    // name. Empty for an id outside the vocabulary.
    [[nodiscard]] std::string_view bytesOf(TokenId token) const;
    // Control tokens never belong to a text that a user sees.
    [[nodiscard]] bool isControl(TokenId token) const;
    // The token that every text of this model begins with, or -1 when it begins with nothing.
    [[nodiscard]] TokenId beginOfText() const { return m_beginOfText; }
    // The token by which the model ends a document, or -1: not what ends a chat turn, which is one more
    // control token.
    [[nodiscard]] TokenId endOfText() const { return m_endOfText; }
    // The tokens for completing between two texts; incomplete where the model has none.
    [[nodiscard]] const FillInTheMiddle &fillInTheMiddle() const { return m_fillInTheMiddle; }
    [[nodiscard]] std::size_t vocabularySize() const { return m_begins.size() - 1; }
    // Whether there is a token for this byte.
    [[nodiscard]] bool represents(std::uint8_t byte) const { return m_byteTokens[byte] != kNoToken; }
    // The token whose name is exactly this text, or -1: for control tokens of prompts.
    [[nodiscard]] TokenId controlToken(std::string_view name) const;
    // The kind as the file names it: "gpt2/smollm".
    [[nodiscard]] const std::string &kind() const { return m_kind; }
    // The model's own chat template (Jinja), as text; empty when it has none.
    [[nodiscard]] const std::string &chatTemplate() const { return m_chatTemplate; }

    // Bytes of the smallest part at the end of the text that more text could tokenise differently: its last
    // piece.
    [[nodiscard]] std::size_t lengthOfLastPiece(std::string_view text) const;

private:
    static constexpr TokenId kNoToken = -1;

    explicit Tokenizer(const TokenizerParts &parts)
        : m_alphabet(parts.alphabet)
        , m_preTokenizer(parts.preTokenizer)
        , m_leadingBlank(parts.leadingBlank)
        , m_encoder(parts.merges, parts.ranks)
    {
    }

    void takeVocabulary(const TokenizerParts &parts);
    void takeToken(TokenId id, const std::string &bytes, TokenKind kind);
    void takePieces(const TokenizerParts &parts);
    void findNamedTokens(const TokenizerParts &parts);
    void encodeText(std::string_view text, TextPart part, std::vector<TokenId> &out) const;
    void encodeCharacters(std::string_view text, TextPart part, std::vector<TokenId> &out) const;
    void appendSymbols(std::string_view piece, std::vector<TokenId> &symbols) const;
    [[nodiscard]] TokenId specialAt(std::string_view text, Specials specials) const;
    [[nodiscard]] TokenId firstControlToken(std::span<const std::string_view> names) const;

    Alphabet m_alphabet;
    PreTokenizerKind m_preTokenizer;
    LeadingBlank m_leadingBlank;
    BytePairEncoder m_encoder;
    std::string m_kind;
    std::string m_chatTemplate;
    std::string m_bytes;               // of all tokens, one after the other
    std::vector<std::size_t> m_begins; // where each token's bytes begin; one more than tokens
    std::vector<bool> m_isControl;
    std::array<TokenId, 256> m_byteTokens{};
    std::unordered_map<char32_t, TokenId> m_characters; // Alphabet::Characters
    // Pieces that need no merges, by their bytes in m_bytes; empty unless the tokenizer takes whole pieces.
    std::unordered_map<std::string_view, TokenId> m_pieces;
    std::vector<TokenId> m_replacement; // what stands for a byte without a token
    std::vector<TokenId> m_specials;    // control and user-defined tokens, longest name first
    std::array<bool, 256> m_beginsSpecial{};
    TokenId m_beginOfText = kNoToken;
    TokenId m_endOfText = kNoToken;
    FillInTheMiddle m_fillInTheMiddle;
};

} // namespace gatewright::model
