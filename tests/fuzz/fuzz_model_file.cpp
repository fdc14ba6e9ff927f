// SPDX-License-Identifier: Apache-2.0
// Any bytes at all, used as a model: tokenizer, inspection, weights and a forward pass answer with an error
// or with something sound.
#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "core/model/model_inspection.h"
#include "core/model/tokenizer.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;

namespace {

void useTokenizer(const Tokenizer &tokenizer, std::string_view text)
{
    for (const Specials specials : {Specials::AsText, Specials::Parse}) {
        const std::vector<TokenId> tokens = tokenizer.encode(text, specials);
        const auto isOutside = [&](TokenId token) {
            return token < 0 || static_cast<std::size_t>(token) >= tokenizer.vocabularySize();
        };
        if (std::ranges::any_of(tokens, isOutside))
            std::abort();
        static_cast<void>(tokenizer.decode(tokens));
    }
}

void useModel(const tensors::GgufFile &file)
{
    ModelOptions options;
    options.threads = 1;
    const auto model = LlamaModel::load(file, options);
    if (!model)
        return;
    const std::size_t capacity = std::min<std::size_t>(8, (*model)->config().contextLength);
    const auto context = Context::create(**model, capacity);
    if (!context)
        return;
    const std::vector<TokenId> tokens(std::min<std::size_t>(3, capacity), 0);
    if ((*context)->evaluate(tokens, LogitsFor::Last) &&
        (*context)->logits().size() != (*model)->config().vocabularySize)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // A copy of exactly this size, so that a sanitizer sees the first byte read too far.
    std::vector<std::byte> bytes(size);
    if (size > 0)
        std::memcpy(bytes.data(), data, size);
    const auto file = tensors::GgufFile::parse(bytes, QStringLiteral("fuzz"));
    if (!file)
        return 0;
    if (const auto tokenizer = Tokenizer::create(**file)) {
        const std::size_t length = std::min<std::size_t>(size, 256);
        useTokenizer(**tokenizer, {reinterpret_cast<const char *>(data), length});
    }
    if (!inspectModel(**file, 2048, {}))
        std::abort(); // what can be opened can be inspected
    useModel(**file);
    return 0;
}
