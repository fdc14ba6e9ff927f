// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/tensor_type.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace gatewright::tensors {

// Whether dequantise() knows this type: F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K.
[[nodiscard]] bool canDequantise(TensorType type);

struct ScaleAndMinimum
{
    int scale;
    int minimum;
};

// Q4_K and Q5_K pack eight 6-bit scales and eight 6-bit minima into twelve bytes; those of the group of 32.
[[nodiscard]] ScaleAndMinimum unpackScales(const std::uint8_t *packed, int group);

// Writes the stored numbers as floats, in file order. This is the reference that every faster path is tested
// against: scalar, a multiplication and then an addition, each rounded, so that the bits are the same on
// every machine and equal to those of ggml and of the Python package gguf.
//
// `stored` holds whole blocks and `values` exactly their elements; anything else is InvalidInput. A type that
// is not known here is Unsupported.
[[nodiscard]] Result<void> dequantise(TensorType type, std::span<const std::byte> stored,
                                      std::span<float> values);

} // namespace gatewright::tensors
