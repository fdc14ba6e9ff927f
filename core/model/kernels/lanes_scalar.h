// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"
#include "core/tensors/half.h"

#include <bit>
#include <cmath>
#include <cstring>

// 16 lanes as an array, for any processor; what Avx512Lanes must equal bit by bit.
namespace gatewright::model {
namespace {

struct ScalarLanes
{
    static constexpr int kTileRows = 4;
    static constexpr int kScoreTile = 3;
    static constexpr int kValueTile = 3;
    static constexpr std::size_t kCount = 16;
    alignas(64) float value[kCount];

    template <class Function>
    static ScalarLanes each(Function function)
    {
        ScalarLanes result;
        for (std::size_t l = 0; l < kCount; ++l)
            result.value[l] = function(l);
        return result;
    }

    static ScalarLanes zero() { return broadcast(0.0F); }
    static ScalarLanes broadcast(float x)
    {
        return each([&](std::size_t) { return x; });
    }
    static ScalarLanes load(const float *x)
    {
        return each([&](std::size_t l) { return x[l]; });
    }
    static ScalarLanes load(const std::uint16_t *half)
    {
        return each([&](std::size_t l) { return fromHalf(half[l]); });
    }
    static ScalarLanes load(const std::int8_t *bytes)
    {
        return each([&](std::size_t l) { return static_cast<float>(bytes[l]); });
    }
    static void store(const ScalarLanes &a, float *x) { std::memcpy(x, a.value, sizeof a.value); }
    static void store(const ScalarLanes &a, std::uint16_t *half)
    {
        for (std::size_t l = 0; l < kCount; ++l)
            half[l] = tensors::floatToHalf(a.value[l]);
    }

    static ScalarLanes add(const ScalarLanes &a, const ScalarLanes &b)
    {
        return each([&](std::size_t l) { return a.value[l] + b.value[l]; });
    }
    static ScalarLanes subtract(const ScalarLanes &a, const ScalarLanes &b)
    {
        return each([&](std::size_t l) { return a.value[l] - b.value[l]; });
    }
    static ScalarLanes multiply(const ScalarLanes &a, const ScalarLanes &b)
    {
        return each([&](std::size_t l) { return a.value[l] * b.value[l]; });
    }
    static ScalarLanes divide(const ScalarLanes &a, const ScalarLanes &b)
    {
        return each([&](std::size_t l) { return a.value[l] / b.value[l]; });
    }
    static ScalarLanes multiplyAdd(const ScalarLanes &a, const ScalarLanes &b, const ScalarLanes &c)
    {
        return each([&](std::size_t l) { return std::fma(a.value[l], b.value[l], c.value[l]); });
    }
    static ScalarLanes absolute(const ScalarLanes &a)
    {
        return each([&](std::size_t l) { return std::fabs(a.value[l]); });
    }
    // The second operand wins when one is not a number, as in the processor's own instruction.
    static ScalarLanes larger(const ScalarLanes &a, const ScalarLanes &b)
    {
        return each([&](std::size_t l) { return a.value[l] > b.value[l] ? a.value[l] : b.value[l]; });
    }
    static ScalarLanes smaller(const ScalarLanes &a, const ScalarLanes &b)
    {
        return each([&](std::size_t l) { return a.value[l] < b.value[l] ? a.value[l] : b.value[l]; });
    }

    static ScalarLanes keepFirst(const ScalarLanes &a, std::size_t count, const ScalarLanes &otherwise)
    {
        return each([&](std::size_t l) { return l < count ? a.value[l] : otherwise.value[l]; });
    }

    static float sum(ScalarLanes a)
    {
        for (std::size_t step = kCount / 2; step > 0; step /= 2)
            for (std::size_t l = 0; l < step; ++l)
                a.value[l] += a.value[l + step];
        return a.value[0];
    }
    static float largest(const ScalarLanes &a)
    {
        float result = a.value[0];
        for (std::size_t l = 1; l < kCount; ++l)
            result = a.value[l] > result ? a.value[l] : result;
        return result;
    }

    static ScalarLanes scaleByPower(const ScalarLanes &a, const ScalarLanes &shifted)
    {
        return each([&](std::size_t l) {
            const auto exponent = std::bit_cast<std::uint32_t>(shifted.value[l]) << 23;
            return std::bit_cast<float>(std::bit_cast<std::uint32_t>(a.value[l]) + exponent);
        });
    }

    static void storeRounded(const ScalarLanes &a, std::int8_t *bytes, std::int32_t &total)
    {
        // Adding 1.5 * 2^23 leaves the integer, rounded to nearest even, in the low bits.
        constexpr float kShift = 12582912.0F;
        for (std::size_t l = 0; l < kCount; ++l) {
            const auto bits = std::bit_cast<std::uint32_t>(a.value[l] + kShift);
            const auto rounded = static_cast<std::int32_t>(bits - std::bit_cast<std::uint32_t>(kShift));
            bytes[l] = static_cast<std::int8_t>(rounded);
            total += rounded;
        }
    }

    static void prefetch(const void *) {}

    static float squareRoot(float x) { return std::sqrt(x); }

    static ScalarLanes byteColumn(const std::uint8_t *tile, std::size_t column)
    {
        const std::uint8_t *bytes = tile + column / 4 * 64 + column % 4;
        return each([&](std::size_t l) { return static_cast<float>(bytes[4 * l] - 128); });
    }
    static ScalarLanes nibbleColumn(const std::uint8_t *tile, std::size_t column)
    {
        const std::uint8_t *bytes = tile + column / 8 * 64 + column % 4;
        const auto shift = column / 4 % 2 * 4;
        return each([&](std::size_t l) { return static_cast<float>((bytes[4 * l] >> shift) & 15); });
    }

    template <int Rows>
    static void dotNibbles(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                           ScalarLanes (&dots)[Rows])
    {
        for (std::size_t i = 0; i < Rows; ++i) {
            const QuantisedBlock &block = x[i * stride];
            std::int32_t sums[kCount] = {};
            for (std::size_t j = 0; j < 4; ++j)
                for (std::size_t l = 0; l < kCount; ++l)
                    for (std::size_t k = 0; k < 4; ++k) {
                        const int both = tile[j * 64 + l * 4 + k];
                        sums[l] +=
                            (both & 15) * block.values[8 * j + k] + (both >> 4) * block.values[8 * j + 4 + k];
                    }
            dots[i] = each([&](std::size_t l) { return static_cast<float>(sums[l]); });
        }
    }

    template <int Rows>
    static void dotBytes(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                         ScalarLanes (&dots)[Rows])
    {
        for (std::size_t i = 0; i < Rows; ++i) {
            const QuantisedBlock &block = x[i * stride];
            std::int32_t sums[kCount];
            for (std::size_t l = 0; l < kCount; ++l)
                sums[l] = block.unsignedBias;
            for (std::size_t j = 0; j < 8; ++j)
                for (std::size_t l = 0; l < kCount; ++l)
                    for (std::size_t k = 0; k < 4; ++k)
                        sums[l] += tile[j * 64 + l * 4 + k] * block.values[4 * j + k];
            dots[i] = each([&](std::size_t l) { return static_cast<float>(sums[l]); });
        }
    }

private:
    // Without branches, so that the compiler can vectorise it: shifting the exponent into place leaves it 112
    // too small.
    static float fromHalf(std::uint16_t half)
    {
        const std::uint32_t magnitude = static_cast<std::uint32_t>(half & 0x7fffU) << 13;
        const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
        const float finite = std::bit_cast<float>(magnitude) * 0x1p112F;
        const std::uint32_t bits =
            magnitude >= 0x0f800000U ? (magnitude | 0x7f800000U) : std::bit_cast<std::uint32_t>(finite);
        return std::bit_cast<float>(bits | sign);
    }
};

} // namespace
} // namespace gatewright::model
