// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"
#include "core/tensors/gguf_file.h"
#include "core/tensors/tensor_type.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gatewright::model {

// What becomes of a tensor.
struct PlannedTensor
{
    std::string name; // GGUF's
    const tensors::TensorInfo *info = nullptr;
    tensors::TensorType type = tensors::TensorType::F32;
    // The rows of a head of this many dimensions are put side by side as they are rotated (HeadRows::Pairs);
    // 0: the rows stay where they are.
    std::size_t pairedHead = 0;

    [[nodiscard]] std::size_t columns() const;
    [[nodiscard]] std::size_t rows() const;
    // Where row `row` of the new tensor stands in the old one. A vector is a column of rows.
    [[nodiscard]] std::size_t sourceRow(std::size_t row) const;
};

// All tensors of the model in the order of the new file. Vectors (norms, biases) become F32, matrices `type`;
// the embeddings and the output layer Q8_0 where `type` has four or five bits, because they say most of what
// is lost; a matrix whose rows are no whole blocks F16. Unsupported for a tensor that nobody knows, and for
// weights that cannot be read as numbers. The source outlives the plan.
[[nodiscard]] Result<std::vector<PlannedTensor>>
planConversion(const ModelSource &source, const LlamaConfig &config, tensors::TensorType type);

} // namespace gatewright::model
