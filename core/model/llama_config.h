// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/gguf_file.h"

#include <cstddef>

namespace gatewright::model {

// The shape of a Llama-family decoder, read from a GGUF file and checked: every number is positive and small
// enough that sizes computed from it do not overflow, and the kernels can work on it.
struct LlamaConfig
{
    std::size_t vocabularySize = 0;
    std::size_t embeddingLength = 0;   // a multiple of 32
    std::size_t feedForwardLength = 0; // a multiple of 32
    std::size_t blockCount = 0;
    std::size_t headCount = 0; // a multiple of keyValueHeadCount
    std::size_t keyValueHeadCount = 0;
    std::size_t headDimension = 0; // a multiple of 32
    std::size_t contextLength = 0; // what the model was trained for
    float ropeBase = 10000.0F;
    float normEpsilon = 1e-5F;

    [[nodiscard]] std::size_t queryLength() const { return headCount * headDimension; }
    [[nodiscard]] std::size_t keyValueLength() const { return keyValueHeadCount * headDimension; }
    // Query heads that share a key-value head.
    [[nodiscard]] std::size_t groupHeads() const { return headCount / keyValueHeadCount; }
};

// Corrupt when numbers are missing or contradict each other; Unsupported when the file is sound but another
// architecture or variant (experts, rope scaling).
[[nodiscard]] Result<LlamaConfig> readLlamaConfig(const tensors::GgufFile &file);

} // namespace gatewright::model
