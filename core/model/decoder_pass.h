// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/attention_pass.h"
#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/llama_weights.h"
#include "core/model/token.h"

#include <atomic>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::model {

class LlamaModel;

// Carries rows of tokens through all layers: the sequence of kernels over preallocated buffers, cut into
// phases that the model's threads share. Owns the cache; nothing is allocated while it runs.
class DecoderPass
{
public:
    struct Rows
    {
        std::span<const TokenId> tokens;  // at most kMaximumPassRows, ids inside the vocabulary
        std::span<const RowPlace> places; // of each; the cache holds what they see beside each other
        std::size_t withoutLogits = 0;    // so many rows at the front need none
    };

    // `positions` is the length of the longest sequence, `slots` that of all together.
    [[nodiscard]] static Result<std::unique_ptr<DecoderPass>>
    create(const LlamaModel &model, std::size_t positions, std::size_t slots);

    // Writes the keys and values of the rows to the cache and the logits of the rows that want them to
    // `logits`, one row each `logitsStride` floats (a multiple of 16). False when `stop` was requested in
    // between; then the cache holds nothing new that counts.
    [[nodiscard]] bool run(const Rows &rows, float *logits, std::size_t logitsStride,
                           const std::stop_token &stop);

    // The state behind the final norm of a row of the last run that got logits.
    [[nodiscard]] std::span<const float> finalState(std::size_t row) const
    {
        return {m_normal.values + row * m_normal.length, m_config.embeddingLength};
    }

    // See AttentionPass::setVotes().
    void setVotes(AttentionVotes *votes) { m_attention.setVotes(votes); }

    [[nodiscard]] KvCache &cache() { return m_attention.cache(); }
    [[nodiscard]] std::size_t bytes() const { return m_arena.size() + m_attention.bytes(); }

private:
    DecoderPass(const LlamaModel &model, AttentionPass attention, MemoryArena arena);

    // Rows that are multiplied with matrices: as floats and, unless everything is computed in float, as
    // integers.
    struct Inputs
    {
        float *values = nullptr;
        std::size_t length = 0; // a multiple of 32; also the stride
        QuantisedBlock *blocks = nullptr;
    };

    [[nodiscard]] static std::size_t bufferBytes(const LlamaModel &model);
    void allocateBuffers();

    // The work of one thread; all call the same phases in the same order, and each phase ends with a barrier.
    void work(unsigned worker, const std::stop_token &stop);
    [[nodiscard]] bool runLayer(std::size_t index, unsigned worker, const std::stop_token &stop);
    void embed();
    void normalise(const NormWeights &norm, std::size_t firstRow);
    void projectHeads(const LlamaLayer &layer);
    void joinHeads(std::size_t firstRow);
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
    AttentionPass m_attention;
    MemoryArena m_arena;

    // Buffers for kMaximumPassRows rows, in the arena.
    float *m_hidden = nullptr; // the residual stream
    Inputs m_normal;           // normalised rows
    Inputs m_joined;           // heads after attention
    Inputs m_gate;             // the feed-forward layer behind its gate
    float *m_up = nullptr;
    float *m_heads = nullptr; // queries, keys, values of a row
    const std::size_t m_headsStride;

    // The run in progress.
    Rows m_rows;
    float *m_logits = nullptr;
    std::size_t m_logitsStride = 0;
    std::atomic<bool> m_stopped = false; // written by worker 0 before a barrier, read by all behind it
};

} // namespace gatewright::model
