// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "core/tensors/gguf_file.h"

#include <QString>

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

namespace gatewright::model {

// The default model's file, or an empty path when the environment names none.
inline QString modelPath()
{
    return qEnvironmentVariable("GATEWRIGHT_MODEL");
}

inline Result<std::unique_ptr<LlamaModel>> loadDefaultModel(const ModelOptions &options)
{
    GW_TRY(file, tensors::GgufFile::open(modelPath()));
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
