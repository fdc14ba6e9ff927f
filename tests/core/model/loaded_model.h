// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "tests/core/model/same_bits.h"
#include "tests/core/model/synthetic_model.h"

#include <memory>
#include <random>
#include <span>
#include <vector>

// A made-up model in memory, loaded.
namespace gatewright::model {

struct Loaded
{
    QByteArray bytes;
    std::unique_ptr<tensors::GgufFile> file;
    std::unique_ptr<LlamaModel> model;
};

inline Result<Loaded> load(test::GgufBuilder builder, const ModelOptions &options = {.threads = 2})
{
    Loaded loaded;
    loaded.bytes = builder.bytes();
    GW_TRY(file,
           tensors::GgufFile::parse(std::as_bytes(std::span(loaded.bytes.constData(),
                                                            static_cast<std::size_t>(loaded.bytes.size()))),
                                    QStringLiteral("synthetic.gguf")));
    loaded.file = std::move(file);
    GW_TRY(model, LlamaModel::load(*loaded.file, options));
    loaded.model = std::move(model);
    return loaded;
}

inline std::vector<TokenId> someTokens(std::size_t count, const SyntheticModel &shape, unsigned seed = 5)
{
    std::mt19937 generator(seed);
    std::vector<TokenId> tokens(count);
    for (TokenId &token : tokens)
        token = static_cast<TokenId>(generator() % shape.vocabulary);
    return tokens;
}

inline std::vector<float> row(const Context &context, std::size_t index = 0)
{
    const auto logits = context.logits(index);
    return {logits.begin(), logits.end()};
}

} // namespace gatewright::model
