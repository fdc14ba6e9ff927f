// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama_config.h"

#include "core/model/kernels/kernel_table.h"

#include <cmath>
#include <string>

namespace gatewright::model {

namespace {

using tensors::GgufFile;

constexpr std::size_t kMaximumVocabulary = std::size_t{1} << 24;
constexpr std::size_t kMaximumWidth = std::size_t{1} << 18;
constexpr std::size_t kMaximumBlocks = 1024;
constexpr std::size_t kMaximumHeads = 1024;
constexpr std::size_t kMaximumContext = std::size_t{1} << 24;

tl::unexpected<Error> corrupt(const GgufFile &file, const QString &detail)
{
    return makeError(ErrorCode::Corrupt,
                     QStringLiteral("The model file contradicts itself; it is damaged, fetch it again."),
                     detail, file.name());
}

tl::unexpected<Error> unsupported(const GgufFile &file, const QString &detail)
{
    return makeError(
        ErrorCode::Unsupported,
        QStringLiteral("This version cannot run this kind of model; choose a Llama-family GGUF file with "
                       "Q4_0, Q4_1, Q8_0, F16 or F32 weights."),
        detail, file.name());
}

// A number between 1 and `maximum`.
Result<std::size_t> dimension(const GgufFile &file, const char *key, std::size_t maximum)
{
    GW_TRY(value, file.metadata().unsignedInteger(key));
    if (value == 0 || value > maximum)
        return corrupt(file, QStringLiteral("%1 is %2").arg(QLatin1String(key)).arg(value));
    return static_cast<std::size_t>(value);
}

Result<float> positiveReal(const GgufFile &file, const char *key, double value)
{
    if (!std::isfinite(value) || value <= 0.0 || value > 1e12)
        return corrupt(file, QStringLiteral("%1 is %2").arg(QLatin1String(key)).arg(value));
    return static_cast<float>(value);
}

Result<void> refuseVariants(const GgufFile &file)
{
    GW_TRY(architecture, file.metadata().text("general.architecture"));
    if (architecture != "llama")
        return unsupported(file, QStringLiteral("architecture %1").arg(tensors::toQString(architecture)));
    GW_TRY(experts, file.metadata().unsignedIntegerOr("llama.expert_count", 0));
    if (experts > 0)
        return unsupported(file, QStringLiteral("a mixture of %1 experts").arg(experts));
    GW_TRY(scaling, file.metadata().textOr("llama.rope.scaling.type", "none"));
    if (scaling != "none")
        return unsupported(file, QStringLiteral("rope scaling %1").arg(tensors::toQString(scaling)));
    return {};
}

Result<void> readHeads(const GgufFile &file, LlamaConfig &config)
{
    GW_TRY(heads, dimension(file, "llama.attention.head_count", kMaximumHeads));
    config.headCount = heads;
    config.keyValueHeadCount = heads;
    if (file.metadata().contains("llama.attention.head_count_kv")) {
        GW_TRY(keyValueHeads, dimension(file, "llama.attention.head_count_kv", kMaximumHeads));
        config.keyValueHeadCount = keyValueHeads;
    }
    if (config.headCount % config.keyValueHeadCount != 0)
        return corrupt(file, QStringLiteral("%1 query heads cannot share %2 key-value heads")
                                 .arg(config.headCount)
                                 .arg(config.keyValueHeadCount));
    if (config.groupHeads() > kMaximumGroupHeads)
        return unsupported(file,
                           QStringLiteral("%1 query heads share a key-value head").arg(config.groupHeads()));

    const std::uint64_t usual = config.embeddingLength / config.headCount;
    GW_TRY(keyLength, file.metadata().unsignedIntegerOr("llama.attention.key_length", usual));
    GW_TRY(valueLength, file.metadata().unsignedIntegerOr("llama.attention.value_length", keyLength));
    GW_TRY(rotated, file.metadata().unsignedIntegerOr("llama.rope.dimension_count", keyLength));
    if (keyLength == 0 || keyLength > kMaximumHeadDimension || keyLength % kBlockColumns != 0 ||
        valueLength != keyLength || rotated != keyLength)
        return unsupported(file, QStringLiteral("heads of %1 keys, %2 values, %3 of them rotated")
                                     .arg(keyLength)
                                     .arg(valueLength)
                                     .arg(rotated));
    config.headDimension = static_cast<std::size_t>(keyLength);
    return {};
}

Result<void> readVocabulary(const GgufFile &file, LlamaConfig &config)
{
    GW_TRY(embedding, file.require("token_embd.weight"));
    if (embedding->shape.size() != 2 || embedding->shape[0] != config.embeddingLength ||
        embedding->shape[1] == 0 || embedding->shape[1] > kMaximumVocabulary)
        return corrupt(file, QStringLiteral("token_embd.weight has another shape than the metadata says"));
    config.vocabularySize = static_cast<std::size_t>(embedding->shape[1]);
    GW_TRY(stated, file.metadata().unsignedIntegerOr("llama.vocab_size", config.vocabularySize));
    if (stated != config.vocabularySize)
        return corrupt(
            file,
            QStringLiteral("a vocabulary of %1, but %2 embeddings").arg(stated).arg(config.vocabularySize));
    return {};
}

} // namespace

Result<LlamaConfig> readLlamaConfig(const GgufFile &file)
{
    GW_CHECK(refuseVariants(file));
    LlamaConfig config;
    GW_TRY(embeddingLength, dimension(file, "llama.embedding_length", kMaximumWidth));
    GW_TRY(feedForwardLength, dimension(file, "llama.feed_forward_length", kMaximumWidth));
    GW_TRY(blockCount, dimension(file, "llama.block_count", kMaximumBlocks));
    GW_TRY(contextLength, dimension(file, "llama.context_length", kMaximumContext));
    config.embeddingLength = embeddingLength;
    config.feedForwardLength = feedForwardLength;
    config.blockCount = blockCount;
    config.contextLength = contextLength;
    if (embeddingLength % kBlockColumns != 0 || feedForwardLength % kBlockColumns != 0)
        return unsupported(file, QStringLiteral("rows of %1 and %2 are not multiples of 32")
                                     .arg(embeddingLength)
                                     .arg(feedForwardLength));
    GW_CHECK(readHeads(file, config));
    GW_CHECK(readVocabulary(file, config));

    GW_TRY(ropeBase, file.metadata().realOr("llama.rope.freq_base", 10000.0));
    GW_TRY(checkedBase, positiveReal(file, "llama.rope.freq_base", ropeBase));
    GW_TRY(epsilon, file.metadata().real("llama.attention.layer_norm_rms_epsilon"));
    GW_TRY(checkedEpsilon, positiveReal(file, "llama.attention.layer_norm_rms_epsilon", epsilon));
    config.ropeBase = checkedBase;
    config.normEpsilon = checkedEpsilon;
    return config;
}

} // namespace gatewright::model
