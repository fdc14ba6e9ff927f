// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/llama_config.h"
#include "core/model/thread_pool.h"

#include <array>
#include <vector>

namespace gatewright::model {

struct LlamaLayer
{
    const float *attentionNorm = nullptr;
    std::array<MatrixView, 3> queryKeyValue; // one pass multiplies all three
    MatrixView attentionOutput;
    const float *feedForwardNorm = nullptr;
    MatrixView gate;
    MatrixView up;
    MatrixView down;
};

// The one copy of the weights, repacked for the kernels. Nothing refers to the file any more.
// Query and key rows are put back into the order in which a head's first and second half are rotated against
// each other (GGUF stores the pairs interleaved).
struct LlamaWeights
{
    MemoryArena arena;
    MatrixView embedding;
    std::vector<LlamaLayer> layers;
    const float *outputNorm = nullptr;
    MatrixView output; // the embedding when the file ties them

    // Corrupt for missing tensors or wrong shapes; Unsupported for weight types without a kernel and for
    // tensors that this decoder would have to ignore.
    [[nodiscard]] static Result<LlamaWeights> load(const tensors::GgufFile &file, const LlamaConfig &config,
                                                   ThreadPool &pool);
};

} // namespace gatewright::model
