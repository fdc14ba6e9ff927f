// SPDX-License-Identifier: Apache-2.0
#include "core/model/kv_cache.h"

#include "core/model/kernels/kernel_table.h"

namespace gatewright::model {

Result<KvCache> KvCache::create(const LlamaConfig &config, std::size_t capacity, CachePrecision precision)
{
    const std::size_t positions = (capacity + kAttentionChunk - 1) / kAttentionChunk * kAttentionChunk;
    const std::size_t elementBytes =
        precision == CachePrecision::Half ? sizeof(std::uint16_t) : sizeof(float);
    const std::size_t bytes = 2 * config.blockCount * config.keyValueLength() * positions * elementBytes;
    GW_TRY(arena, MemoryArena::create(bytes));
    KvCache cache(std::move(arena));
    cache.m_begin = cache.m_arena.allocate(bytes);
    cache.m_precision = precision;
    cache.m_capacity = positions;
    cache.m_heads = config.keyValueHeadCount;
    cache.m_headDimension = config.headDimension;
    return cache;
}

} // namespace gatewright::model
