// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace gatewright::model {

struct TorchNorm
{
    at::Tensor weight;
    at::Tensor bias; // undefined for an RMS norm
};

// A matrix as at::mm() wants it behind the rows: [inputs, outputs], a view of what is stored the other way.
struct TorchMatrix
{
    at::Tensor weight;
    at::Tensor bias; // undefined for none
};

struct TorchLayer
{
    TorchNorm attentionNorm;
    TorchMatrix queryKeyValue; // one below the other
    TorchMatrix attentionOutput;
    TorchNorm feedForwardNorm;
    TorchMatrix gateUp; // one below the other; up alone where there is no gate
    TorchMatrix down;
};

// All numbers as floats on a device, heads in the order in which their halves are rotated.
struct TorchWeights
{
    at::Tensor embedding; // [token, embedding]
    std::vector<TorchLayer> layers;
    TorchNorm outputNorm;
    TorchMatrix output;
    at::Tensor cosines; // [position, head dimension], the half twice
    at::Tensor sines;

    // Errors as LlamaWeights::load(). Throws what torch throws.
    [[nodiscard]] static Result<TorchWeights> load(const ModelSource &source, const LlamaConfig &config,
                                                   c10::Device device);
    [[nodiscard]] std::size_t bytes() const;
};

} // namespace gatewright::model
