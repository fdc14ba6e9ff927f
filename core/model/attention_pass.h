// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/kv_cache.h"
#include "core/model/llama_config.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace gatewright::model {

class AttentionVotes;
class ThreadPool;

// Most tokens of one pass: enough that a layer's weights, once in the cache, serve many rows.
inline constexpr std::size_t kMaximumPassRows = 64;

// Where a token of a pass stands in its sequence, and where its key and value go.
struct RowPlace
{
    // The sequence's pages: entries [256 i, 256 i + 256) lie in the slots of page pages[i].
    const std::uint32_t *pages = nullptr;
    std::uint32_t position = 0; // in the text, which is what keys and queries are rotated to
    std::uint32_t slot = 0;
    // The entries that it sees, its own the last of them: position + 1, or less in a view (context_view.h).
    std::uint32_t visible = 1;
    // The entries [0, inPlace) lie where the pages say. In a chain that is all it sees. In a tree the ones
    // from there up to its own lie in the slots that `tail` names; rows beside each other with the same
    // pages and the same inPlace are computed together.
    std::uint32_t inPlace = 0;
    const std::uint32_t *tail = nullptr;
};

// The attention of one pass after the other: its cache, its buffers and its share of the work. Rows are
// given by begin(); then for each layer store(), attend() and join(), each called by all threads and followed
// by a barrier (ThreadPool::share()).
class AttentionPass
{
public:
    // `positions` is the most that a row can see, `slots` the size of the cache.
    [[nodiscard]] static Result<AttentionPass> create(const LlamaConfig &config, const KernelTable &kernels,
                                                      ThreadPool &pool, CachePrecision precision,
                                                      std::size_t positions, std::size_t slots);

    void begin(std::span<const RowPlace> places);
    // Where the weights of the following passes go, beside what they are for; null for nowhere. A pass then
    // is of rows of one chain, at most as many as the votes are for, and calls countVotes() behind attend().
    void setVotes(AttentionVotes *votes) { m_votes = votes; }
    [[nodiscard]] bool isVoting() const { return m_votes != nullptr; }

    // `heads` are the rows' queries, keys and values, each row queryLength + 2 * keyValueLength floats:
    // rotates queries and keys to their positions, stores keys and values.
    void store(std::size_t layer, float *heads);
    // For the rows from `firstRow` on.
    void attend(std::size_t layer, unsigned worker, std::size_t firstRow, const float *heads);
    void countVotes(std::size_t layer);
    // The joined heads of one row, queryLength floats.
    void join(std::size_t row, float *output) const;

    [[nodiscard]] KvCache &cache() { return m_cache; }
    [[nodiscard]] std::size_t bytes() const { return m_cache.bytes() + m_arena.size(); }

private:
    // Rows that are computed together.
    struct Tile
    {
        std::size_t firstRow = 0;
        std::size_t rows = 0;
    };

    AttentionPass(const LlamaConfig &config, const KernelTable &kernels, ThreadPool &pool, KvCache cache,
                  MemoryArena arena, std::size_t positions);

    void fillRotations(std::size_t positions);
    void storeRow(std::size_t layer, std::size_t row, float *heads);
    [[nodiscard]] bool goTogether(std::size_t first, std::size_t row) const;
    template <class Element>
    void attendTile(std::size_t layer, std::size_t head, std::size_t chunk, const Tile &tile, unsigned worker,
                    const float *heads);
    template <class Element>
    void describePlaces(AttentionTask<Element> &task, std::size_t chunk, const Tile &tile) const;
    // Of the rows' queries for a key-value head: the heads of a row, then those of the next.
    [[nodiscard]] QuantisedBlock *queryBlocks(std::size_t head, std::size_t row) const;
    template <class Element>
    void keepWeights(const AttentionTask<Element> &task, std::size_t head, std::size_t chunk,
                     std::size_t firstRow);
    void countVotes(std::span<float> votes, std::size_t head, std::size_t row);

    LlamaConfig m_config;
    const KernelTable *m_kernels;
    ThreadPool *m_pool;
    KvCache m_cache;
    MemoryArena m_arena;

    // In the arena.
    QuantisedBlock *m_queryBlocks = nullptr; // [key-value head][row][head of its group][block]; bytes only
    float *m_partials = nullptr;             // [row][head][chunk]
    std::size_t m_chunks;                    // of the positions
    float *m_scratch = nullptr;              // [worker]
    float *m_cosines = nullptr;              // [position][headDimension / 2]
    float *m_sines = nullptr;

    // The pass in progress.
    std::span<const RowPlace> m_places;
    AttentionVotes *m_votes = nullptr; // not owned
    std::array<Tile, kMaximumPassRows> m_tiles;
    std::size_t m_tileCount = 0;
    std::size_t m_chunksInUse = 0; // of the row that sees most
};

} // namespace gatewright::model
