// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"
#include "core/model/thread_pool.h"

#include <array>
#include <vector>

namespace gatewright::model {

// An RMS norm, or with a bias a layer norm.
struct NormWeights
{
    const float *weight = nullptr;
    const float *bias = nullptr;
};

struct LlamaLayer
{
    NormWeights attentionNorm;
    std::array<MatrixView, 3> queryKeyValue; // one pass multiplies all three
    MatrixView attentionOutput;
    NormWeights feedForwardNorm;
    MatrixView gate; // without data where the architecture has none
    MatrixView up;
    MatrixView down;
};

// The one copy of the weights, repacked for the kernels. Nothing refers to the file any more.
// Query and key rows are put into the order in which a head's first and second half are rotated against each
// other, whatever their order in the file.
struct LlamaWeights
{
    MemoryArena arena;
    MatrixView embedding;
    std::vector<LlamaLayer> layers;
    NormWeights outputNorm;
    MatrixView output; // the embedding when the file ties them

    // Corrupt for missing tensors, wrong shapes and numbers that are none; Unsupported for weight types
    // without a kernel and for tensors that this decoder would have to ignore. All name the tensor and its
    // file.
    [[nodiscard]] static Result<LlamaWeights> load(const ModelSource &source, const LlamaConfig &config,
                                                   ThreadPool &pool);
    // The same checks but those of the numbers, and nothing loaded: the bytes that the arena will take.
    [[nodiscard]] static Result<std::size_t> plan(const ModelSource &source, const LlamaConfig &config);
};

} // namespace gatewright::model
