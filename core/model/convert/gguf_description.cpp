// SPDX-License-Identifier: Apache-2.0
#include "core/model/convert/gguf_description.h"

#include "core/model/gguf_tokenizer.h"
#include "core/model/tokenizer.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>

namespace gatewright::model {

namespace {

using tensors::GgufWriter;
using tensors::TensorType;

constexpr std::uint32_t kQuantisationVersion = 2; // of the block formats

// Values of general.file_type.
std::uint32_t fileType(TensorType type)
{
    switch (type) {
    case TensorType::F16:
        return 1;
    case TensorType::Q4_0:
        return 2;
    case TensorType::Q4_1:
        return 3;
    case TensorType::Q8_0:
        return 7;
    case TensorType::Q5_0:
        return 8;
    case TensorType::Q5_1:
        return 9;
    case TensorType::BF16:
        return 32;
    default:
        return 0;
    }
}

void addType(TensorType type, GgufWriter &writer)
{
    writer.addUnsigned("general.file_type", fileType(type));
    writer.addUnsigned("general.quantization_version", kQuantisationVersion);
}

std::string_view nameOf(PreTokenizerKind kind)
{
    switch (kind) {
    case PreTokenizerKind::Gpt2:
        return "gpt-2";
    case PreTokenizerKind::Qwen2:
        return "qwen2";
    case PreTokenizerKind::Llama3:
        return "llama-bpe";
    case PreTokenizerKind::DeepSeekCoder:
        return "deepseek-coder";
    case PreTokenizerKind::DeepSeekLlm:
        return "deepseek-llm";
    case PreTokenizerKind::StarCoder:
        break;
    }
    return "starcoder";
}

// Values of tokenizer.ggml.token_type.
std::int32_t typeOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Control:
        return 3;
    case TokenKind::UserDefined:
        return 4;
    case TokenKind::Unused:
        return 5;
    case TokenKind::Byte:
        return 6;
    case TokenKind::Normal:
        break;
    }
    return 1;
}

void addShape(const LlamaConfig &config, GgufWriter &writer)
{
    const std::string prefix = architectureName(config.architecture).data() + std::string(".");
    const auto number = [&](const char *name, std::size_t value) {
        writer.addUnsigned(prefix + name, static_cast<std::uint32_t>(value));
    };
    number("vocab_size", config.vocabularySize);
    number("context_length", config.contextLength);
    number("embedding_length", config.embeddingLength);
    number("block_count", config.blockCount);
    number("feed_forward_length", config.feedForwardLength);
    number("attention.head_count", config.headCount);
    number("attention.head_count_kv", config.keyValueHeadCount);
    number("attention.key_length", config.headDimension);
    number("attention.value_length", config.headDimension);
    number("rope.dimension_count", config.headDimension);
    writer.addReal(prefix + "rope.freq_base", config.ropeBase);
    writer.addReal(prefix + (config.hasLayerNorm() ? "attention.layer_norm_epsilon"
                                                   : "attention.layer_norm_rms_epsilon"),
                   config.normEpsilon);
    if (!config.ropeFactors.empty() && ropeTable(config).empty()) {
        writer.addText(prefix + "rope.scaling.type", "linear");
        writer.addReal(prefix + "rope.scaling.factor", config.ropeFactors.front());
    }
}

// The merges by rank, each as "left right".
std::vector<std::string> mergesOf(const TokenizerParts &parts)
{
    std::vector<std::size_t> order(parts.merges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!parts.ranks.empty())
        std::ranges::stable_sort(order, {}, [&](std::size_t merge) { return parts.ranks[merge]; });
    std::vector<std::string> lines;
    for (const std::size_t merge : order)
        lines.push_back(parts.names[static_cast<std::size_t>(parts.merges[merge].left)] + ' ' +
                        parts.names[static_cast<std::size_t>(parts.merges[merge].right)]);
    return lines;
}

// SentencePiece's scores, of which only the order counts: a token that is made earlier has a better one.
std::vector<float> scoresOf(const TokenizerParts &parts)
{
    constexpr float kNeverMade = -1e9F;
    std::vector<float> scores(parts.names.size(), kNeverMade);
    for (std::size_t merge = 0; merge < parts.merges.size(); ++merge) {
        const auto rank = static_cast<float>(parts.ranks.empty() ? merge : parts.ranks[merge]);
        float &score = scores[static_cast<std::size_t>(parts.merges[merge].joined)];
        score = std::max(score, -rank);
    }
    return scores;
}

void addSpecials(const TokenizerParts &parts, GgufWriter &writer)
{
    const auto token = [&](const char *name, TokenId id) {
        if (id >= 0)
            writer.addUnsigned(std::string("tokenizer.ggml.") + name, static_cast<std::uint32_t>(id));
    };
    writer.addBoolean("tokenizer.ggml.add_bos_token", parts.beginOfText >= 0);
    token("bos_token_id", parts.beginOfText);
    token("eos_token_id", parts.endOfText);
    token("fim_pre_token_id", parts.fillInTheMiddle.prefix);
    token("fim_suf_token_id", parts.fillInTheMiddle.suffix);
    token("fim_mid_token_id", parts.fillInTheMiddle.middle);
    if (!parts.chatTemplate.empty())
        writer.addText("tokenizer.chat_template", parts.chatTemplate);
}

void addTokenizer(const TokenizerParts &parts, std::size_t vocabularySize, GgufWriter &writer)
{
    const bool hasBytes = parts.alphabet == Alphabet::Bytes;
    writer.addText("tokenizer.ggml.model", hasBytes ? "gpt2" : "llama");
    writer.addText("tokenizer.ggml.pre", hasBytes ? nameOf(parts.preTokenizer) : "default");
    if (!hasBytes)
        writer.addBoolean("tokenizer.ggml.add_space_prefix", parts.leadingBlank != LeadingBlank::Never);
    TokenizerParts all = parts;
    // Many models have more rows than tokens; readers want a name for each.
    while (all.names.size() < vocabularySize) {
        all.names.push_back("[PAD" + std::to_string(all.names.size()) + ']');
        all.kinds.push_back(TokenKind::Unused);
    }
    writer.addTexts("tokenizer.ggml.tokens", all.names);
    std::vector<std::int32_t> types;
    std::ranges::transform(all.kinds, std::back_inserter(types), typeOf);
    writer.addIntegers("tokenizer.ggml.token_type", types);
    if (hasBytes)
        writer.addTexts("tokenizer.ggml.merges", mergesOf(all));
    else
        writer.addReals("tokenizer.ggml.scores", scoresOf(all));
    addSpecials(parts, writer);
}

// Whether a text in which every token occurs is cut alike by the tokenizer as it was and as it was written.
Result<void> checkTokenizer(const TokenizerParts &parts, const GgufWriter &writer)
{
    constexpr TokenId kMostTokens = 50'000;
    const auto unsupported = [&](const QString &detail) {
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("A GGUF file cannot say how this model cuts text into tokens; use the "
                           "folder as it is."),
            detail, parts.fileName);
    };
    const QByteArray written = writer.header();
    const auto file = tensors::GgufFile::parse(
        std::as_bytes(std::span(written.constData(), static_cast<std::size_t>(written.size()))),
        parts.fileName);
    GW_TRY(before, Tokenizer::create(parts));
    if (!file)
        return unsupported(file.error().toString());
    const auto after = Tokenizer::create(**file);
    if (!after)
        return unsupported(after.error().toString());
    std::vector<TokenId> tokens;
    for (TokenId id = 0; id < static_cast<TokenId>(parts.names.size()) && id < kMostTokens; ++id)
        if (!before->isControl(id))
            tokens.push_back(id);
    const std::string text = before->decode(tokens);
    for (const Specials specials : {Specials::AsText, Specials::Parse})
        if (before->encode(text, specials) != (*after)->encode(text, specials))
            return unsupported(tensors::toQString(parts.kind));
    return {};
}

Result<void> describeFolder(const ModelSource &source, const LlamaConfig &config, TensorType type,
                            GgufWriter &writer)
{
    GW_TRY(parts, source.tokenizer());
    if (parts.names.size() > config.vocabularySize)
        return makeError(ErrorCode::Corrupt, QStringLiteral("The model has fewer tokens than its tokenizer."),
                         QStringLiteral("%1, %2").arg(config.vocabularySize).arg(parts.names.size()),
                         source.path());
    writer.addText("general.architecture", architectureName(config.architecture).data());
    writer.addText("general.type", "model");
    const auto text = [&](const char *key, const QString &value) {
        if (!value.isEmpty())
            writer.addText(key, value.toStdString());
    };
    text("general.name", source.title());
    text("general.license", source.licence());
    addType(type, writer);
    addShape(config, writer);
    addTokenizer(parts, config.vocabularySize, writer);
    return checkTokenizer(parts, writer);
}

} // namespace

std::vector<float> ropeTable(const LlamaConfig &config)
{
    const std::vector<float> &factors = config.ropeFactors;
    const bool areEqual =
        std::ranges::all_of(factors, [&](float factor) { return factor == factors.front(); });
    return areEqual ? std::vector<float>() : factors;
}

Result<void> describe(const ModelSource &source, const LlamaConfig &config, TensorType type,
                      GgufWriter &writer)
{
    if (source.ggufFile() == nullptr)
        return describeFolder(source, config, type, writer);
    constexpr std::array<std::string_view, 3> kOurs{"general.file_type", "general.quantization_version",
                                                    "general.alignment"};
    for (const tensors::GgufEntry &entry : source.ggufFile()->metadata().entries())
        if (std::ranges::find(kOurs, entry.key) == kOurs.end())
            writer.copy(entry);
    addType(type, writer);
    return {};
}

} // namespace gatewright::model
