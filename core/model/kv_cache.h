// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/llama_config.h"

#include <cstddef>
#include <cstdint>

namespace gatewright::model {

// Bytes: 8 bits with a scale for each position and head, half the memory traffic of halves.
enum class CachePrecision : std::uint8_t { Bytes, Half, Single };

// Keys and values of many slots, a slot being the place of one token, for each layer and key-value head:
// keys in blocks of 16 slots, so that 16 scores are computed side by side, values as [slot][dimension]
// (AttentionTask has both layouts). Which slot holds which token of which sequence is not known here. Room
// is for whole pages of kAttentionChunk slots; what no token was stored in is never read as a number. The
// memory is mapped at once and comes in as it is written.
class KvCache
{
public:
    // `slots` is rounded up to whole pages.
    [[nodiscard]] static Result<KvCache> create(const LlamaConfig &config, std::size_t slots,
                                                CachePrecision precision);
    // Of one token, scales included.
    [[nodiscard]] static std::size_t bytesPerToken(const LlamaConfig &config, CachePrecision precision);

    [[nodiscard]] CachePrecision precision() const { return m_precision; }
    [[nodiscard]] std::size_t slots() const { return m_slots; }
    [[nodiscard]] std::size_t bytes() const { return m_arena.size(); }

    // Element is std::int8_t, std::uint16_t (halves) or float, as precision() says.
    template <class Element>
    [[nodiscard]] Element *keys(std::size_t layer, std::size_t head) const
    {
        return reinterpret_cast<Element *>(region(layer, head));
    }
    template <class Element>
    [[nodiscard]] Element *values(std::size_t layer, std::size_t head) const
    {
        return reinterpret_cast<Element *>(region(layer, head) + m_keyBytes);
    }
    // By slot; null unless elements are bytes.
    [[nodiscard]] float *keyScales(std::size_t layer, std::size_t head) const
    {
        return scales(layer, head, 0);
    }
    [[nodiscard]] float *valueScales(std::size_t layer, std::size_t head) const
    {
        return scales(layer, head, m_slots);
    }

    // What one slot holds for a layer's head becomes what another one holds.
    void copyEntry(std::size_t layer, std::size_t head, std::size_t from, std::size_t to);
    // What one slot, or the first `slots` of a page, holds in all layers becomes what another one holds.
    void copySlot(std::size_t from, std::size_t to);
    void copyPage(std::size_t from, std::size_t to, std::size_t slots);

private:
    explicit KvCache(MemoryArena arena)
        : m_arena(std::move(arena))
    {
    }

    [[nodiscard]] std::byte *region(std::size_t layer, std::size_t head) const
    {
        return m_begin + (layer * m_heads + head) * m_regionBytes;
    }
    [[nodiscard]] float *scales(std::size_t layer, std::size_t head, std::size_t offset) const
    {
        return m_precision == CachePrecision::Bytes
                   ? reinterpret_cast<float *>(region(layer, head) + 2 * m_keyBytes) + offset
                   : nullptr;
    }
    void copyKey(std::byte *keys, std::size_t from, std::size_t to) const;

    MemoryArena m_arena;
    std::byte *m_begin = nullptr;
    CachePrecision m_precision = CachePrecision::Half;
    std::size_t m_slots = 0;
    std::size_t m_layers = 0;
    std::size_t m_heads = 0;
    std::size_t m_rowBytes = 0;    // a key or a value
    std::size_t m_keyBytes = 0;    // all keys, or all values, of a layer's head
    std::size_t m_regionBytes = 0; // keys, values and scales of a layer's head
};

} // namespace gatewright::model
