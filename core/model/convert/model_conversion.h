// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/model_source.h"
#include "core/tensors/tensor_type.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::model {

struct ConversionOptions
{
    tensors::TensorType type = tensors::TensorType::Q8_0; // of the matrices (planConversion() has the rest)
    bool replaces = false;                                // a file that is there already
    std::function<void(double fraction)> onProgress = {}; // on the calling thread; may be empty
    std::stop_token stop = {};
};

struct ConvertedTensor
{
    std::string name;
    tensors::TensorType from = tensors::TensorType::F32;
    tensors::TensorType to = tensors::TensorType::F32;
    std::uint64_t bytes = 0;
    // Root mean square of what was rounded away, relative to that of the numbers.
    double error = 0.0;
};

struct Conversion
{
    std::uint64_t bytesBefore = 0; // of all weights' files
    std::uint64_t bytes = 0;       // of the new file
    double error = 0.0;            // of all matrices together
    std::vector<ConvertedTensor> tensors;

    // By the largest error; null when nothing was rounded.
    [[nodiscard]] const ConvertedTensor *worst() const;
};

// The type of that name ("q8_0", "F16", whatever the case) when models can be converted to it.
[[nodiscard]] std::optional<tensors::TensorType> conversionType(std::string_view name);
[[nodiscard]] QString conversionTypeNames(); // for messages: "f32, f16, …"

// Writes the model as a GGUF file at `out`, which ends in ".gguf": a piece of a tensor at a time, and the
// file has its name when all of it is written. Errors: those of the source; InvalidInput for an `out` that is
// the model itself, or there already unless it may be replaced; Corrupt for a number that is none, naming the
// tensor; LimitExceeded for a number too large for the type, and when the disk has not the room; Io;
// Cancelled. Whatever the error, nothing new is left and what was there is as it was.
[[nodiscard]] Result<Conversion> convertModel(const ModelSource &source, const QString &out,
                                              const ConversionOptions &options);

} // namespace gatewright::model
