// SPDX-License-Identifier: Apache-2.0
#include "core/model/attention_pass.h"

#include "core/model/context_view.h"
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

std::size_t queryBlockCount(const LlamaConfig &config)
{
    return kMaximumPassRows * config.queryLength() / kBlockColumns;
}

} // namespace

Result<AttentionPass> AttentionPass::create(const LlamaConfig &config, const KernelTable &kernels,
                                            ThreadPool &pool, CachePrecision precision, std::size_t positions,
                                            std::size_t slots)
{
    GW_TRY(cache, KvCache::create(config, slots, precision));
    const std::size_t partials = kMaximumPassRows * config.headCount * chunksFor(positions) *
                                 attentionPartialFloats(config.headDimension);
    const std::size_t floats = partials + pool.size() * attentionScratchFloats(config.groupHeads()) +
                               positions * config.headDimension;
    constexpr std::size_t kPieces = 5;
    GW_TRY(arena,
           MemoryArena::create(floats * sizeof(float) + queryBlockCount(config) * sizeof(QuantisedBlock) +
                               kPieces * MemoryArena::kAlignment));
    return AttentionPass(config, kernels, pool, std::move(cache), std::move(arena), positions);
}

AttentionPass::AttentionPass(const LlamaConfig &config, const KernelTable &kernels, ThreadPool &pool,
                             KvCache cache, MemoryArena arena, std::size_t positions)
    : m_config(config)
    , m_kernels(&kernels)
    , m_pool(&pool)
    , m_cache(std::move(cache))
    , m_arena(std::move(arena))
    , m_chunks(chunksFor(positions))
{
    m_queryBlocks = m_arena.allocate<QuantisedBlock>(queryBlockCount(config));
    m_partials = m_arena.allocate<float>(kMaximumPassRows * config.headCount * m_chunks *
                                         attentionPartialFloats(config.headDimension));
    m_scratch = m_arena.allocate<float>(pool.size() * attentionScratchFloats(config.groupHeads()));
    m_cosines = m_arena.allocate<float>(positions * config.headDimension / 2);
    m_sines = m_arena.allocate<float>(positions * config.headDimension / 2);
    fillRotations(positions);
}

// Rotary position embedding: dimension i of a head's first half turns with its partner in the second half by
// position * base^(-2 i / headDimension). Frequencies and angles are rounded to float, as the reference does
// it.
void AttentionPass::fillRotations(std::size_t positions)
{
    const std::size_t half = m_config.headDimension / 2;
    for (std::size_t i = 0; i < half; ++i) {
        const double exponent = static_cast<double>(2 * i) / static_cast<double>(m_config.headDimension);
        const float factor = m_config.ropeFactors.empty() ? 1.0F : m_config.ropeFactors[i];
        const float frequency =
            static_cast<float>(1.0 / std::pow(static_cast<double>(m_config.ropeBase), exponent)) / factor;
        for (std::size_t position = 0; position < positions; ++position) {
            const double angle = static_cast<double>(static_cast<float>(position) * frequency);
            m_cosines[position * half + i] = static_cast<float>(std::cos(angle));
            m_sines[position * half + i] = static_cast<float>(std::sin(angle));
        }
    }
}

void AttentionPass::begin(std::span<const RowPlace> places)
{
    m_places = places;
    m_tileCount = 0;
    m_chunksInUse = 0;
    for (std::size_t row = 0; row < places.size(); ++row) {
        m_chunksInUse = std::max(m_chunksInUse, chunksFor(places[row].visible));
        Tile &last = m_tiles[m_tileCount == 0 ? 0 : m_tileCount - 1];
        if (m_tileCount > 0 && last.rows < kAttentionTileRows && goTogether(last.firstRow, row))
            ++last.rows;
        else
            m_tiles[m_tileCount++] = {row, 1};
    }
}

bool AttentionPass::goTogether(std::size_t first, std::size_t row) const
{
    const RowPlace &a = m_places[first];
    const RowPlace &b = m_places[row];
    if (a.pages != b.pages || (a.tail == nullptr) != (b.tail == nullptr))
        return false;
    return a.tail == nullptr || a.inPlace == b.inPlace;
}

QuantisedBlock *AttentionPass::queryBlocks(std::size_t head, std::size_t row) const
{
    const std::size_t rowBlocks = m_config.groupHeads() * m_config.headDimension / kBlockColumns;
    return m_queryBlocks + (head * kMaximumPassRows + row) * rowBlocks;
}

void AttentionPass::store(std::size_t layer, float *heads)
{
    const std::size_t stride = m_config.queryLength() + 2 * m_config.keyValueLength();
    m_pool->share(m_places.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            storeRow(layer, row, heads + row * stride);
    });
}

void AttentionPass::storeRow(std::size_t layer, std::size_t row, float *heads)
{
    const std::size_t dimension = m_config.headDimension;
    const std::size_t half = dimension / 2;
    const RowPlace &place = m_places[row];
    for (std::size_t head = 0; head < m_config.headCount + m_config.keyValueHeadCount; ++head)
        m_kernels->rotate(heads + head * dimension, m_cosines + place.position * half,
                          m_sines + place.position * half, half);

    const std::size_t groupLength = m_config.groupHeads() * dimension;
    const float *key = heads + m_config.queryLength();
    const float *value = key + m_config.keyValueLength();
    const std::size_t block = place.slot / kGroupRows * kGroupRows * dimension;
    const std::size_t lane = place.slot % kGroupRows;
    for (std::size_t head = 0; head < m_config.keyValueHeadCount;
         ++head, key += dimension, value += dimension) {
        switch (m_cache.precision()) {
        case CachePrecision::Bytes:
            m_kernels->quantise(heads + head * groupLength, groupLength, queryBlocks(head, row));
            m_kernels->storeBytes(key, value, dimension,
                                  m_cache.keys<std::int8_t>(layer, head) + block + lane * 4,
                                  m_cache.keyScales(layer, head) + place.slot,
                                  m_cache.values<std::int8_t>(layer, head) + place.slot * dimension,
                                  m_cache.valueScales(layer, head) + place.slot);
            break;
        case CachePrecision::Half:
            m_kernels->storeHalf(key, value, dimension,
                                 m_cache.keys<std::uint16_t>(layer, head) + block + lane,
                                 m_cache.values<std::uint16_t>(layer, head) + place.slot * dimension);
            break;
        case CachePrecision::Single:
            for (std::size_t d = 0; d < dimension; ++d)
                m_cache.keys<float>(layer, head)[block + d * kGroupRows + lane] = key[d];
            std::copy_n(value, dimension, m_cache.values<float>(layer, head) + place.slot * dimension);
            break;
        }
    }
}

void AttentionPass::attend(std::size_t layer, unsigned worker, std::size_t firstRow, const float *heads)
{
    const std::size_t groups = m_config.keyValueHeadCount;
    m_pool->share(m_tileCount * m_chunksInUse * groups, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t item = begin; item < end; ++item) {
            Tile tile = m_tiles[item / (groups * m_chunksInUse)];
            const std::size_t chunk = item / groups % m_chunksInUse;
            const std::size_t skipped = firstRow > tile.firstRow ? firstRow - tile.firstRow : 0;
            if (skipped >= tile.rows)
                continue;
            tile = {tile.firstRow + skipped, tile.rows - skipped};
            if (m_cache.precision() == CachePrecision::Bytes)
                attendTile<std::int8_t>(layer, item % groups, chunk, tile, worker, heads);
            else if (m_cache.precision() == CachePrecision::Half)
                attendTile<std::uint16_t>(layer, item % groups, chunk, tile, worker, heads);
            else
                attendTile<float>(layer, item % groups, chunk, tile, worker, heads);
        }
    });
}

// Which entries of the chunk each row sees, and where those lie that are not in place.
template <class Element>
void AttentionPass::describePlaces(AttentionTask<Element> &task, std::size_t chunk, const Tile &tile) const
{
    const std::size_t chunkBegin = chunk * kAttentionChunk;
    const RowPlace &first = m_places[tile.firstRow];
    if (first.tail != nullptr)
        task.inPlace = first.inPlace <= chunkBegin
                           ? 0
                           : std::min<std::size_t>(first.inPlace - chunkBegin, kAttentionChunk);
    for (std::size_t row = 0; row < tile.rows; ++row) {
        const RowPlace &place = m_places[tile.firstRow + row];
        task.visible[row] =
            static_cast<std::ptrdiff_t>(place.visible) - static_cast<std::ptrdiff_t>(chunkBegin);
        if (place.tail != nullptr && chunkBegin + task.inPlace >= place.inPlace)
            task.tails[row] = place.tail + (chunkBegin + task.inPlace - place.inPlace);
    }
}

template <class Element>
void AttentionPass::attendTile(std::size_t layer, std::size_t head, std::size_t chunk, const Tile &tile,
                               unsigned worker, const float *heads)
{
    const std::size_t dimension = m_config.headDimension;
    const std::size_t group = m_config.groupHeads();
    const std::size_t partial = attentionPartialFloats(dimension);
    AttentionTask<Element> task;
    task.rows = tile.rows;
    describePlaces(task, chunk, tile);
    if (std::all_of(task.visible, task.visible + tile.rows, [](std::ptrdiff_t seen) { return seen <= 0; }))
        return;
    task.queryStride = m_config.queryLength() + 2 * m_config.keyValueLength();
    task.queries = heads + tile.firstRow * task.queryStride + head * group * dimension;
    task.heads = group;
    task.headDimension = dimension;
    task.scale = 1.0F / std::sqrt(static_cast<float>(dimension));
    task.cacheKeys = m_cache.keys<Element>(layer, head);
    task.cacheValues = m_cache.values<Element>(layer, head);
    // A chunk that a tree only reaches out of place has no page in some sequences.
    const std::size_t slot =
        task.inPlace > 0 ? m_places[tile.firstRow].pages[chunk] * kAttentionChunk : std::size_t{0};
    task.keys = task.cacheKeys + slot * dimension;
    task.values = task.cacheValues + slot * dimension;
    if constexpr (std::is_same_v<Element, std::int8_t>) {
        task.queryBlocks = queryBlocks(head, tile.firstRow);
        task.cacheKeyScales = m_cache.keyScales(layer, head);
        task.cacheValueScales = m_cache.valueScales(layer, head);
        task.keyScales = task.cacheKeyScales + slot;
        task.valueScales = task.cacheValueScales + slot;
    }
    task.partialHeadStride = m_chunks * partial;
    task.partialRowStride = m_config.headCount * task.partialHeadStride;
    task.partials = m_partials + tile.firstRow * task.partialRowStride +
                    head * group * task.partialHeadStride + chunk * partial;
    task.scratch = m_scratch + worker * attentionScratchFloats(group);
    if constexpr (std::is_same_v<Element, std::int8_t>)
        m_kernels->attendBytes(task);
    else if constexpr (std::is_same_v<Element, std::uint16_t>)
        m_kernels->attendHalf(task);
    else
        m_kernels->attendSingle(task);
    if (m_votes != nullptr)
        keepWeights(task, head, chunk, tile.firstRow);
}

// The kernel leaves the weights of its chunk in its scratch memory.
template <class Element>
void AttentionPass::keepWeights(const AttentionTask<Element> &task, std::size_t head, std::size_t chunk,
                                std::size_t firstRow)
{
    const float *weights = task.scratch;
    for (std::size_t row = 0; row < task.rows; ++row) {
        if (task.visible[row] <= 0)
            continue;
        const auto seen = std::min<std::size_t>(static_cast<std::size_t>(task.visible[row]), kAttentionChunk);
        for (std::size_t i = 0; i < task.heads; ++i, weights += kAttentionChunk)
            std::copy_n(weights, seen,
                        m_votes->weights(head * task.heads + i, firstRow + row) + chunk * kAttentionChunk);
    }
}

void AttentionPass::countVotes(std::size_t layer)
{
    m_pool->share(m_config.keyValueHeadCount, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t group = begin; group < end; ++group)
            for (std::size_t row = 0; row < m_places.size(); ++row)
                for (std::size_t i = 0; i < m_config.groupHeads(); ++i)
                    countVotes(m_votes->votes(layer, group), group * m_config.groupHeads() + i, row);
    });
}

// The weights of a chunk are relative to its own maximum.
void AttentionPass::countVotes(std::span<float> votes, std::size_t head, std::size_t row)
{
    const std::size_t dimension = m_config.headDimension;
    const std::size_t stride = attentionPartialFloats(dimension);
    const float *partials = m_partials + (row * m_config.headCount + head) * m_chunks * stride;
    const std::size_t visible = m_places[row].visible;
    const std::size_t chunks = chunksFor(visible);
    float maximum = partials[dimension];
    for (std::size_t chunk = 1; chunk < chunks; ++chunk)
        maximum = std::max(maximum, partials[chunk * stride + dimension]);
    float total = 0.0F;
    for (std::size_t chunk = 0; chunk < chunks; ++chunk)
        total += partials[chunk * stride + dimension + 1] *
                 std::exp(partials[chunk * stride + dimension] - maximum);
    const float *weights = m_votes->weights(head, row);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        const float share = std::exp(partials[chunk * stride + dimension] - maximum) / total;
        const std::size_t end = std::min(visible, (chunk + 1) * kAttentionChunk);
        for (std::size_t i = chunk * kAttentionChunk; i < end; ++i)
            votes[i] += weights[i] * share;
    }
}

void AttentionPass::join(std::size_t row, float *output) const
{
    const std::size_t partial = attentionPartialFloats(m_config.headDimension);
    const std::size_t chunks = chunksFor(m_places[row].visible);
    for (std::size_t head = 0; head < m_config.headCount; ++head)
        m_kernels->combine(m_partials + (row * m_config.headCount + head) * m_chunks * partial, partial,
                           chunks, m_config.headDimension, output + head * m_config.headDimension);
}

} // namespace gatewright::model
