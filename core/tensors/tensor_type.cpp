// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/tensor_type.h"

#include <algorithm>
#include <array>

namespace gatewright::tensors {

namespace {

// Block sizes as in the format's own description (ggml, docs/gguf.md and ggml-common.h).
constexpr std::array<TensorTypeTraits, 23> kTypes{{
    {TensorType::F32, QLatin1String("F32"), 1, 4},
    {TensorType::F16, QLatin1String("F16"), 1, 2},
    {TensorType::Q4_0, QLatin1String("Q4_0"), 32, 18},
    {TensorType::Q4_1, QLatin1String("Q4_1"), 32, 20},
    {TensorType::Q5_0, QLatin1String("Q5_0"), 32, 22},
    {TensorType::Q5_1, QLatin1String("Q5_1"), 32, 24},
    {TensorType::Q8_0, QLatin1String("Q8_0"), 32, 34},
    {TensorType::Q8_1, QLatin1String("Q8_1"), 32, 36},
    {TensorType::Q2_K, QLatin1String("Q2_K"), 256, 84},
    {TensorType::Q3_K, QLatin1String("Q3_K"), 256, 110},
    {TensorType::Q4_K, QLatin1String("Q4_K"), 256, 144},
    {TensorType::Q5_K, QLatin1String("Q5_K"), 256, 176},
    {TensorType::Q6_K, QLatin1String("Q6_K"), 256, 210},
    {TensorType::Q8_K, QLatin1String("Q8_K"), 256, 292},
    {TensorType::IQ4_NL, QLatin1String("IQ4_NL"), 32, 18},
    {TensorType::IQ4_XS, QLatin1String("IQ4_XS"), 256, 136},
    {TensorType::I8, QLatin1String("I8"), 1, 1},
    {TensorType::I16, QLatin1String("I16"), 1, 2},
    {TensorType::I32, QLatin1String("I32"), 1, 4},
    {TensorType::I64, QLatin1String("I64"), 1, 8},
    {TensorType::F64, QLatin1String("F64"), 1, 8},
    {TensorType::BF16, QLatin1String("BF16"), 1, 2},
    {TensorType::MXFP4, QLatin1String("MXFP4"), 32, 17},
}};

} // namespace

std::span<const TensorTypeTraits> tensorTypes()
{
    return kTypes;
}

std::optional<TensorType> tensorTypeFromId(std::uint32_t id)
{
    const auto type = static_cast<TensorType>(id);
    const auto found = std::ranges::find(kTypes, type, &TensorTypeTraits::type);
    return found == kTypes.end() ? std::nullopt : std::optional(type);
}

const TensorTypeTraits &traits(TensorType type)
{
    return *std::ranges::find(kTypes, type, &TensorTypeTraits::type);
}

} // namespace gatewright::tensors
