// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"
#include "core/tensors/tensor_type.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

namespace gatewright::model {

// The layout that holds this type without loss, or nothing when the decoder has no kernel for it:
// Q4_0 CentredNibbles, Q4_1 Nibbles, Q5_0 CentredFiveBits, Q5_1 FiveBits, Q8_0 Bytes, Q4_K, Q5_K and Q6_K the
// layouts of two levels, F16 Half, BF16 BrainHalf, F32 Single.
[[nodiscard]] std::optional<WeightLayout> layoutFor(tensors::TensorType type);

// Bytes of one group of 16 rows, a multiple of 64. `columns` is a multiple of 32, of 256 with two levels.
[[nodiscard]] std::size_t groupBytes(WeightLayout layout, std::size_t columns);
[[nodiscard]] std::size_t packedBytes(WeightLayout layout, std::size_t rows, std::size_t columns);

// Where a packed row comes from: the row of the file that becomes row `row`.
using RowOrder = std::function<std::size_t(std::size_t row)>;

// Repacks the groups [firstGroup, lastGroup) of a matrix as it lies in a GGUF file (rows of whole blocks)
// into `destination`, which holds packedBytes() zeroed bytes. `view` says what the result is; different
// groups may be packed by different threads at once.
struct PackJob
{
    tensors::TensorType type;
    std::span<const std::byte> stored;
    MatrixView view;
    std::byte *destination;
    RowOrder order;
};
void packGroups(const PackJob &job, std::size_t firstGroup, std::size_t lastGroup);

// One row as floats: the values that tensors::dequantise() gives for the file's row.
void unpackRow(const MatrixView &matrix, std::size_t row, float *values);

} // namespace gatewright::model
