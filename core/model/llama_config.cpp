// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama_config.h"

#include "core/model/kernels/kernel_table.h"
#include "core/tensors/dequantise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace gatewright::model {

namespace {

using tensors::GgufFile;
using tensors::toQString;

constexpr std::size_t kMaximumVocabulary = std::size_t{1} << 24;
constexpr std::size_t kMaximumWidth = std::size_t{1} << 18;
constexpr std::size_t kMaximumBlocks = 1024;
constexpr std::size_t kMaximumHeads = 1024;
constexpr std::size_t kMaximumContext = std::size_t{1} << 24;

constexpr std::array kArchitectures{Architecture::Llama, Architecture::Qwen2, Architecture::StarCoder2};

// Reads the keys of one architecture, "llama.block_count" and so on.
class GgufConfigReader
{
public:
    explicit GgufConfigReader(const GgufFile &file)
        : m_file(file)
    {
    }

    Result<LlamaConfig> read()
    {
        GW_CHECK(readArchitecture());
        GW_CHECK(readSizes());
        GW_CHECK(readHeads());
        GW_CHECK(checkConfig(m_config, m_file.name()));
        GW_TRY(embedding, m_file.require("token_embd.weight"));
        GW_TRY(stated, m_file.metadata().unsignedIntegerOr(key("vocab_size"), 0));
        GW_TRY(vocabulary, checkedVocabulary(m_config, embedding->shape, stated, m_file.name()));
        m_config.vocabularySize = vocabulary;
        GW_CHECK(readRope());
        return m_config;
    }

private:
    [[nodiscard]] std::string key(std::string_view name) const { return m_prefix + '.' + std::string(name); }

    // A number that has to be there; too large ones are refused by checkConfig().
    Result<std::size_t> number(std::string_view name) const
    {
        return m_file.metadata().unsignedInteger(key(name));
    }

    Result<void> readArchitecture()
    {
        GW_TRY(name, m_file.metadata().text("general.architecture"));
        const auto found = std::ranges::find_if(kArchitectures, [&](Architecture architecture) {
            return architectureName(architecture) == toQString(name);
        });
        if (found == kArchitectures.end())
            return unsupportedConfig(QStringLiteral("architecture %1").arg(toQString(name)), m_file.name());
        m_config.architecture = *found;
        m_prefix = name;
        GW_TRY(experts, m_file.metadata().unsignedIntegerOr(key("expert_count"), 0));
        if (experts > 0)
            return unsupportedConfig(QStringLiteral("a mixture of %1 experts").arg(experts), m_file.name());
        return {};
    }

    Result<void> readSizes()
    {
        GW_TRY(embedding, number("embedding_length"));
        GW_TRY(feedForward, number("feed_forward_length"));
        GW_TRY(blocks, number("block_count"));
        GW_TRY(context, number("context_length"));
        GW_TRY(window, m_file.metadata().unsignedIntegerOr(key("attention.sliding_window"), 0));
        m_config.embeddingLength = embedding;
        m_config.feedForwardLength = feedForward;
        m_config.blockCount = blocks;
        m_config.contextLength = window > 0 ? std::min<std::size_t>(context, window) : context;
        GW_TRY(epsilon,
               m_file.metadata().real(key(m_config.hasLayerNorm() ? "attention.layer_norm_epsilon"
                                                                  : "attention.layer_norm_rms_epsilon")));
        m_config.normEpsilon = static_cast<float>(epsilon);
        return {};
    }

    Result<void> readHeads()
    {
        GW_TRY(heads, number("attention.head_count"));
        GW_TRY(keyValueHeads, m_file.metadata().unsignedIntegerOr(key("attention.head_count_kv"), heads));
        m_config.headCount = heads;
        m_config.keyValueHeadCount = keyValueHeads;
        const std::uint64_t usual = heads > 0 ? m_config.embeddingLength / heads : 0;
        GW_TRY(keyLength, m_file.metadata().unsignedIntegerOr(key("attention.key_length"), usual));
        GW_TRY(valueLength, m_file.metadata().unsignedIntegerOr(key("attention.value_length"), keyLength));
        GW_TRY(rotated, m_file.metadata().unsignedIntegerOr(key("rope.dimension_count"), keyLength));
        m_config.headDimension = keyLength;
        if (valueLength != keyLength || rotated != keyLength)
            return unsupportedConfig(QStringLiteral("heads of %1 keys, %2 values, %3 of them rotated")
                                         .arg(keyLength)
                                         .arg(valueLength)
                                         .arg(rotated),
                                     m_file.name());
        return {};
    }

    Result<void> readRope()
    {
        const tensors::GgufMetadata &metadata = m_file.metadata();
        GW_TRY(base, metadata.realOr(key("rope.freq_base"), 10000.0));
        if (!std::isfinite(base) || base <= 0.0 || base > 1e12)
            return corruptConfig(QStringLiteral("%1 is %2").arg(toQString(key("rope.freq_base"))).arg(base),
                                 m_file.name());
        m_config.ropeBase = static_cast<float>(base);
        GW_TRY(kind, metadata.textOr(key("rope.scaling.type"), "none"));
        if (kind != "none" && kind != "linear")
            return unsupportedConfig(QStringLiteral("rope scaling %1").arg(toQString(kind)), m_file.name());
        // The older key stands without a type.
        GW_TRY(older, metadata.realOr(key("rope.scale_linear"), 1.0));
        GW_TRY(factor, metadata.realOr(key("rope.scaling.factor"), older));
        if (!std::isfinite(factor) || factor < 1.0 || factor > 1e6)
            return corruptConfig(QStringLiteral("a rope scaling of %1").arg(factor), m_file.name());
        if (factor > 1.0)
            m_config.ropeFactors.assign(m_config.headDimension / 2, static_cast<float>(factor));
        return readRopeTable();
    }

    // What Llama 3's converter computes: a factor for each pair of dimensions.
    Result<void> readRopeTable()
    {
        const tensors::TensorInfo *table = m_file.find("rope_freqs.weight");
        if (table == nullptr)
            return {};
        std::vector<float> factors(m_config.headDimension / 2);
        if (table->shape != std::vector<std::uint64_t>{factors.size()} ||
            !tensors::dequantise(table->type, table->data, factors) ||
            !std::ranges::all_of(factors,
                                 [](float factor) { return std::isfinite(factor) && factor > 0.0F; }))
            return corruptConfig(
                QStringLiteral("rope_freqs.weight is no table of %1 factors").arg(factors.size()),
                m_file.name());
        for (std::size_t i = 0; i < m_config.ropeFactors.size(); ++i)
            factors[i] *= m_config.ropeFactors[i];
        m_config.ropeFactors = std::move(factors);
        return {};
    }

    const GgufFile &m_file;
    std::string m_prefix;
    LlamaConfig m_config;
};

} // namespace

QLatin1String architectureName(Architecture architecture)
{
    switch (architecture) {
    case Architecture::Qwen2:
        return QLatin1String("qwen2");
    case Architecture::StarCoder2:
        return QLatin1String("starcoder2");
    case Architecture::Llama:
        break;
    }
    return QLatin1String("llama");
}

tl::unexpected<Error> corruptConfig(const QString &detail, const QString &place)
{
    return makeError(ErrorCode::Corrupt,
                     QStringLiteral("The model file contradicts itself; it is damaged, fetch it again."),
                     detail, place);
}

tl::unexpected<Error> unsupportedConfig(const QString &detail, const QString &place)
{
    return makeError(
        ErrorCode::Unsupported,
        QStringLiteral("This version cannot run this kind of model; choose one of the Llama, Qwen2 "
                       "or StarCoder2 family."),
        detail, place);
}

Result<void> checkConfig(const LlamaConfig &config, const QString &place)
{
    struct Bound
    {
        const char *name;
        std::size_t value;
        std::size_t maximum;
    };
    for (const Bound &bound :
         std::initializer_list<Bound>{{"width", config.embeddingLength, kMaximumWidth},
                                      {"feed-forward width", config.feedForwardLength, kMaximumWidth},
                                      {"number of layers", config.blockCount, kMaximumBlocks},
                                      {"context", config.contextLength, kMaximumContext},
                                      {"number of heads", config.headCount, kMaximumHeads},
                                      {"number of key-value heads", config.keyValueHeadCount, kMaximumHeads}})
        if (bound.value == 0 || bound.value > bound.maximum)
            return corruptConfig(
                QStringLiteral("the %1 is %2").arg(QLatin1String(bound.name)).arg(bound.value), place);
    if (config.embeddingLength % kBlockColumns != 0 || config.feedForwardLength % kBlockColumns != 0)
        return unsupportedConfig(QStringLiteral("rows of %1 and %2 are not multiples of 32")
                                     .arg(config.embeddingLength)
                                     .arg(config.feedForwardLength),
                                 place);
    if (config.headCount % config.keyValueHeadCount != 0)
        return corruptConfig(QStringLiteral("%1 query heads cannot share %2 key-value heads")
                                 .arg(config.headCount)
                                 .arg(config.keyValueHeadCount),
                             place);
    if (config.groupHeads() > kMaximumGroupHeads)
        return unsupportedConfig(
            QStringLiteral("%1 query heads share a key-value head").arg(config.groupHeads()), place);
    if (config.headDimension == 0 || config.headDimension > kMaximumHeadDimension ||
        config.headDimension % kBlockColumns != 0)
        return unsupportedConfig(QStringLiteral("heads of %1 dimensions").arg(config.headDimension), place);
    if (!std::isfinite(config.normEpsilon) || config.normEpsilon <= 0.0F || config.normEpsilon > 1.0F)
        return corruptConfig(
            QStringLiteral("the epsilon of the norms is %1").arg(static_cast<double>(config.normEpsilon)),
            place);
    return {};
}

Result<std::size_t> checkedVocabulary(const LlamaConfig &config,
                                      const std::vector<std::uint64_t> &embeddingShape, std::uint64_t stated,
                                      const QString &place)
{
    if (embeddingShape.size() != 2 || embeddingShape[0] != config.embeddingLength || embeddingShape[1] == 0 ||
        embeddingShape[1] > kMaximumVocabulary)
        return corruptConfig(QStringLiteral("the embeddings have another shape than the description says"),
                             place);
    if (stated != 0 && stated != embeddingShape[1])
        return corruptConfig(
            QStringLiteral("a vocabulary of %1, but %2 embeddings").arg(stated).arg(embeddingShape[1]),
            place);
    return static_cast<std::size_t>(embeddingShape[1]);
}

Result<LlamaConfig> readLlamaConfig(const GgufFile &file)
{
    return GgufConfigReader(file).read();
}

} // namespace gatewright::model
