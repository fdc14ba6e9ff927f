// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/byte_pair_encoder.h"
#include "core/model/token.h"
#include "core/tensors/gguf_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::model {

// What the characters of a control token in the text mean.
enum class Specials {
    AsText, // nothing but characters: the only right choice for text that a user or a file supplied
    Parse,  // the token: for prompts that the program wrote itself
};

// Byte-level BPE as GPT-2 defined it: text <-> tokens of one model. Nothing is added: no token for the
// beginning of a text, no blank before the first word.
//
// Any bytes can be encoded, valid UTF-8 or not, and come back byte for byte from decode(), but for bytes that
// the vocabulary has no token for (SmolLM2: 13 that are never part of UTF-8, 6 control characters, the leads
// F1 and F2): each of those becomes U+FFFD.
//
// Immutable, and independent of the file it was made from; any thread may use it.
class Tokenizer
{
public:
    static constexpr std::size_t kMaximumVocabulary = 1U << 20;
    static constexpr std::size_t kMaximumSpecials = 4096;

    // Errors: Unsupported for another kind of tokenizer; Corrupt for a vocabulary that contradicts itself.
    [[nodiscard]] static Result<std::unique_ptr<Tokenizer>> create(const tensors::GgufFile &file);

    [[nodiscard]] std::vector<TokenId> encode(std::string_view text, Specials specials) const;
    [[nodiscard]] std::string decode(std::span<const TokenId> tokens) const;

    // The bytes that a token stands for: a part of a text, perhaps of a code point; for a control token its
    // name. Empty for an id outside the vocabulary.
    [[nodiscard]] std::string_view bytesOf(TokenId token) const;
    // Control tokens never belong to a text that a user sees.
    [[nodiscard]] bool isControl(TokenId token) const;
    // The token by which the model ends a document, or -1: not what ends a chat turn, which is one more
    // control token.
    [[nodiscard]] TokenId endOfText() const { return m_endOfText; }
    [[nodiscard]] std::size_t vocabularySize() const { return m_begins.size() - 1; }
    // Whether there is a token for this byte.
    [[nodiscard]] bool represents(std::uint8_t byte) const { return m_byteTokens[byte] != kNoToken; }
    // The token whose name is exactly this text, or -1: for control tokens of prompts.
    [[nodiscard]] TokenId controlToken(std::string_view name) const;
    // The kind as the file names it: "gpt2/smollm".
    [[nodiscard]] const std::string &kind() const { return m_kind; }

private:
    static constexpr TokenId kNoToken = -1;

    explicit Tokenizer(std::span<const BytePairEncoder::Merge> merges)
        : m_encoder(merges)
    {
    }

    void takeVocabulary(std::span<const std::string_view> names, std::span<const std::int64_t> types);
    void encodeText(std::string_view text, std::vector<TokenId> &out) const;
    void appendSymbols(std::string_view piece, std::vector<TokenId> &symbols) const;
    [[nodiscard]] TokenId specialAt(std::string_view text, Specials specials) const;

    BytePairEncoder m_encoder;
    std::string m_kind;
    std::string m_bytes;               // of all tokens, one after the other
    std::vector<std::size_t> m_begins; // where each token's bytes begin; one more than tokens
    std::vector<bool> m_isControl;
    std::array<TokenId, 256> m_byteTokens{};
    std::vector<TokenId> m_replacement; // what stands for a byte without a token
    std::vector<TokenId> m_specials;    // control and user-defined tokens, longest name first
    std::array<bool, 256> m_beginsSpecial{};
    TokenId m_endOfText = kNoToken;
};

} // namespace gatewright::model
