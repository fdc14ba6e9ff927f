// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/gguf_file.h"

#include <QLatin1String>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gatewright::model {

// The decoders that differ from Llama in a few places: Qwen2 has biases on queries, keys and values,
// StarCoder2 has them everywhere, layer norms for RMS norms and GELU for the gate.
enum class Architecture { Llama, Qwen2, StarCoder2 };

// "llama", "qwen2", "starcoder2": what general.architecture says.
[[nodiscard]] QLatin1String architectureName(Architecture architecture);

// The shape of a Llama-family decoder, read from a model's description and checked: every number is positive
// and small enough that sizes computed from it do not overflow, and the kernels can work on it.
struct LlamaConfig
{
    Architecture architecture = Architecture::Llama;
    std::size_t vocabularySize = 0;
    std::size_t embeddingLength = 0;   // a multiple of 32
    std::size_t feedForwardLength = 0; // a multiple of 32
    std::size_t blockCount = 0;
    std::size_t headCount = 0; // a multiple of keyValueHeadCount
    std::size_t keyValueHeadCount = 0;
    std::size_t headDimension = 0; // a multiple of 32
    // What the model was trained for, and no more than its sliding window where it has one: within the window
    // the attention is the plain one.
    std::size_t contextLength = 0;
    float ropeBase = 10000.0F;
    // What the frequencies of a head's dimension pairs are divided by (rope scaling), headDimension / 2
    // numbers; empty when all are one.
    std::vector<float> ropeFactors;
    float normEpsilon = 1e-5F;

    [[nodiscard]] std::size_t queryLength() const { return headCount * headDimension; }
    [[nodiscard]] std::size_t keyValueLength() const { return keyValueHeadCount * headDimension; }
    // Query heads that share a key-value head.
    [[nodiscard]] std::size_t groupHeads() const { return headCount / keyValueHeadCount; }
    [[nodiscard]] bool isGated() const { return architecture != Architecture::StarCoder2; }
    [[nodiscard]] bool hasLayerNorm() const { return architecture == Architecture::StarCoder2; }
};

// Corrupt when numbers are missing or contradict each other; Unsupported when the file is sound but another
// architecture or variant (experts, an unknown rope scaling).
[[nodiscard]] Result<LlamaConfig> readLlamaConfig(const tensors::GgufFile &file);

// What every reader of a config ends with: all numbers but the vocabulary are in range and fit together.
// `place` is the file in errors.
[[nodiscard]] Result<void> checkConfig(const LlamaConfig &config, const QString &place);
// The vocabulary from the embeddings' shape, {embeddingLength, vocabulary}; `stated` is what the description
// says, 0 for nothing.
[[nodiscard]] Result<std::size_t> checkedVocabulary(const LlamaConfig &config,
                                                    const std::vector<std::uint64_t> &embeddingShape,
                                                    std::uint64_t stated, const QString &place);

// The errors of such readers: a damaged description, and a sound one of something else.
[[nodiscard]] tl::unexpected<Error> corruptConfig(const QString &detail, const QString &place);
[[nodiscard]] tl::unexpected<Error> unsupportedConfig(const QString &detail, const QString &place);

} // namespace gatewright::model
