// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/llama_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace gatewright::model {

// All memory that a pass of `rows` rows writes to, on the device: views of the largest pass's, so that every
// number of rows has the same. A row is a token.
struct TorchBuffers
{
    // Inputs, filled before a pass.
    at::Tensor ids;       // [row]
    at::Tensor positions; // [row]
    at::Tensor slots;     // [row]: where its key and value go
    at::Tensor mask;      // [row, slot]: 0 for what it sees, minus infinity for the rest

    at::Tensor hidden;  // [row, embedding]: the residual stream
    at::Tensor normal;  // the same, normalised
    at::Tensor squares; // the same; scratch of the norms
    at::Tensor spread;  // [row, 1]
    at::Tensor heads;   // [row, queries, keys and values]
    at::Tensor turned;  // [row, heads of queries and keys, head dimension]: scratch of the rotation
    at::Tensor cosines; // [row, head dimension]
    at::Tensor sines;
    at::Tensor queries; // [key-value head, row, head of its group, head dimension]
    at::Tensor scores;  // [key-value head, row * group, slot]
    at::Tensor shares;  // the same behind the softmax
    at::Tensor mixed;   // [key-value head, row * group, head dimension]
    at::Tensor joined;  // [row, queries]
    at::Tensor gateUp;  // [row, gate and up]
    at::Tensor active;  // [row, feed forward]
    at::Tensor logits;  // [row, vocabulary]

    [[nodiscard]] static TorchBuffers create(const LlamaConfig &config, std::int64_t rows, std::int64_t slots,
                                             c10::Device device);
    // The same memory for fewer rows.
    [[nodiscard]] TorchBuffers forRows(const LlamaConfig &config, std::int64_t rows) const;
    [[nodiscard]] std::size_t bytes() const;
};

} // namespace gatewright::model
