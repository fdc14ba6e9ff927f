// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"
#include "core/model/tokenizer_parts.h"
#include "core/tensors/gguf_writer.h"

#include <vector>

namespace gatewright::model {

// What a GGUF file of the model says about it: of another GGUF file everything, of a folder its shape
// ("llama.block_count" and so on), tokenizer and chat template, as llama.cpp's converter names them. `type`
// is that of its matrices. Unsupported for a tokenizer that GGUF has no words for.
[[nodiscard]] Result<void> describe(const ModelSource &source, const LlamaConfig &config,
                                    tensors::TensorType type, tensors::GgufWriter &writer);

// The factors of rope scaling that have no words but are a tensor, rope_freqs.weight; else empty. Of a
// folder.
[[nodiscard]] std::vector<float> ropeTable(const LlamaConfig &config);

} // namespace gatewright::model
