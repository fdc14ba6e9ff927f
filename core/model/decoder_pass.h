// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/kv_cache.h"
#include "core/model/llama_weights.h"
#include "core/model/token.h"

#include <atomic>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::model {

class LlamaModel;

// Most tokens of one pass: enough that a layer's weights, once in the cache, serve many rows.
inline constexpr std::size_t kMaximumPassRows = 64;

// Carries rows of tokens through all layers: the sequence of kernels over preallocated buffers, cut into
// phases that the model's threads share. Owns the cache of its sequence; nothing is allocated while it runs.
class DecoderPass
{
public:
    struct Rows
    {
        std::span<const TokenId> tokens; // at most kMaximumPassRows, ids inside the vocabulary
        std::size_t firstPosition = 0;   // the cache holds everything before it
        std::size_t withoutLogits = 0;   // so many rows at the front need none
    };

    [[nodiscard]] static Result<std::unique_ptr<DecoderPass>> create(const LlamaModel &model,
                                                                     std::size_t capacity);

    // Writes the keys and values of the rows to the cache and the logits of the rows that want them to
    // `logits`, one row each `logitsStride` floats (a multiple of 16). False when `stop` was requested in
    // between; then the cache holds nothing new that counts.
    [[nodiscard]] bool run(const Rows &rows, float *logits, std::size_t logitsStride,
                           const std::stop_token &stop);

    [[nodiscard]] std::size_t bytes() const { return m_arena.size() + m_cache.bytes(); }

private:
    DecoderPass(const LlamaModel &model, KvCache cache, MemoryArena arena, std::size_t capacity);

    // Rows that are multiplied with matrices: as floats and, unless everything is computed in float, as
    // integers.
    struct Inputs
    {
        float *values = nullptr;
        std::size_t length = 0; // a multiple of 32; also the stride
        QuantisedBlock *blocks = nullptr;
    };

    [[nodiscard]] static std::size_t bufferBytes(const LlamaModel &model, std::size_t capacity);
    void allocateBuffers(std::size_t capacity);
    void fillRotations(std::size_t capacity);

    // The work of one thread; all call the same phases in the same order, and each phase ends with a barrier.
    void work(unsigned worker, const std::stop_token &stop);
    [[nodiscard]] bool runLayer(std::size_t index, unsigned worker, const std::stop_token &stop);
    void embed();
    void normalise(const NormWeights &norm, std::size_t firstRow);
    void projectHeads(const LlamaLayer &layer);
    void rotateAndStore(std::size_t layer);
    void attend(std::size_t layer, unsigned worker, std::size_t firstRow);
    template <class Element>
    void attendTile(std::size_t layer, std::size_t head, std::size_t chunk, std::size_t row, unsigned worker);
    void joinChunks(std::size_t firstRow);
    void feedForward(const LlamaLayer &layer, std::size_t firstRow);
    void addProjection(const MatrixView &matrix, const Inputs &inputs, std::size_t firstRow);
    void computeLogits();

    void quantiseRow(const Inputs &inputs, std::size_t row) const;
    // The product for the rows from firstRow on; `output` is where the first of them goes.
    void multiply(const MatrixView &matrix, std::size_t firstGroup, std::size_t lastGroup,
                  const Inputs &inputs, std::size_t firstRow, float *output, std::size_t outputStride,
                  OutputMode mode) const;
    [[nodiscard]] std::size_t rowCount() const { return m_rows.tokens.size(); }

    const LlamaConfig &m_config;
    const LlamaWeights &m_weights;
    const KernelTable &m_kernels;
    ThreadPool &m_pool;
    const bool m_floatOnly; // Precision::Float32
    KvCache m_cache;
    MemoryArena m_arena;

    // Buffers for kMaximumPassRows rows, in the arena.
    float *m_hidden = nullptr; // the residual stream
    Inputs m_normal;           // normalised rows
    Inputs m_attention;        // joined heads
    Inputs m_gate;             // the feed-forward layer behind its gate
    float *m_up = nullptr;
    float *m_heads = nullptr; // queries, keys, values of a row
    const std::size_t m_headsStride;
    float *m_partials = nullptr; // [row][head][chunk]
    const std::size_t m_chunks;  // of the capacity
    float *m_scratch = nullptr;  // [worker]
    float *m_cosines = nullptr;  // [position][headDimension / 2]
    float *m_sines = nullptr;

    // The run in progress.
    Rows m_rows;
    float *m_logits = nullptr;
    std::size_t m_logitsStride = 0;
    std::atomic<bool> m_stopped = false; // written by worker 0 before a barrier, read by all behind it
};

} // namespace gatewright::model
