// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama_weights.h"

#include "core/model/kernels/packed_matrix.h"
#include "core/tensors/dequantise.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace gatewright::model {

namespace {

using tensors::GgufFile;
using tensors::TensorInfo;

// First plans every tensor (checks and sizes), then allocates once, then packs on all threads.
class WeightLoader
{
public:
    WeightLoader(const GgufFile &file, const LlamaConfig &config)
        : m_file(file)
        , m_config(config)
    {
    }

    Result<LlamaWeights> load(ThreadPool &pool)
    {
        std::vector<LlamaLayer> layers(m_config.blockCount);
        MatrixView embedding;
        MatrixView output;
        const float *outputNorm = nullptr;
        GW_CHECK(matrix("token_embd.weight", m_config.embeddingLength, m_config.vocabularySize, embedding));
        for (std::size_t i = 0; i < layers.size(); ++i)
            GW_CHECK(planLayer("blk." + std::to_string(i) + ".", layers[i]));
        GW_CHECK(norm("output_norm.weight", outputNorm));
        const bool tied = m_file.find("output.weight") == nullptr;
        if (!tied)
            GW_CHECK(matrix("output.weight", m_config.embeddingLength, m_config.vocabularySize, output));
        GW_CHECK(refuseUnknownTensors());

        GW_TRY(arena, MemoryArena::create(m_bytes));
        GW_CHECK(fillNorms(arena));
        fillMatrices(arena, pool);
        if (tied)
            output = embedding;
        return LlamaWeights{std::move(arena), embedding, std::move(layers), outputNorm, output};
    }

private:
    struct PlannedMatrix
    {
        PackJob job;
        MatrixView *view;
    };
    struct PlannedNorm
    {
        const TensorInfo *info;
        const float **values;
    };

    Result<void> planLayer(const std::string &prefix, LlamaLayer &layer)
    {
        const std::size_t embedding = m_config.embeddingLength;
        const std::size_t queries = m_config.queryLength();
        const std::size_t keyValues = m_config.keyValueLength();
        const std::size_t feedForward = m_config.feedForwardLength;
        const RowOrder rotated = [dimension = m_config.headDimension](std::size_t row) {
            const std::size_t head = row / dimension * dimension;
            const std::size_t inHead = row % dimension;
            const std::size_t half = dimension / 2;
            return head + (inHead < half ? 2 * inHead : 2 * (inHead - half) + 1);
        };
        GW_CHECK(norm(prefix + "attn_norm.weight", layer.attentionNorm));
        GW_CHECK(matrix(prefix + "attn_q.weight", embedding, queries, layer.queryKeyValue[0], rotated));
        GW_CHECK(matrix(prefix + "attn_k.weight", embedding, keyValues, layer.queryKeyValue[1], rotated));
        GW_CHECK(matrix(prefix + "attn_v.weight", embedding, keyValues, layer.queryKeyValue[2]));
        GW_CHECK(matrix(prefix + "attn_output.weight", queries, embedding, layer.attentionOutput));
        GW_CHECK(norm(prefix + "ffn_norm.weight", layer.feedForwardNorm));
        GW_CHECK(matrix(prefix + "ffn_gate.weight", embedding, feedForward, layer.gate));
        GW_CHECK(matrix(prefix + "ffn_up.weight", embedding, feedForward, layer.up));
        return matrix(prefix + "ffn_down.weight", feedForward, embedding, layer.down);
    }

    Result<const TensorInfo *> tensor(const std::string &name, const std::vector<std::uint64_t> &shape)
    {
        GW_TRY(info, m_file.require(name));
        if (info->shape != shape) {
            QStringList sizes;
            for (std::uint64_t size : info->shape)
                sizes.append(QString::number(size));
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("A tensor of the model has another shape than the file's description says; "
                               "the file is damaged, fetch it again."),
                QStringLiteral("%1 is %2").arg(QString::fromStdString(name), sizes.join(QLatin1Char('x'))),
                m_file.name());
        }
        m_known.insert(info->name);
        return info;
    }

    Result<void> matrix(const std::string &name, std::size_t columns, std::size_t rows, MatrixView &view,
                        RowOrder order = {})
    {
        GW_TRY(info, tensor(name, {columns, rows}));
        const auto layout = layoutFor(info->type);
        if (!layout)
            return makeError(
                ErrorCode::Unsupported,
                QStringLiteral("This version has no kernel for the model's weights; choose a file with "
                               "Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, F16, BF16 or F32 weights."),
                QStringLiteral("%1 is %2")
                    .arg(QString::fromStdString(name), tensors::traits(info->type).name),
                m_file.name());
        view = {*layout, static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns),
                groupBytes(*layout, columns), nullptr};
        m_bytes += MemoryArena::padded(packedBytes(*layout, rows, columns));
        m_matrices.push_back({{info->type, info->data, view, nullptr, std::move(order)}, &view});
        return {};
    }

    Result<void> norm(const std::string &name, const float *&values)
    {
        GW_TRY(info, tensor(name, {m_config.embeddingLength}));
        m_bytes += MemoryArena::padded(m_config.embeddingLength * sizeof(float));
        m_norms.push_back({info, &values});
        return {};
    }

    // A bias or a table of rope factors changes what the model computes: better refused than ignored.
    Result<void> refuseUnknownTensors() const
    {
        for (const TensorInfo &info : m_file.tensors())
            if (!m_known.contains(info.name))
                return makeError(
                    ErrorCode::Unsupported,
                    QStringLiteral("The model has parts that this version does not know; choose another "
                                   "Llama-family model."),
                    QStringLiteral("tensor %1").arg(QString::fromStdString(info.name)), m_file.name());
        return {};
    }

    Result<void> fillNorms(MemoryArena &arena) const
    {
        for (const PlannedNorm &planned : m_norms) {
            const std::span values(arena.allocate<float>(m_config.embeddingLength), m_config.embeddingLength);
            GW_CHECK(tensors::dequantise(planned.info->type, planned.info->data, values));
            if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); }))
                return makeError(
                    ErrorCode::Corrupt,
                    QStringLiteral(
                        "The model's weights are not numbers; the file is damaged, fetch it again."),
                    QString::fromStdString(planned.info->name), m_file.name());
            *planned.values = values.data();
        }
        return {};
    }

    void fillMatrices(MemoryArena &arena, ThreadPool &pool)
    {
        for (PlannedMatrix &planned : m_matrices) {
            PackJob &job = planned.job;
            job.destination = arena.allocate(packedBytes(job.view.layout, job.view.rows, job.view.columns));
            planned.view->data = reinterpret_cast<const std::uint8_t *>(job.destination);
        }
        pool.run([&](unsigned) {
            for (const PlannedMatrix &planned : m_matrices) {
                const std::size_t groups = planned.job.view.groups();
                pool.share(groups, pool.pieceOf(groups),
                           [&](std::size_t begin, std::size_t end) { packGroups(planned.job, begin, end); });
            }
        });
    }

    const GgufFile &m_file;
    const LlamaConfig &m_config;
    std::size_t m_bytes = 0;
    std::vector<PlannedMatrix> m_matrices;
    std::vector<PlannedNorm> m_norms;
    std::set<std::string> m_known;
};

} // namespace

Result<LlamaWeights> LlamaWeights::load(const GgufFile &file, const LlamaConfig &config, ThreadPool &pool)
{
    return WeightLoader(file, config).load(pool);
}

} // namespace gatewright::model
