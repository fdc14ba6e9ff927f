// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_pass.h"

#include "core/model/kernels/packed_matrix.h"
#include "core/model/llama_model.h"
#include "core/model/thread_pool.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace gatewright::model {

namespace {

std::size_t chunksFor(std::size_t positions)
{
    return (positions + kAttentionChunk - 1) / kAttentionChunk;
}

} // namespace

Result<std::unique_ptr<DecoderPass>> DecoderPass::create(const LlamaModel &model, std::size_t capacity)
{
    const auto precision =
        model.precision() == Precision::Float32 ? CachePrecision::Single : CachePrecision::Half;
    GW_TRY(cache, KvCache::create(model.config(), capacity, precision));
    GW_TRY(arena, MemoryArena::create(bufferBytes(model, capacity)));
    return std::unique_ptr<DecoderPass>(new DecoderPass(model, std::move(cache), std::move(arena), capacity));
}

DecoderPass::DecoderPass(const LlamaModel &model, KvCache cache, MemoryArena arena, std::size_t capacity)
    : m_config(model.config())
    , m_weights(model.weights())
    , m_kernels(model.kernels())
    , m_pool(model.threadPool())
    , m_floatOnly(model.precision() == Precision::Float32)
    , m_cache(std::move(cache))
    , m_arena(std::move(arena))
    , m_headsStride(model.config().queryLength() + 2 * model.config().keyValueLength())
    , m_chunks(chunksFor(capacity))
{
    allocateBuffers(capacity);
    fillRotations(capacity);
}

std::size_t DecoderPass::bufferBytes(const LlamaModel &model, std::size_t capacity)
{
    const LlamaConfig &config = model.config();
    const std::size_t heads = config.queryLength() + 2 * config.keyValueLength();
    const std::size_t partials =
        config.headCount * chunksFor(capacity) * attentionPartialFloats(config.headDimension);
    const std::size_t rowFloats =
        2 * config.embeddingLength + config.queryLength() + 2 * config.feedForwardLength + heads + partials;
    const std::size_t rowBlocks =
        (config.embeddingLength + config.queryLength() + config.feedForwardLength) / kBlockColumns;
    const std::size_t sharedFloats = model.threadPool().size() * attentionScratchFloats(config.groupHeads()) +
                                     capacity * config.headDimension;
    constexpr std::size_t kPieces = 12;
    return kMaximumPassRows * (rowFloats * sizeof(float) + rowBlocks * sizeof(QuantisedBlock)) +
           sharedFloats * sizeof(float) + kPieces * MemoryArena::kAlignment;
}

void DecoderPass::allocateBuffers(std::size_t capacity)
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
    m_attention = inputs(m_config.queryLength());
    m_gate = inputs(m_config.feedForwardLength);
    m_up = floats(m_config.feedForwardLength);
    m_heads = floats(m_headsStride);
    m_partials = floats(m_config.headCount * m_chunks * attentionPartialFloats(m_config.headDimension));
    m_scratch = m_arena.allocate<float>(m_pool.size() * attentionScratchFloats(m_config.groupHeads()));
    m_cosines = m_arena.allocate<float>(capacity * m_config.headDimension / 2);
    m_sines = m_arena.allocate<float>(capacity * m_config.headDimension / 2);
}

// Rotary position embedding: dimension i of a head's first half turns with its partner in the second half by
// position * base^(-2 i / headDimension). Frequencies and angles are rounded to float, as the reference does
// it.
void DecoderPass::fillRotations(std::size_t capacity)
{
    const std::size_t half = m_config.headDimension / 2;
    for (std::size_t i = 0; i < half; ++i) {
        const double exponent = static_cast<double>(2 * i) / static_cast<double>(m_config.headDimension);
        const float factor = m_config.ropeFactors.empty() ? 1.0F : m_config.ropeFactors[i];
        const float frequency =
            static_cast<float>(1.0 / std::pow(static_cast<double>(m_config.ropeBase), exponent)) / factor;
        for (std::size_t position = 0; position < capacity; ++position) {
            const double angle = static_cast<double>(static_cast<float>(position) * frequency);
            m_cosines[position * half + i] = static_cast<float>(std::cos(angle));
            m_sines[position * half + i] = static_cast<float>(std::sin(angle));
        }
    }
}

bool DecoderPass::run(const Rows &rows, float *logits, std::size_t logitsStride, const std::stop_token &stop)
{
    m_rows = rows;
    m_logits = logits;
    m_logitsStride = logitsStride;
    m_stopped.store(false, std::memory_order_relaxed);
    m_pool.run([&](unsigned worker) { work(worker, stop); });
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
    rotateAndStore(index);

    // Behind the last layer's keys and values only rows with logits go on.
    const std::size_t firstRow = index + 1 == m_config.blockCount ? m_rows.withoutLogits : 0;
    if (firstRow == rowCount())
        return true;
    attend(index, worker, firstRow);
    joinChunks(firstRow);
    addProjection(layer.attentionOutput, m_attention, firstRow);
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

void DecoderPass::rotateAndStore(std::size_t layer)
{
    const std::size_t dimension = m_config.headDimension;
    const std::size_t half = dimension / 2;
    m_pool.share(rowCount(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const std::size_t position = m_rows.firstPosition + row;
            float *heads = m_heads + row * m_headsStride;
            for (std::size_t head = 0; head < m_config.headCount + m_config.keyValueHeadCount; ++head)
                m_kernels.rotate(heads + head * dimension, m_cosines + position * half,
                                 m_sines + position * half, half);
            const float *key = heads + m_config.queryLength();
            const float *value = key + m_config.keyValueLength();
            const std::size_t keyOffset =
                position / kGroupRows * kGroupRows * dimension + position % kGroupRows;
            for (std::size_t head = 0; head < m_config.keyValueHeadCount;
                 ++head, key += dimension, value += dimension) {
                if (m_floatOnly) {
                    for (std::size_t d = 0; d < dimension; ++d)
                        m_cache.keys<float>(layer, head)[keyOffset + d * kGroupRows] = key[d];
                    std::copy_n(value, dimension, m_cache.values<float>(layer, head) + position * dimension);
                } else {
                    m_kernels.storeHalf(key, value, dimension,
                                        m_cache.keys<std::uint16_t>(layer, head) + keyOffset,
                                        m_cache.values<std::uint16_t>(layer, head) + position * dimension);
                }
            }
        }
    });
}

void DecoderPass::attend(std::size_t layer, unsigned worker, std::size_t firstRow)
{
    const std::size_t chunks = chunksFor(m_rows.firstPosition + rowCount());
    const std::size_t heads = m_config.keyValueHeadCount;
    const std::size_t tiles = (rowCount() - firstRow + kAttentionTileRows - 1) / kAttentionTileRows;
    m_pool.share(tiles * chunks * heads, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t item = begin; item < end; ++item) {
            const std::size_t row = firstRow + item / (heads * chunks) * kAttentionTileRows;
            const std::size_t chunk = item / heads % chunks;
            if (m_floatOnly)
                attendTile<float>(layer, item % heads, chunk, row, worker);
            else
                attendTile<std::uint16_t>(layer, item % heads, chunk, row, worker);
        }
    });
}

template <class Element>
void DecoderPass::attendTile(std::size_t layer, std::size_t head, std::size_t chunk, std::size_t row,
                             unsigned worker)
{
    const std::size_t dimension = m_config.headDimension;
    const std::size_t group = m_config.groupHeads();
    const std::size_t partial = attentionPartialFloats(dimension);
    const std::size_t chunkBegin = chunk * kAttentionChunk;
    AttentionTask<Element> task;
    task.rows = std::min(kAttentionTileRows, rowCount() - row);
    task.visible =
        static_cast<std::ptrdiff_t>(m_rows.firstPosition + row + 1) - static_cast<std::ptrdiff_t>(chunkBegin);
    if (task.visible + static_cast<std::ptrdiff_t>(task.rows) - 1 <= 0)
        return;
    task.queries = m_heads + row * m_headsStride + head * group * dimension;
    task.queryStride = m_headsStride;
    task.heads = group;
    task.headDimension = dimension;
    task.scale = 1.0F / std::sqrt(static_cast<float>(dimension));
    task.keys = m_cache.keys<Element>(layer, head) + chunkBegin * dimension;
    task.values = m_cache.values<Element>(layer, head) + chunkBegin * dimension;
    task.partialHeadStride = m_chunks * partial;
    task.partialRowStride = m_config.headCount * task.partialHeadStride;
    task.partials =
        m_partials + row * task.partialRowStride + head * group * task.partialHeadStride + chunk * partial;
    task.scratch = m_scratch + worker * attentionScratchFloats(group);
    if constexpr (std::is_same_v<Element, float>)
        m_kernels.attendSingle(task);
    else
        m_kernels.attendHalf(task);
}

void DecoderPass::joinChunks(std::size_t firstRow)
{
    const std::size_t dimension = m_config.headDimension;
    const std::size_t partial = attentionPartialFloats(dimension);
    m_pool.share(rowCount() - firstRow, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = firstRow + begin; row < firstRow + end; ++row) {
            const std::size_t chunks = chunksFor(m_rows.firstPosition + row + 1);
            for (std::size_t head = 0; head < m_config.headCount; ++head)
                m_kernels.combine(m_partials + (row * m_config.headCount + head) * m_chunks * partial,
                                  partial, chunks, dimension,
                                  m_attention.values + row * m_attention.length + head * dimension);
            quantiseRow(m_attention, row);
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
    const bool quantised = matrix.layout == WeightLayout::Nibbles || matrix.layout == WeightLayout::Bytes;
    if (quantised && !m_floatOnly) {
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
