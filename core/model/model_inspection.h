// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/known_models.h"
#include "core/model/llama_config.h"
#include "core/tensors/gguf_file.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <optional>
#include <stop_token>

namespace gatewright::model {

// Tensors of one type.
struct TypeShare
{
    tensors::TensorType type = tensors::TensorType::F32;
    int tensors = 0;
    std::uint64_t parameters = 0;
    std::uint64_t bytes = 0;
};

struct TokenizerFacts
{
    QString kind; // "gpt2/smollm"
    std::uint64_t vocabularySize = 0;
    QString endOfText; // the name of the token; empty if there is none
};

// Memory in bytes, apart from the program itself.
struct MemoryNeed
{
    std::uint64_t weights = 0;  // repacked; the file's own pages can go again
    std::uint64_t perToken = 0; // keys and values
    std::uint64_t tokens = 0;   // of the context it is reckoned for
    [[nodiscard]] std::uint64_t cache() const { return perToken * tokens; }
    [[nodiscard]] std::uint64_t total() const { return weights + cache(); }
};

// What a model file is, and whether this version can use it.
struct ModelInspection
{
    QString path;
    std::uint64_t bytes = 0;
    std::uint32_t ggufVersion = 0;
    QString sha256;
    HashState hash = HashState::Unknown;

    QString architecture; // "llama"
    QString title;        // what its makers call it; may be empty
    QString licence;      // may be empty
    std::uint64_t parameters = 0;
    QList<TypeShare> types; // most bytes first

    // What could be read; the rest is missing because of `problem`.
    std::optional<LlamaConfig> config;
    std::optional<TokenizerFacts> tokenizer;
    std::optional<MemoryNeed> memory;

    // Why this version cannot use it; nothing when it can.
    std::optional<Error> problem;
    [[nodiscard]] bool isUsable() const { return !problem; }
};

// Looks at every part of a model without loading it. `contextTokens` is what the memory is reckoned for, at
// most the model's own context length. A model that cannot be used is a result, with its problem; an error is
// a file that cannot be read. Reads the whole file once, for its hash.
[[nodiscard]] Result<ModelInspection> inspectModel(const tensors::GgufFile &file, std::uint64_t contextTokens,
                                                   std::stop_token stop);

// Memory that the system could give out now, in bytes, from /proc/meminfo; nothing where that cannot be read.
[[nodiscard]] std::optional<std::uint64_t> availableMemory();

} // namespace gatewright::model
