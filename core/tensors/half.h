// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace gatewright::tensors {

// IEEE 754 binary16 and bfloat16, bit by bit, so that every machine computes the same value with or without
// F16C.

[[nodiscard]] constexpr float halfToFloat(std::uint16_t half)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
    std::uint32_t exponent = (half >> 10) & 0x1fU;
    std::uint32_t mantissa = half & 0x3ffU;
    if (exponent == 0x1f) // infinity, not a number
        return std::bit_cast<float>(sign | 0x7f800000U | (mantissa << 13));
    if (exponent == 0) {
        if (mantissa == 0)
            return std::bit_cast<float>(sign);
        // A subnormal half is a normal float: move the leading one into the hidden bit.
        const int shift = std::countl_zero(mantissa) - 21;
        mantissa = (mantissa << shift) & 0x3ffU;
        exponent = static_cast<std::uint32_t>(1 - shift);
    }
    return std::bit_cast<float>(sign | ((exponent + 112U) << 23) | (mantissa << 13));
}

// Rounds to nearest, ties to even; overflow becomes infinity, not-a-number stays so (quiet).
[[nodiscard]] constexpr std::uint16_t floatToHalf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7fffffffU;
    if (magnitude > 0x7f800000U)
        return static_cast<std::uint16_t>(sign | 0x7e00U | ((magnitude >> 13) & 0x3ffU));
    if (magnitude >= 0x477ff000U) // 65520, half way between the largest half and the next step
        return static_cast<std::uint16_t>(sign | 0x7c00U);
    if (magnitude < 0x33000001U) // at most 2^-25: nearer to zero than to the smallest subnormal, or a tie
        return static_cast<std::uint16_t>(sign);
    const auto roundAway = [](std::uint32_t kept, std::uint32_t dropped, std::uint32_t halfway) {
        return dropped > halfway || (dropped == halfway && (kept & 1U) != 0) ? kept + 1 : kept;
    };
    if (magnitude < 0x38800000U) { // subnormal half
        const std::uint32_t shift = 126U - (magnitude >> 23);
        const std::uint32_t mantissa = (magnitude & 0x7fffffU) | 0x800000U;
        const std::uint32_t dropped = mantissa & ((1U << shift) - 1U);
        return static_cast<std::uint16_t>(sign | roundAway(mantissa >> shift, dropped, 1U << (shift - 1U)));
    }
    const std::uint32_t kept = (magnitude - 0x38000000U) >> 13;
    return static_cast<std::uint16_t>(sign | roundAway(kept, magnitude & 0x1fffU, 0x1000U));
}

[[nodiscard]] constexpr float bfloat16ToFloat(std::uint16_t value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

} // namespace gatewright::tensors
