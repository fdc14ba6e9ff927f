// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama_weights.h"

#include "core/model/kernels/packed_matrix.h"
#include "core/model/number_check.h"
#include "core/tensors/dequantise.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <set>
#include <string>

namespace gatewright::model {

namespace {

using tensors::TensorInfo;

enum class Bias { None, Optional, Required };

// First plans every tensor (checks and sizes), then allocates once, then packs on all threads.
class WeightLoader
{
public:
    WeightLoader(const ModelSource &source, const LlamaConfig &config)
        : m_source(source)
        , m_config(config)
        , m_layers(config.blockCount)
    {
    }

    Result<std::size_t> plan()
    {
        GW_CHECK(
            matrix("token_embd", m_config.embeddingLength, m_config.vocabularySize, m_embedding, Bias::None));
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            GW_CHECK(planLayer("blk." + std::to_string(i) + ".", m_layers[i]));
        GW_CHECK(norm("output_norm", m_outputNorm));
        m_isTied = m_source.isTied();
        if (!m_isTied)
            GW_CHECK(
                matrix("output", m_config.embeddingLength, m_config.vocabularySize, m_output, Bias::None));
        GW_CHECK(refuseUnknownTensors());
        return m_bytes;
    }

    Result<LlamaWeights> load(ThreadPool &pool)
    {
        GW_TRY(bytes, plan());
        GW_TRY(arena, MemoryArena::create(bytes));
        GW_CHECK(fillVectors(arena));
        GW_CHECK(fillMatrices(arena, pool));
        if (m_isTied)
            m_output = m_embedding;
        return LlamaWeights{std::move(arena), m_embedding, std::move(m_layers), m_outputNorm, m_output};
    }

private:
    struct PlannedMatrix
    {
        const TensorInfo *info;
        PackJob job;
        MatrixView *view;
    };
    struct PlannedVector
    {
        const TensorInfo *info;
        const float **values;
        RowOrder order;
    };

    Result<void> planLayer(const std::string &prefix, LlamaLayer &layer)
    {
        const std::size_t embedding = m_config.embeddingLength;
        const std::size_t queries = m_config.queryLength();
        const std::size_t keyValues = m_config.keyValueLength();
        const std::size_t feedForward = m_config.feedForwardLength;
        const Bias heads = m_config.architecture == Architecture::Qwen2 ? Bias::Required : Bias::Optional;
        GW_CHECK(norm(prefix + "attn_norm", layer.attentionNorm));
        GW_CHECK(matrix(prefix + "attn_q", embedding, queries, layer.queryKeyValue[0], heads, headOrder()));
        GW_CHECK(matrix(prefix + "attn_k", embedding, keyValues, layer.queryKeyValue[1], heads, headOrder()));
        GW_CHECK(matrix(prefix + "attn_v", embedding, keyValues, layer.queryKeyValue[2], heads));
        GW_CHECK(matrix(prefix + "attn_output", queries, embedding, layer.attentionOutput, Bias::Optional));
        GW_CHECK(norm(prefix + "ffn_norm", layer.feedForwardNorm));
        if (m_config.isGated())
            GW_CHECK(matrix(prefix + "ffn_gate", embedding, feedForward, layer.gate, Bias::Optional));
        GW_CHECK(matrix(prefix + "ffn_up", embedding, feedForward, layer.up, Bias::Optional));
        return matrix(prefix + "ffn_down", feedForward, embedding, layer.down, Bias::Optional);
    }

    // Where a head's rows come from when the file has the rotated pairs side by side.
    [[nodiscard]] RowOrder headOrder() const
    {
        if (m_source.headRows() == HeadRows::Halves)
            return {};
        return [dimension = m_config.headDimension](std::size_t row) {
            const std::size_t head = row / dimension * dimension;
            const std::size_t inHead = row % dimension;
            const std::size_t half = dimension / 2;
            return head + (inHead < half ? 2 * inHead : 2 * (inHead - half) + 1);
        };
    }

    Result<const TensorInfo *> tensor(const std::string &name, const std::vector<std::uint64_t> &shape)
    {
        const TensorInfo *info = m_source.find(name);
        const QString ownName = QString::fromStdString(m_source.ownName(name));
        if (info == nullptr)
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("The model lacks the tensor %1; the file is damaged or not what its "
                               "description says, fetch it again.")
                    .arg(ownName),
                {}, m_source.fileOf(name));
        if (info->shape != shape) {
            QStringList sizes;
            for (std::uint64_t size : info->shape)
                sizes.append(QString::number(size));
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("A tensor of the model has another shape than the file's description says; "
                               "the file is damaged, fetch it again."),
                QStringLiteral("%1 is %2").arg(ownName, sizes.join(QLatin1Char('x'))), m_source.fileOf(name));
        }
        m_known.insert(info);
        return info;
    }

    Result<void> matrix(const std::string &name, std::size_t columns, std::size_t rows, MatrixView &view,
                        Bias bias, const RowOrder &order = {})
    {
        GW_TRY(info, tensor(name + ".weight", {columns, rows}));
        const auto layout = layoutFor(info->type);
        if (!layout)
            return makeError(
                ErrorCode::Unsupported,
                QStringLiteral("This version has no kernel for the model's weights; choose a model with "
                               "Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, F16, BF16 or F32 weights."),
                QStringLiteral("%1 is %2")
                    .arg(QString::fromStdString(info->name), tensors::traits(info->type).name),
                m_source.fileOf(name + ".weight"));
        view = {*layout, static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns),
                groupBytes(*layout, columns), nullptr};
        m_bytes += MemoryArena::padded(packedBytes(*layout, rows, columns));
        m_matrices.push_back({info, {info->type, info->data, view, nullptr, order}, &view});
        const bool hasBias =
            bias == Bias::Required || (bias == Bias::Optional && m_source.find(name + ".bias") != nullptr);
        return hasBias ? vector(name + ".bias", rows, view.bias, order) : Result<void>();
    }

    Result<void> norm(const std::string &name, NormWeights &norm)
    {
        GW_CHECK(vector(name + ".weight", m_config.embeddingLength, norm.weight));
        return m_config.hasLayerNorm() ? vector(name + ".bias", m_config.embeddingLength, norm.bias)
                                       : Result<void>();
    }

    Result<void> vector(const std::string &name, std::size_t length, const float *&values,
                        const RowOrder &order = {})
    {
        GW_TRY(info, tensor(name, {length}));
        m_bytes += MemoryArena::padded(paddedLength(length) * sizeof(float));
        m_vectors.push_back({info, &values, order});
        return {};
    }

    // Kernels work on whole groups.
    static std::size_t paddedLength(std::size_t length)
    {
        return (length + kGroupRows - 1) / kGroupRows * kGroupRows;
    }

    // A bias in a place without one changes what the model computes: better refused than ignored.
    Result<void> refuseUnknownTensors() const
    {
        for (const TensorInfo *info : m_source.tensors())
            if (!m_known.contains(info) && !m_source.isRedundant(*info))
                return makeError(ErrorCode::Unsupported,
                                 QStringLiteral("The model has parts that this version does not know; choose "
                                                "another model of its family."),
                                 QStringLiteral("tensor %1").arg(QString::fromStdString(info->name)),
                                 m_source.path());
        return {};
    }

    Result<void> fillVectors(MemoryArena &arena) const
    {
        for (const PlannedVector &planned : m_vectors) {
            const auto length = static_cast<std::size_t>(planned.info->elementCount());
            std::vector<float> stored(length);
            GW_CHECK(tensors::dequantise(planned.info->type, planned.info->data, stored));
            if (!std::ranges::all_of(stored, [](float value) { return std::isfinite(value); }))
                return notNumbers(*planned.info);
            auto *values = arena.allocate<float>(paddedLength(length));
            for (std::size_t i = 0; i < length; ++i)
                values[i] = stored[planned.order ? planned.order(i) : i];
            *planned.values = values;
        }
        return {};
    }

    Result<void> fillMatrices(MemoryArena &arena, ThreadPool &pool)
    {
        for (PlannedMatrix &planned : m_matrices) {
            PackJob &job = planned.job;
            job.destination = arena.allocate(packedBytes(job.view.layout, job.view.rows, job.view.columns));
            planned.view->data = reinterpret_cast<const std::uint8_t *>(job.destination);
        }
        std::atomic<std::size_t> firstBroken = m_matrices.size();
        pool.run([&](unsigned) {
            for (std::size_t i = 0; i < m_matrices.size(); ++i) {
                const PackJob &job = m_matrices[i].job;
                const std::size_t groups = job.view.groups();
                pool.share(groups, pool.pieceOf(groups), [&](std::size_t begin, std::size_t end) {
                    packGroups(job, begin, end);
                    if (!hasOnlyNumbers(job, begin, end))
                        lower(firstBroken, i);
                });
            }
        });
        if (firstBroken < m_matrices.size())
            return notNumbers(*m_matrices[firstBroken].info);
        return {};
    }

    // Looks at the rows of the file that these groups would be without their order: all groups together are
    // all rows.
    static bool hasOnlyNumbers(const PackJob &job, std::size_t beginGroup, std::size_t endGroup)
    {
        const std::size_t rowBytes = job.stored.size() / job.view.rows;
        const std::size_t begin = beginGroup * kGroupRows;
        const std::size_t end = std::min<std::size_t>(endGroup * kGroupRows, job.view.rows);
        return scalesAreNumbers(job.type, job.stored.subspan(begin * rowBytes, (end - begin) * rowBytes));
    }

    static void lower(std::atomic<std::size_t> &value, std::size_t to)
    {
        std::size_t now = value.load();
        while (to < now && !value.compare_exchange_weak(now, to)) {
        }
    }

    [[nodiscard]] tl::unexpected<Error> notNumbers(const TensorInfo &info) const
    {
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The model's weights are not numbers; the file is damaged, fetch it again."),
            QString::fromStdString(info.name), m_source.path());
    }

    const ModelSource &m_source;
    const LlamaConfig &m_config;
    std::vector<LlamaLayer> m_layers;
    MatrixView m_embedding;
    MatrixView m_output;
    NormWeights m_outputNorm;
    bool m_isTied = false;
    std::size_t m_bytes = 0;
    std::vector<PlannedMatrix> m_matrices;
    std::vector<PlannedVector> m_vectors;
    std::set<const TensorInfo *> m_known;
};

} // namespace

Result<LlamaWeights> LlamaWeights::load(const ModelSource &source, const LlamaConfig &config,
                                        ThreadPool &pool)
{
    return WeightLoader(source, config).load(pool);
}

Result<std::size_t> LlamaWeights::plan(const ModelSource &source, const LlamaConfig &config)
{
    return WeightLoader(source, config).plan();
}

} // namespace gatewright::model
