// SPDX-License-Identifier: Apache-2.0
#include "core/model/number_check.h"

#include <cstdint>
#include <cstring>

namespace gatewright::model {

namespace {

using tensors::TensorType;

// A float whose exponent is all ones is infinite or not a number. Looks at the words `stride` bytes apart.
template <class Word>
bool noneHasAll(Word exponent, std::span<const std::byte> stored, std::size_t offset, std::size_t stride)
{
    bool any = false;
    for (std::size_t at = offset; at + sizeof(Word) <= stored.size(); at += stride) {
        Word word;
        std::memcpy(&word, stored.data() + at, sizeof word);
        any |= (word & exponent) == exponent;
    }
    return !any;
}

bool halvesAreNumbers(TensorType type, std::span<const std::byte> stored, std::size_t offset)
{
    constexpr std::uint16_t kExponent = 0x7c00;
    return noneHasAll(kExponent, stored, offset, tensors::traits(type).bytesPerBlock);
}

} // namespace

bool scalesAreNumbers(TensorType type, std::span<const std::byte> stored)
{
    switch (type) {
    case TensorType::F32:
        return noneHasAll(std::uint32_t{0x7f800000}, stored, 0, sizeof(std::uint32_t));
    case TensorType::BF16:
        return noneHasAll(std::uint16_t{0x7f80}, stored, 0, sizeof(std::uint16_t));
    case TensorType::F16:
    case TensorType::Q4_0:
    case TensorType::Q5_0:
    case TensorType::Q8_0:
        return halvesAreNumbers(type, stored, 0);
    case TensorType::Q4_1:
    case TensorType::Q5_1:
    case TensorType::Q4_K:
    case TensorType::Q5_K:
        return halvesAreNumbers(type, stored, 0) && halvesAreNumbers(type, stored, 2);
    case TensorType::Q6_K:
        return halvesAreNumbers(type, stored, 208); // behind the quants and their scales
    default:
        return true;
    }
}

} // namespace gatewright::model
