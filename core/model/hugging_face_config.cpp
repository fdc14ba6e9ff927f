// SPDX-License-Identifier: Apache-2.0
#include "core/model/hugging_face_config.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace gatewright::model {

namespace {

struct KnownArchitecture
{
    QLatin1String name;
    Architecture architecture;
    QLatin1String activation;
};

constexpr std::array<KnownArchitecture, 3> kArchitectures{{
    {QLatin1String("LlamaForCausalLM"), Architecture::Llama, QLatin1String("silu")},
    {QLatin1String("Qwen2ForCausalLM"), Architecture::Qwen2, QLatin1String("silu")},
    {QLatin1String("Starcoder2ForCausalLM"), Architecture::StarCoder2, QLatin1String("gelu_pytorch_tanh")},
}};

class ConfigReader
{
public:
    ConfigReader(const QJsonObject &config, const QString &place)
        : m_json(config)
        , m_place(place)
    {
    }

    Result<LlamaConfig> read()
    {
        GW_CHECK(readArchitecture());
        GW_CHECK(readSizes());
        GW_CHECK(readWindow());
        GW_CHECK(checkConfig(m_config, m_place));
        GW_CHECK(readRope());
        return m_config;
    }

private:
    Result<void> readArchitecture()
    {
        const QString name = architectureOf(m_json);
        const auto found = std::ranges::find(kArchitectures, name, &KnownArchitecture::name);
        if (found == kArchitectures.end())
            return unsupported(QStringLiteral("architecture %1")
                                   .arg(name.isEmpty() ? QStringLiteral("unknown") : name.left(64)));
        m_config.architecture = found->architecture;
        const QString activation = m_json.value(QLatin1String("hidden_act")).toString(found->activation);
        if (activation != found->activation)
            return unsupported(QStringLiteral("the activation %1").arg(activation.left(64)));
        if (m_json.value(QLatin1String("quantization_config")).isObject())
            return unsupported(
                QStringLiteral("weights that were quantised for another program; take the model "
                               "with BF16 or F16 weights, or a GGUF file of it"));
        // Variants of StarCoder2 that were never published.
        if (m_json.value(QLatin1String("mlp_type")).toString(QStringLiteral("default")) !=
                QLatin1String("default") ||
            m_json.value(QLatin1String("norm_type")).toString(QStringLiteral("layer_norm")) !=
                QLatin1String("layer_norm"))
            return unsupported(QStringLiteral("another kind of layers"));
        return {};
    }

    Result<void> readSizes()
    {
        GW_TRY(embedding, number("hidden_size"));
        GW_TRY(feedForward, number("intermediate_size"));
        GW_TRY(blocks, number("num_hidden_layers"));
        GW_TRY(heads, number("num_attention_heads"));
        GW_TRY(keyValueHeads, numberOr("num_key_value_heads", heads));
        GW_TRY(headDimension, numberOr("head_dim", embedding / heads));
        GW_TRY(context, number("max_position_embeddings"));
        GW_TRY(vocabulary, numberOr("vocab_size", 0));
        m_config.embeddingLength = embedding;
        m_config.feedForwardLength = feedForward;
        m_config.blockCount = blocks;
        m_config.headCount = heads;
        m_config.keyValueHeadCount = keyValueHeads;
        m_config.headDimension = headDimension;
        m_config.contextLength = context;
        m_config.vocabularySize = vocabulary;
        const double epsilon =
            m_json.value(QLatin1String(m_config.hasLayerNorm() ? "norm_epsilon" : "rms_norm_eps"))
                .toDouble(m_config.hasLayerNorm() ? 1e-5
                                                  : 1e-6); // the values that transformers falls back to
        m_config.normEpsilon = static_cast<float>(epsilon);
        return {};
    }

    // Inside the window the attention is the plain one, so that is how far such a model is used.
    Result<void> readWindow()
    {
        if (!m_json.value(QLatin1String("use_sliding_window")).toBool(true) ||
            m_config.architecture == Architecture::Llama ||
            (m_config.architecture == Architecture::Qwen2 &&
             !m_json.contains(QLatin1String("use_sliding_window"))))
            return {};
        GW_TRY(window, numberOr("sliding_window", m_config.contextLength));
        m_config.contextLength = std::min(m_config.contextLength, window);
        return {};
    }

    // transformers 5 keeps all of this under rope_parameters, older versions in two places.
    Result<void> readRope()
    {
        const QJsonObject newer = m_json.value(QLatin1String("rope_parameters")).toObject();
        const QJsonObject scaling =
            newer.isEmpty() ? m_json.value(QLatin1String("rope_scaling")).toObject() : newer;
        const double base = newer.value(QLatin1String("rope_theta"))
                                .toDouble(m_json.value(QLatin1String("rope_theta")).toDouble(10000.0));
        if (!std::isfinite(base) || base <= 0.0 || base > 1e12)
            return corruptConfig(QStringLiteral("rope_theta is %1").arg(base), m_place);
        m_config.ropeBase = static_cast<float>(base);
        for (const QJsonObject &place : {m_json, newer})
            if (place.value(QLatin1String("partial_rotary_factor")).toDouble(1.0) != 1.0)
                return unsupported(QStringLiteral("heads that are rotated in part"));
        const QString kind =
            scaling.value(QLatin1String("rope_type"))
                .toString(scaling.value(QLatin1String("type")).toString(QStringLiteral("default")));
        if (kind == QLatin1String("default"))
            return {};
        const double factor = scaling.value(QLatin1String("factor")).toDouble(0.0);
        if (!(factor >= 1.0 && factor <= 1e6))
            return corruptConfig(QStringLiteral("a rope scaling of %1").arg(factor), m_place);
        if (kind == QLatin1String("linear")) {
            m_config.ropeFactors.assign(m_config.headDimension / 2, static_cast<float>(factor));
            return {};
        }
        if (kind == QLatin1String("llama3"))
            return readLlama3Scaling(scaling, factor);
        return unsupported(QStringLiteral("rope scaling %1").arg(kind.left(64)));
    }

    // Long waves are stretched by the factor, short ones left alone, those between in proportion (the Llama 3
    // release, "apply_scaling").
    Result<void> readLlama3Scaling(const QJsonObject &scaling, double factor)
    {
        const double low = scaling.value(QLatin1String("low_freq_factor")).toDouble(0.0);
        const double high = scaling.value(QLatin1String("high_freq_factor")).toDouble(0.0);
        const double original =
            scaling.value(QLatin1String("original_max_position_embeddings")).toDouble(0.0);
        if (!(low > 0.0 && high > low && high <= 1e6 && original >= 1.0 && original <= 1e9))
            return corruptConfig(QStringLiteral("the numbers of the rope scaling llama3 do not fit together"),
                                 m_place);
        const double base = static_cast<double>(m_config.ropeBase);
        const auto dimension = static_cast<double>(m_config.headDimension);
        for (std::size_t i = 0; i < m_config.headDimension / 2; ++i) {
            const double wave =
                2.0 * std::numbers::pi * std::pow(base, static_cast<double>(2 * i) / dimension);
            const double share = std::clamp((original / wave - low) / (high - low), 0.0, 1.0);
            m_config.ropeFactors.push_back(static_cast<float>(1.0 / ((1.0 - share) / factor + share)));
        }
        return {};
    }

    Result<std::size_t> number(const char *key) const
    {
        const QJsonValue value = m_json.value(QLatin1String(key));
        if (value.isUndefined() || value.isNull())
            return corruptConfig(QStringLiteral("%1 is missing").arg(QLatin1String(key)), m_place);
        return numberOr(key, 0);
    }

    // Null, as some files write it, is as good as missing.
    Result<std::size_t> numberOr(const char *key, std::size_t fallback) const
    {
        const QJsonValue value = m_json.value(QLatin1String(key));
        if (value.isUndefined() || value.isNull())
            return fallback;
        const qint64 number = value.toInteger(-1);
        if (number <= 0)
            return corruptConfig(QStringLiteral("%1 is not a positive number").arg(QLatin1String(key)),
                                 m_place);
        return static_cast<std::size_t>(number);
    }

    [[nodiscard]] tl::unexpected<Error> unsupported(const QString &detail) const
    {
        return unsupportedConfig(detail, m_place);
    }

    const QJsonObject &m_json;
    const QString &m_place;
    LlamaConfig m_config;
};

} // namespace

QString architectureOf(const QJsonObject &config)
{
    const QString name = config.value(QLatin1String("architectures")).toArray().at(0).toString();
    return tensors::toQString(name.left(64).toStdString());
}

Result<LlamaConfig> readHuggingFaceConfig(const QJsonObject &config, const QString &place)
{
    return ConfigReader(config, place).read();
}

} // namespace gatewright::model
