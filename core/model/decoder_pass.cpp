// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_pass.h"

#include "core/model/kernels/packed_matrix.h"
#include "core/model/llama_model.h"
#include "core/model/thread_pool.h"

#include <algorithm>
#include <utility>

namespace gatewright::model {

Result<std::unique_ptr<DecoderPass>> DecoderPass::create(const LlamaModel &model, std::size_t positions,
                                                         std::size_t slots)
{
    const auto precision =
        model.precision() == Precision::Float32 ? CachePrecision::Single : model.cachePrecision();
    GW_TRY(attention, AttentionPass::create(model.config(), model.kernels(), model.threadPool(), precision,
                                            positions, slots));
    GW_TRY(arena, MemoryArena::create(bufferBytes(model)));
    return std::unique_ptr<DecoderPass>(new DecoderPass(model, std::move(attention), std::move(arena)));
}

DecoderPass::DecoderPass(const LlamaModel &model, AttentionPass attention, MemoryArena arena)
    : m_config(model.config())
    , m_weights(model.weights())
    , m_kernels(model.kernels())
    , m_pool(model.threadPool())
    , m_floatOnly(model.precision() == Precision::Float32)
    , m_attention(std::move(attention))
    , m_arena(std::move(arena))
    , m_headsStride(model.config().queryLength() + 2 * model.config().keyValueLength())
{
    allocateBuffers();
}

std::size_t DecoderPass::bufferBytes(const LlamaModel &model)
{
    const LlamaConfig &config = model.config();
    const std::size_t heads = config.queryLength() + 2 * config.keyValueLength();
    const std::size_t rowFloats =
        2 * config.embeddingLength + config.queryLength() + 2 * config.feedForwardLength + heads;
    const std::size_t rowBlocks =
        (config.embeddingLength + config.queryLength() + config.feedForwardLength) / kBlockColumns;
    constexpr std::size_t kPieces = 9;
    return kMaximumPassRows * (rowFloats * sizeof(float) + rowBlocks * sizeof(QuantisedBlock)) +
           kPieces * MemoryArena::kAlignment;
}

void DecoderPass::allocateBuffers()
{
    const auto floats = [this](std::size_t perRow) {
        return m_arena.allocate<float>(kMaximumPassRows * perRow);
    };
    const auto inputs = [&](std::size_t length) {
        return Inputs{floats(length), length,
                      m_arena.allocate<QuantisedBlock>(kMaximumPassRows * length / kBlockColumns)};
    };
    m_hidden = floats(m_config.embeddingLength);
    m_normal = inputs(m_config.embeddingLength);
    m_joined = inputs(m_config.queryLength());
    m_gate = inputs(m_config.feedForwardLength);
    m_up = floats(m_config.feedForwardLength);
    m_heads = floats(m_headsStride);
}

bool DecoderPass::run(const Rows &rows, float *logits, std::size_t logitsStride, const std::stop_token &stop)
{
    m_rows = rows;
    m_logits = logits;
    m_logitsStride = logitsStride;
    m_stopped.store(false, std::memory_order_relaxed);
    m_attention.begin(rows.places);
    m_pool.runAsItPays([&](unsigned worker) {
        work(worker, stop);
        m_kernels.release();
    });
    return !m_stopped.load(std::memory_order_relaxed);
}

void DecoderPass::work(unsigned worker, const std::stop_token &stop)
{
    embed();
    for (std::size_t index = 0; index < m_config.blockCount; ++index)
        if (!runLayer(index, worker, stop))
            return;
    if (m_rows.withoutLogits < rowCount())
        computeLogits();
}

// False, for all threads alike, when the pass was stopped.
bool DecoderPass::runLayer(std::size_t index, unsigned worker, const std::stop_token &stop)
{
    const LlamaLayer &layer = m_weights.layers[index];
    if (worker == 0 && stop.stop_requested())
        m_stopped.store(true, std::memory_order_relaxed);
    normalise(layer.attentionNorm, 0);
    if (m_stopped.load(std::memory_order_relaxed))
        return false;
    projectHeads(layer);
    m_attention.store(index, m_heads);

    // Behind the last layer's keys and values only rows with logits go on, or those that vote.
    const bool isLast = index + 1 == m_config.blockCount && !m_attention.isVoting();
    const std::size_t firstRow = isLast ? m_rows.withoutLogits : 0;
    if (firstRow == rowCount())
        return true;
    m_attention.attend(index, worker, firstRow, m_heads);
    if (m_attention.isVoting())
        m_attention.countVotes(index);
    joinHeads(firstRow);
    addProjection(layer.attentionOutput, m_joined, firstRow);
    normalise(layer.feedForwardNorm, firstRow);
    feedForward(layer, firstRow);
    addProjection(layer.down, m_gate, firstRow);
    return true;
}

void DecoderPass::embed()
{
    m_pool.share(rowCount(), 1, [this](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            unpackRow(m_weights.embedding, static_cast<std::size_t>(m_rows.tokens[row]),
                      m_hidden + row * m_config.embeddingLength);
    });
}

void DecoderPass::normalise(const NormWeights &norm, std::size_t firstRow)
{
    const std::size_t length = m_config.embeddingLength;
    m_pool.share(rowCount() - firstRow, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = firstRow + begin; row < firstRow + end; ++row) {
            const float *hidden = m_hidden + row * length;
            float *normal = m_normal.values + row * length;
            if (norm.bias != nullptr)
                m_kernels.layerNormalise(hidden, norm.weight, norm.bias, length, m_config.normEpsilon,
                                         normal);
            else
                m_kernels.normalise(hidden, norm.weight, length, m_config.normEpsilon, normal);
            quantiseRow(m_normal, row);
        }
    });
}

void DecoderPass::projectHeads(const LlamaLayer &layer)
{
    std::size_t groups = 0;
    for (const MatrixView &part : layer.queryKeyValue)
        groups += part.groups();
    m_pool.share(groups, m_pool.pieceOf(groups), [&](std::size_t begin, std::size_t end) {
        std::size_t partBegin = 0;
        for (const MatrixView &part : layer.queryKeyValue) {
            const std::size_t partEnd = partBegin + part.groups();
            const std::size_t first = std::max(begin, partBegin);
            const std::size_t last = std::min(end, partEnd);
            if (first < last)
                multiply(part, first - partBegin, last - partBegin, m_normal, 0,
                         m_heads + partBegin * kGroupRows, m_headsStride, OutputMode::Store);
            partBegin = partEnd;
        }
    });
}

void DecoderPass::joinHeads(std::size_t firstRow)
{
    m_pool.share(rowCount() - firstRow, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = firstRow + begin; row < firstRow + end; ++row) {
            m_attention.join(row, m_joined.values + row * m_joined.length);
            quantiseRow(m_joined, row);
        }
    });
}

// The activation and the products of 32 columns at a time, so that the thread that has them can quantise them
// too.
void DecoderPass::feedForward(const LlamaLayer &layer, std::size_t firstRow)
{
    constexpr std::size_t kGroups = kBlockColumns / kGroupRows;
    const std::size_t length = m_config.feedForwardLength;
    const std::size_t units = length / kBlockColumns;
    m_pool.share(units, m_pool.pieceOf(units), [&](std::size_t begin, std::size_t end) {
        const std::size_t firstGroup = begin * kGroups;
        const std::size_t lastGroup = end * kGroups;
        float *activated = m_gate.values + firstRow * length;
        const bool gated = m_config.isGated();
        if (gated)
            multiply(layer.gate, firstGroup, lastGroup, m_normal, firstRow, activated, length,
                     OutputMode::Store);
        multiply(layer.up, firstGroup, lastGroup, m_normal, firstRow,
                 gated ? m_up + firstRow * length : activated, length, OutputMode::Store);
        const std::size_t columns = (end - begin) * kBlockColumns;
        for (std::size_t row = firstRow; row < rowCount(); ++row) {
            const std::size_t offset = row * length + begin * kBlockColumns;
            if (gated)
                m_kernels.gate(m_gate.values + offset, m_up + offset, columns);
            else
                m_kernels.gelu(m_gate.values + offset, columns);
            if (!m_floatOnly)
                m_kernels.quantise(m_gate.values + offset, columns, m_gate.blocks + offset / kBlockColumns);
        }
    });
}

void DecoderPass::addProjection(const MatrixView &matrix, const Inputs &inputs, std::size_t firstRow)
{
    const std::size_t groups = matrix.groups();
    m_pool.share(groups, m_pool.pieceOf(groups), [&](std::size_t begin, std::size_t end) {
        multiply(matrix, begin, end, inputs, firstRow, m_hidden + firstRow * m_config.embeddingLength,
                 m_config.embeddingLength, OutputMode::Add);
    });
}

void DecoderPass::computeLogits()
{
    const std::size_t firstRow = m_rows.withoutLogits;
    normalise(m_weights.outputNorm, firstRow);
    const std::size_t groups = m_weights.output.groups();
    m_pool.share(groups, m_pool.pieceOf(groups), [&](std::size_t begin, std::size_t end) {
        multiply(m_weights.output, begin, end, m_normal, firstRow, m_logits, m_logitsStride,
                 OutputMode::Store);
    });
}

void DecoderPass::quantiseRow(const Inputs &inputs, std::size_t row) const
{
    if (!m_floatOnly)
        m_kernels.quantise(inputs.values + row * inputs.length, inputs.length,
                           inputs.blocks + row * inputs.length / kBlockColumns);
}

void DecoderPass::multiply(const MatrixView &matrix, std::size_t firstGroup, std::size_t lastGroup,
                           const Inputs &inputs, std::size_t firstRow, float *output,
                           std::size_t outputStride, OutputMode mode) const
{
    const std::size_t rows = rowCount() - firstRow;
    if (isQuantised(matrix.layout) && !m_floatOnly) {
        const std::size_t stride = inputs.length / kBlockColumns;
        m_kernels.matmulQuantised({matrix, firstGroup, lastGroup, inputs.blocks + firstRow * stride, stride,
                                   rows, output, outputStride, mode});
    } else {
        m_kernels.matmulFloat({matrix, firstGroup, lastGroup, inputs.values + firstRow * inputs.length,
                               inputs.length, rows, output, outputStride, mode});
    }
    if (matrix.bias == nullptr)
        return;
    const std::size_t begin = firstGroup * kGroupRows;
    for (std::size_t row = 0; row < rows; ++row)
        m_kernels.add(output + row * outputStride + begin, matrix.bias + begin,
                      (lastGroup - firstGroup) * kGroupRows);
}

} // namespace gatewright::model
