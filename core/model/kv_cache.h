// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/llama_config.h"

#include <cstddef>
#include <cstdint>

namespace gatewright::model {

enum class CachePrecision { Half, Single };

// Keys and values of one sequence, for each layer and key-value head: keys in blocks of 16 positions
// [position / 16][dimension][position % 16], so that 16 scores are computed side by side, values as
// [position][dimension]. Room is for whole chunks of kAttentionChunk positions; what lies behind the
// sequence's length is never read as a number. The memory is mapped at once and comes in as it is written.
class KvCache
{
public:
    [[nodiscard]] static Result<KvCache> create(const LlamaConfig &config, std::size_t capacity,
                                                CachePrecision precision);

    [[nodiscard]] CachePrecision precision() const { return m_precision; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t bytes() const { return m_arena.size(); }

    // Element is std::uint16_t (halves) or float, as precision() says.
    template <class Element>
    [[nodiscard]] Element *keys(std::size_t layer, std::size_t head) const
    {
        return region<Element>(2 * (layer * m_heads + head));
    }
    template <class Element>
    [[nodiscard]] Element *values(std::size_t layer, std::size_t head) const
    {
        return region<Element>(2 * (layer * m_heads + head) + 1);
    }

private:
    explicit KvCache(MemoryArena arena)
        : m_arena(std::move(arena))
    {
    }

    template <class Element>
    Element *region(std::size_t index) const
    {
        return reinterpret_cast<Element *>(m_begin) + index * m_capacity * m_headDimension;
    }

    MemoryArena m_arena;
    std::byte *m_begin = nullptr;
    CachePrecision m_precision = CachePrecision::Half;
    std::size_t m_capacity = 0;
    std::size_t m_heads = 0;
    std::size_t m_headDimension = 0;
};

} // namespace gatewright::model
