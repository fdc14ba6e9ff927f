// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/known_models.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"
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
    bool fillsInTheMiddle = false;
    QLatin1String chatFormat; // see chatFormatName()
};

// Memory in bytes, apart from the program itself.
struct MemoryNeed
{
    std::uint64_t weights = 0;  // repacked; the file's own pages can go again
    std::uint64_t perToken = 0; // keys and values
    std::uint64_t tokens = 0;   // of the context it is reckoned for
    std::uint64_t buffers = 0;  // activations and logits, about
    [[nodiscard]] std::uint64_t cache() const { return perToken * tokens; }
    [[nodiscard]] std::uint64_t total() const { return weights + cache() + buffers; }
};

// What a model is, and whether this version can use it.
struct ModelInspection
{
    QString path;
    ModelSource::Format format = ModelSource::Format::Gguf;
    std::uint64_t bytes = 0;       // of a folder: of its weights
    std::uint32_t ggufVersion = 0; // 0 for a folder
    QString sha256;                // of a folder: of its weight files one after the other, by name
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

// Looks at every part of a model without loading it: the description, the tokenizer, the name, shape and type
// of every tensor, but not their numbers. `contextTokens` is what the memory is reckoned for, at most the
// model's own context length. A model that cannot be used is a result, with its problem; an error is a file
// that cannot be read. Reads the weights once, for their hash.
[[nodiscard]] Result<ModelInspection> inspectModel(const ModelSource &source, std::uint64_t contextTokens,
                                                   std::stop_token stop);
[[nodiscard]] Result<ModelInspection> inspectModel(const tensors::GgufFile &file, std::uint64_t contextTokens,
                                                   std::stop_token stop);

// What loading it would take, without a look at its weights: a matter of milliseconds. Errors: those of
// inspectModel()'s `problem`.
[[nodiscard]] Result<MemoryNeed> memoryNeededFor(const ModelSource &source, std::uint64_t contextTokens);

// Memory that the system could give out now, in bytes, from /proc/meminfo; nothing where that cannot be read.
[[nodiscard]] std::optional<std::uint64_t> availableMemory();

} // namespace gatewright::model
