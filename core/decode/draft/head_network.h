// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/draft/drafter.h"
#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/llama_model.h"
#include "core/tensors/draft_head.h"

#include <cstddef>
#include <span>
#include <vector>

namespace gatewright::decode {

// The arithmetic of an acceleration head (core/tensors/draft_head.h has its formula) with the model's own
// kernels and threads: integers of 8 bits, one row at a time; some tens of microseconds for each depth. For
// one thread at a time, and not during a pass of the model.
class HeadNetwork
{
public:
    // Copies what it needs of the head and of the model's output layer for the head's tokens; the model,
    // whose embeddings it reads, outlives it. InvalidInput for a head of another size or with tokens that the
    // model has not.
    [[nodiscard]] static Result<HeadNetwork> create(const model::LlamaModel &model,
                                                    const tensors::DraftHead &head);

    // Floats of a state.
    [[nodiscard]] std::size_t width() const { return m_width; }
    // s_depth from s_(depth - 1) and x_depth, in place; depth from 1 on.
    void step(std::span<float> state, TokenId token, std::size_t depth);
    // What the head says behind a state that step() made.
    [[nodiscard]] RowTop top(std::span<const float> state);

    [[nodiscard]] std::size_t bytes() const { return m_arena.size(); }

private:
    HeadNetwork(const model::LlamaModel &model, const tensors::DraftHead &head, model::MemoryArena arena);

    void quantise(std::span<const float> values); // into m_blocks
    void multiply(const model::MatrixView &matrix, float *output);
    void activate(std::size_t depth);
    // The head's output layer: the model's rows of these tokens, rounded anew to bytes.
    [[nodiscard]] static std::vector<std::byte> sliceOf(const model::LlamaModel &model,
                                                        std::span<const std::int32_t> tokens);
    [[nodiscard]] model::MatrixView pack(std::span<const std::byte> stored, std::size_t rows,
                                         std::size_t columns);

    const model::LlamaModel *m_model;
    std::size_t m_width = 0;
    std::size_t m_inner = 0;
    model::MemoryArena m_arena;
    model::MatrixView m_input;  // A
    model::MatrixView m_output; // B
    model::MatrixView m_slice;  // E, of the head's tokens
    std::vector<float> m_depthBias;
    std::size_t m_depths = 0;
    std::vector<TokenId> m_vocabulary;
    std::vector<float> m_ones;
    std::vector<float> m_joined;     // [rms(s); rms(embedding)]
    std::vector<float> m_activation; // of the inner layer
    std::vector<float> m_logits;
    std::vector<model::QuantisedBlock> m_blocks;
};

} // namespace gatewright::decode
