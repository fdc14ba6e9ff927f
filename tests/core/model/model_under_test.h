// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "core/tensors/gguf_file.h"
#include "tests/support/test_model.h"

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

namespace gatewright::model {

inline Result<std::unique_ptr<LlamaModel>> loadDefaultModel(const ModelOptions &options)
{
    GW_TRY(path, test::modelFile());
    GW_TRY(file, tensors::GgufFile::open(path));
    return LlamaModel::load(*file, options);
}

inline TokenId argmax(std::span<const float> logits)
{
    return static_cast<TokenId>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

inline std::vector<float> copyOf(std::span<const float> row)
{
    return {row.begin(), row.end()};
}

} // namespace gatewright::model
