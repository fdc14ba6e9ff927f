// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/tensor_type.h"

#include <cstddef>
#include <span>
#include <vector>

namespace gatewright::tensors {

// Whether quantise() knows this type: F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0.
[[nodiscard]] bool canQuantise(TensorType type);

// Stores numbers in this type, appended to `stored`; the inverse of dequantise(). The block types hold 32
// numbers each, rounded as ggml's reference does (quantize_row_*_ref), byte for byte:
//   Q8_0        scale = largest magnitude / 127, halves away from zero
//   Q4_0, Q5_0  scale = the number of largest magnitude / -8 or -16, so that this one is exact
//   Q4_1, Q5_1  from the least to the greatest number in 15 or 31 steps
// The numbers are finite. InvalidInput unless they are whole blocks, Unsupported for another type,
// LimitExceeded where a number, or a block's scale, is too large for a half.
[[nodiscard]] Result<void> quantise(TensorType type, std::span<const float> values,
                                    std::vector<std::byte> &stored);

} // namespace gatewright::tensors
