// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/torch_weights.h"

#include "core/model/llama_weights.h"
#include "core/model/number_check.h"
#include "core/tensors/dequantise.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace gatewright::model {

namespace {

// Reads tensor after tensor; LlamaWeights::plan() has looked at names and shapes.
class WeightReader
{
public:
    WeightReader(const ModelSource &source, const LlamaConfig &config, c10::Device device)
        : m_source(source)
        , m_config(config)
        , m_device(device)
    {
    }

    Result<TorchWeights> read() const
    {
        TorchWeights weights;
        GW_TRY(embedding, tensor("token_embd.weight", Rows::AsStored));
        weights.embedding = embedding;
        for (std::size_t i = 0; i < m_config.blockCount; ++i) {
            GW_TRY(layer, readLayer("blk." + std::to_string(i) + "."));
            weights.layers.push_back(std::move(layer));
        }
        GW_TRY(outputNorm, norm("output_norm"));
        weights.outputNorm = std::move(outputNorm);
        if (m_source.isTied()) {
            weights.output.weight = weights.embedding.t();
        } else {
            GW_TRY(output, matrix({{"output", Rows::AsStored}}));
            weights.output = std::move(output);
        }
        addRotations(weights);
        return weights;
    }

private:
    enum class Rows { AsStored, Heads };
    using Part = std::pair<std::string, Rows>;

    Result<TorchLayer> readLayer(const std::string &prefix) const
    {
        TorchLayer layer;
        GW_TRY(attentionNorm, norm(prefix + "attn_norm"));
        layer.attentionNorm = std::move(attentionNorm);
        GW_TRY(heads, matrix({{prefix + "attn_q", Rows::Heads},
                              {prefix + "attn_k", Rows::Heads},
                              {prefix + "attn_v", Rows::AsStored}}));
        layer.queryKeyValue = std::move(heads);
        GW_TRY(attentionOutput, matrix({{prefix + "attn_output", Rows::AsStored}}));
        layer.attentionOutput = std::move(attentionOutput);
        GW_TRY(feedForwardNorm, norm(prefix + "ffn_norm"));
        layer.feedForwardNorm = std::move(feedForwardNorm);
        std::vector<Part> parts;
        if (m_config.isGated())
            parts.emplace_back(prefix + "ffn_gate", Rows::AsStored);
        parts.emplace_back(prefix + "ffn_up", Rows::AsStored);
        GW_TRY(gateUp, matrix(parts));
        layer.gateUp = std::move(gateUp);
        GW_TRY(down, matrix({{prefix + "ffn_down", Rows::AsStored}}));
        layer.down = std::move(down);
        return layer;
    }

    Result<TorchNorm> norm(const std::string &name) const
    {
        TorchNorm result;
        GW_TRY(weight, tensor(name + ".weight", Rows::AsStored));
        result.weight = weight;
        if (m_config.hasLayerNorm()) {
            GW_TRY(bias, tensor(name + ".bias", Rows::AsStored));
            result.bias = bias;
        }
        return result;
    }

    // Matrices of the same inputs, one below the other.
    Result<TorchMatrix> matrix(const std::vector<Part> &parts) const
    {
        std::vector<at::Tensor> weights;
        std::vector<at::Tensor> biases;
        bool hasBias = false;
        for (const auto &[name, rows] : parts) {
            GW_TRY(weight, tensor(name + ".weight", rows));
            weights.push_back(weight);
            if (m_source.find(name + ".bias") == nullptr) {
                biases.push_back(weight.new_zeros({weight.size(0)}));
                continue;
            }
            GW_TRY(bias, tensor(name + ".bias", rows));
            biases.push_back(bias);
            hasBias = true;
        }
        TorchMatrix result;
        result.weight = (weights.size() == 1 ? weights.front() : at::cat(weights)).t();
        if (hasBias)
            result.bias = biases.size() == 1 ? biases.front() : at::cat(biases);
        return result;
    }

    Result<at::Tensor> tensor(const std::string &name, Rows rows) const
    {
        const tensors::TensorInfo *info = m_source.find(name);
        if (info == nullptr || !scalesAreNumbers(info->type, info->data))
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("The model's weights are not numbers; the file is damaged, fetch it again."),
                QString::fromStdString(m_source.ownName(name)), m_source.fileOf(name));
        std::vector<std::int64_t> sizes;
        for (const std::uint64_t size : info->shape)
            sizes.insert(sizes.begin(), static_cast<std::int64_t>(size));
        at::Tensor values = at::empty(sizes, at::kFloat);
        const std::span all(values.mutable_data_ptr<float>(), static_cast<std::size_t>(values.numel()));
        GW_CHECK(tensors::dequantise(info->type, info->data, all));
        if (rows == Rows::Heads && m_source.headRows() == HeadRows::Pairs)
            values = inHalves(values);
        return values.to(m_device);
    }

    // From pairs side by side to two halves, head by head.
    [[nodiscard]] at::Tensor inHalves(const at::Tensor &values) const
    {
        const auto half = static_cast<std::int64_t>(m_config.headDimension / 2);
        return values.unflatten(0, {-1, half, 2}).transpose(1, 2).flatten(0, 2).contiguous();
    }

    void addRotations(TorchWeights &weights) const
    {
        const std::size_t half = m_config.headDimension / 2;
        const std::vector<std::int64_t> sizes{static_cast<std::int64_t>(m_config.contextLength),
                                              static_cast<std::int64_t>(m_config.headDimension)};
        at::Tensor cosines = at::empty(sizes, at::kFloat);
        at::Tensor sines = at::empty(sizes, at::kFloat);
        auto *cosine = cosines.mutable_data_ptr<float>();
        auto *sine = sines.mutable_data_ptr<float>();
        for (std::int64_t position = 0; position < cosines.size(0); ++position)
            for (std::size_t i = 0; i < m_config.headDimension; ++i) {
                const double exponent = double(2 * (i % half)) / double(m_config.headDimension);
                const float factor = m_config.ropeFactors.empty() ? 1.0F : m_config.ropeFactors[i % half];
                // Frequencies and angles are rounded to float, as the reference does it.
                const float frequency =
                    static_cast<float>(1.0 / std::pow(double(m_config.ropeBase), exponent)) / factor;
                const double angle = double(static_cast<float>(position) * frequency);
                *cosine++ = static_cast<float>(std::cos(angle));
                *sine++ = static_cast<float>(std::sin(angle));
            }
        weights.cosines = cosines.to(m_device);
        weights.sines = sines.to(m_device);
    }

    const ModelSource &m_source;
    const LlamaConfig &m_config;
    c10::Device m_device;
};

} // namespace

Result<TorchWeights> TorchWeights::load(const ModelSource &source, const LlamaConfig &config,
                                        c10::Device device)
{
    GW_CHECK(LlamaWeights::plan(source, config));
    return WeightReader(source, config, device).read();
}

std::size_t TorchWeights::bytes() const
{
    std::size_t sum = embedding.nbytes() + cosines.nbytes() + sines.nbytes();
    if (!output.weight.is_alias_of(embedding))
        sum += output.weight.nbytes();
    for (const TorchLayer &layer : layers)
        for (const TorchMatrix *matrix :
             {&layer.queryKeyValue, &layer.attentionOutput, &layer.gateUp, &layer.down})
            sum += matrix->weight.nbytes();
    return sum;
}

} // namespace gatewright::model
