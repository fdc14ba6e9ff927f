// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1String>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace gatewright::tensors {

// How the numbers of a tensor are stored; the values are GGUF's type ids.
enum class TensorType : std::uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q8_1 = 9,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    Q8_K = 15,
    IQ4_NL = 20,
    IQ4_XS = 23,
    I8 = 24,
    I16 = 25,
    I32 = 26,
    I64 = 27,
    F64 = 28,
    BF16 = 30,
    MXFP4 = 39,
};

// A quantised tensor is a row of blocks; a plain one has blocks of one element.
struct TensorTypeTraits
{
    TensorType type;
    QLatin1String name;
    std::uint32_t elementsPerBlock;
    std::uint32_t bytesPerBlock;
};

// All types whose size is known, in the order of their ids.
[[nodiscard]] std::span<const TensorTypeTraits> tensorTypes();
// The type with this GGUF id, or nothing when the id is unknown.
[[nodiscard]] std::optional<TensorType> tensorTypeFromId(std::uint32_t id);
[[nodiscard]] const TensorTypeTraits &traits(TensorType type);

} // namespace gatewright::tensors
