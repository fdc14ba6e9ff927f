// SPDX-License-Identifier: Apache-2.0
#include "core/model/kv_cache.h"

#include "core/model/kernels/kernel_table.h"

#include <cstring>

namespace gatewright::model {

namespace {

std::size_t elementBytes(CachePrecision precision)
{
    switch (precision) {
    case CachePrecision::Bytes:
        return sizeof(std::int8_t);
    case CachePrecision::Half:
        return sizeof(std::uint16_t);
    case CachePrecision::Single:
        break;
    }
    return sizeof(float);
}

std::size_t scaleBytes(CachePrecision precision)
{
    return precision == CachePrecision::Bytes ? sizeof(float) : 0;
}

} // namespace

std::size_t KvCache::bytesPerToken(const LlamaConfig &config, CachePrecision precision)
{
    return 2 * config.blockCount * config.keyValueHeadCount *
           (config.headDimension * elementBytes(precision) + scaleBytes(precision));
}

Result<KvCache> KvCache::create(const LlamaConfig &config, std::size_t slots, CachePrecision precision)
{
    const std::size_t whole = (slots + kAttentionChunk - 1) / kAttentionChunk * kAttentionChunk;
    const std::size_t bytes = whole * bytesPerToken(config, precision);
    GW_TRY(arena, MemoryArena::create(bytes));
    KvCache cache(std::move(arena));
    cache.m_begin = cache.m_arena.allocate(bytes);
    cache.m_precision = precision;
    cache.m_slots = whole;
    cache.m_layers = config.blockCount;
    cache.m_heads = config.keyValueHeadCount;
    cache.m_rowBytes = config.headDimension * elementBytes(precision);
    cache.m_keyBytes = whole * cache.m_rowBytes;
    cache.m_regionBytes = 2 * (cache.m_keyBytes + whole * scaleBytes(precision));
    return cache;
}

// A block of 16 keys is a sequence of lines that hold a few bytes of each: four of bytes and floats, two of
// halves.
void KvCache::copyKey(std::byte *keys, std::size_t from, std::size_t to) const
{
    const std::size_t run = m_precision == CachePrecision::Half ? 2 : 4;
    const auto place = [&](std::size_t slot) {
        return keys + slot / kGroupRows * kGroupRows * m_rowBytes + slot % kGroupRows * run;
    };
    const std::byte *source = place(from);
    std::byte *target = place(to);
    for (std::size_t done = 0; done < m_rowBytes; done += run) {
        std::memcpy(target, source, run);
        source += kGroupRows * run;
        target += kGroupRows * run;
    }
}

void KvCache::copyEntry(std::size_t layer, std::size_t head, std::size_t from, std::size_t to)
{
    copyKey(region(layer, head), from, to);
    std::byte *values = region(layer, head) + m_keyBytes;
    std::memcpy(values + to * m_rowBytes, values + from * m_rowBytes, m_rowBytes);
    if (m_precision == CachePrecision::Bytes) {
        keyScales(layer, head)[to] = keyScales(layer, head)[from];
        valueScales(layer, head)[to] = valueScales(layer, head)[from];
    }
}

void KvCache::copySlot(std::size_t from, std::size_t to)
{
    if (from == to)
        return;
    for (std::size_t layer = 0; layer < m_layers; ++layer)
        for (std::size_t head = 0; head < m_heads; ++head)
            copyEntry(layer, head, from, to);
}

void KvCache::copyPage(std::size_t from, std::size_t to, std::size_t slots)
{
    const std::size_t pageBytes = kAttentionChunk * m_rowBytes;
    const std::size_t keyBytes = (slots + kGroupRows - 1) / kGroupRows * kGroupRows * m_rowBytes;
    for (std::size_t layer = 0; layer < m_layers; ++layer)
        for (std::size_t head = 0; head < m_heads; ++head) {
            std::byte *keys = region(layer, head);
            std::byte *values = keys + m_keyBytes;
            std::memcpy(keys + to * pageBytes, keys + from * pageBytes, keyBytes);
            std::memcpy(values + to * pageBytes, values + from * pageBytes, slots * m_rowBytes);
            for (float *scales : {keyScales(layer, head), valueScales(layer, head)})
                if (scales != nullptr)
                    std::memcpy(scales + to * kAttentionChunk, scales + from * kAttentionChunk,
                                slots * sizeof(float));
        }
}

} // namespace gatewright::model
