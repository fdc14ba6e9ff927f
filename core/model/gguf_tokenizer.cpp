// SPDX-License-Identifier: Apache-2.0
#include "core/model/gguf_tokenizer.h"

#include "core/model/tokenizer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gatewright::model {

namespace {

using tensors::GgufFile;
using tensors::GgufMetadata;
using tensors::toQString;

struct NamedPreTokenizer
{
    std::string_view name;
    PreTokenizerKind kind;
};

constexpr std::array<NamedPreTokenizer, 13> kPreTokenizers{{
    {"smollm", PreTokenizerKind::StarCoder},
    {"starcoder", PreTokenizerKind::StarCoder},
    {"refact", PreTokenizerKind::StarCoder},
    {"command-r", PreTokenizerKind::StarCoder},
    {"mellum2", PreTokenizerKind::StarCoder},
    {"gpt-2", PreTokenizerKind::Gpt2},
    {"qwen2", PreTokenizerKind::Qwen2},
    {"deepseek-r1-qwen", PreTokenizerKind::Qwen2},
    {"llama-bpe", PreTokenizerKind::Llama3},
    {"llama3", PreTokenizerKind::Llama3},
    {"llama-v3", PreTokenizerKind::Llama3},
    {"deepseek-coder", PreTokenizerKind::DeepSeekCoder},
    {"deepseek-llm", PreTokenizerKind::DeepSeekLlm},
}};

tl::unexpected<Error> corrupt(const GgufFile &file, QString message, QString detail = {})
{
    return makeError(ErrorCode::Corrupt, std::move(message), std::move(detail), file.name());
}

tl::unexpected<Error> unsupported(const GgufFile &file, std::string_view kind)
{
    return makeError(
        ErrorCode::Unsupported,
        QStringLiteral("This version cannot use the model's tokenizer; take a model of the Llama, "
                       "Qwen2, StarCoder2 or DeepSeek-Coder family."),
        toQString(kind), file.name());
}

// Values of tokenizer.ggml.token_type.
TokenKind kindOf(std::int64_t type)
{
    switch (type) {
    case 2: // unknown: stands for what cannot be written
    case 3:
        return TokenKind::Control;
    case 4:
        return TokenKind::UserDefined;
    case 5:
        return TokenKind::Unused;
    case 6:
        return TokenKind::Byte;
    default:
        return TokenKind::Normal;
    }
}

Result<void> readVocabulary(const GgufFile &file, TokenizerParts &parts)
{
    GW_TRY(names, file.metadata().texts("tokenizer.ggml.tokens"));
    GW_TRY(types, file.metadata().integers("tokenizer.ggml.token_type"));
    if (names.empty() || names.size() > Tokenizer::kMaximumVocabulary)
        return corrupt(file, QStringLiteral("The vocabulary is empty or too large."),
                       QString::number(names.size()));
    if (types.size() != names.size())
        return corrupt(file, QStringLiteral("The tokenizer has not as many token types as tokens."),
                       QStringLiteral("%1 and %2").arg(types.size()).arg(names.size()));
    parts.names.assign(names.begin(), names.end());
    for (const std::int64_t type : types)
        parts.kinds.push_back(kindOf(type));
    return {};
}

Result<void> readMerges(const GgufFile &file, TokenizerParts &parts)
{
    GW_TRY(lines, file.metadata().texts("tokenizer.ggml.merges"));
    if (lines.size() > Tokenizer::kMaximumVocabulary)
        return corrupt(file, QStringLiteral("The tokenizer claims more merges than any vocabulary has."));
    std::vector<std::pair<std::string_view, std::string_view>> pairs;
    pairs.reserve(lines.size());
    for (const std::string_view line : lines) {
        GW_TRY(pair, splitMerge(line, file.name()));
        pairs.push_back(pair);
    }
    return setMerges(parts, pairs);
}

Result<void> readScores(const GgufFile &file, TokenizerParts &parts)
{
    GW_TRY(scores, file.metadata().reals("tokenizer.ggml.scores"));
    if (scores.size() != parts.names.size())
        return corrupt(file, QStringLiteral("The tokenizer has not as many scores as tokens."),
                       QStringLiteral("%1 and %2").arg(scores.size()).arg(parts.names.size()));
    if (!std::ranges::all_of(scores, [](float score) { return std::isfinite(score); }))
        return corrupt(file, QStringLiteral("A score of the tokenizer is not a number."));
    setMergesFromScores(parts, scores);
    return {};
}

// The token that the first of these keys names; -1 for none.
Result<TokenId> tokenUnder(const GgufFile &file, std::size_t vocabulary,
                           std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (!file.metadata().contains(key))
            continue;
        GW_TRY(id, file.metadata().unsignedInteger(key));
        // Files of some makers write 2^32 - 1 for none.
        return id < vocabulary ? static_cast<TokenId>(id) : TokenId{-1};
    }
    return TokenId{-1};
}

Result<void> readSpecials(const GgufFile &file, TokenizerParts &parts)
{
    const std::size_t size = parts.names.size();
    GW_TRY(begins,
           file.metadata().booleanOr("tokenizer.ggml.add_bos_token", parts.alphabet == Alphabet::Characters));
    if (begins) {
        GW_TRY(begin, tokenUnder(file, size, {"tokenizer.ggml.bos_token_id"}));
        parts.beginOfText = begin;
    }
    GW_TRY(end, tokenUnder(file, size, {"tokenizer.ggml.eos_token_id"}));
    GW_TRY(prefix,
           tokenUnder(file, size, {"tokenizer.ggml.fim_pre_token_id", "tokenizer.ggml.prefix_token_id"}));
    GW_TRY(suffix,
           tokenUnder(file, size, {"tokenizer.ggml.fim_suf_token_id", "tokenizer.ggml.suffix_token_id"}));
    GW_TRY(middle,
           tokenUnder(file, size, {"tokenizer.ggml.fim_mid_token_id", "tokenizer.ggml.middle_token_id"}));
    parts.endOfText = end;
    parts.fillInTheMiddle = {prefix, suffix, middle};
    GW_TRY(chat, file.metadata().textOr("tokenizer.chat_template", {}));
    parts.chatTemplate = chat;
    return {};
}

} // namespace

Result<TokenizerParts> readTokenizer(const GgufFile &file)
{
    const GgufMetadata &metadata = file.metadata();
    TokenizerParts parts;
    parts.fileName = file.name();
    GW_TRY(algorithm, metadata.text("tokenizer.ggml.model"));
    GW_TRY(preTokenizer, metadata.textOr("tokenizer.ggml.pre", "default"));
    parts.kind = std::string(algorithm).append("/").append(preTokenizer);
    if (algorithm == "llama") {
        parts.alphabet = Alphabet::Characters;
        GW_TRY(leading, metadata.booleanOr("tokenizer.ggml.add_space_prefix", true));
        parts.leadingBlank = leading ? LeadingBlank::EachPart : LeadingBlank::Never;
        GW_CHECK(readVocabulary(file, parts));
        GW_CHECK(readScores(file, parts));
    } else {
        const auto known = std::ranges::find(kPreTokenizers, preTokenizer, &NamedPreTokenizer::name);
        if (algorithm != "gpt2" || known == kPreTokenizers.end())
            return unsupported(file, parts.kind);
        parts.preTokenizer = known->kind;
        parts.takesWholePieces = known->kind == PreTokenizerKind::Llama3;
        GW_CHECK(readVocabulary(file, parts));
        GW_CHECK(readMerges(file, parts));
    }
    GW_CHECK(readSpecials(file, parts));
    return parts;
}

} // namespace gatewright::model
