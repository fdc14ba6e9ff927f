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
    static ScalarLanes loadBrain(const std::uint16_t *brain)
    {
        return each([&](std::size_t l) { return tensors::bfloat16ToFloat(brain[l]); });
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

    // To nearest even: adding 1.5 * 2^23 leaves the integer in the low bits.
    static std::int32_t round(float x)
    {
        constexpr float kShift = 12582912.0F;
        const auto bits = std::bit_cast<std::uint32_t>(x + kShift);
        return static_cast<std::int32_t>(bits - std::bit_cast<std::uint32_t>(kShift));
    }
    static void storeRounded(const ScalarLanes &a, std::int8_t *bytes, std::int32_t &total)
    {
        for (std::size_t l = 0; l < kCount; ++l) {
            const std::int32_t rounded = round(a.value[l]);
            bytes[l] = static_cast<std::int8_t>(rounded);
            total += rounded;
        }
    }
    static void storeRounded(const ScalarLanes &a, std::int16_t *words)
    {
        for (std::size_t l = 0; l < kCount; ++l)
            words[l] = static_cast<std::int16_t>(round(a.value[l]));
    }

    struct Sums
    {
        std::int32_t value[kCount];
    };
    struct Pair
    {
        std::int32_t first[kCount];
        std::int32_t second[kCount];
    };
    static Sums loadSums(const float *bits)
    {
        Sums sums;
        std::memcpy(sums.value, bits, sizeof sums.value);
        return sums;
    }
    static void storeSums(const Sums &sums, float *bits) { std::memcpy(bits, sums.value, sizeof sums.value); }
    static ScalarLanes toFloat(const Sums &sums)
    {
        return each([&](std::size_t l) { return static_cast<float>(sums.value[l]); });
    }
    static Pair pairOf(const std::int8_t *first, const std::int8_t *second)
    {
        Pair pair;
        for (std::size_t l = 0; l < kCount; ++l) {
            pair.first[l] = first[l];
            pair.second[l] = second[l];
        }
        return pair;
    }
    static Sums addPair(Sums sums, const Pair &pair, std::int32_t weights)
    {
        for (std::size_t l = 0; l < kCount; ++l)
            sums.value[l] += pair.first[l] * (weights & 0xffff) + pair.second[l] * (weights >> 16);
        return sums;
    }

    static void prefetch(const void *) {}
    static void prefetchForWriting(void *) {}

    static float squareRoot(float x) { return std::sqrt(x); }

    // A column of a tile as floats: signed with 8 bits, unsigned with fewer.
    static ScalarLanes byteColumn(const std::uint8_t *tile, std::size_t column)
    {
        const std::uint8_t *bytes = tile + column / 4 * 64 + column % 4;
        return each([&](std::size_t l) { return static_cast<float>(bytes[4 * l] - 128); });
    }
    static ScalarLanes nibbleColumn(const std::uint8_t *tile, std::size_t column)
    {
        return each(
            [&](std::size_t l) { return static_cast<float>(nibble(tile, column / 4, byteOf(l, column))); });
    }
    static ScalarLanes fiveBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        return each(
            [&](std::size_t l) { return static_cast<float>(fiveBits(tile, column / 4, byteOf(l, column))); });
    }
    static ScalarLanes sixBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        return each(
            [&](std::size_t l) { return static_cast<float>(sixBits(tile, column / 4, byteOf(l, column))); });
    }

    // dots[i] = integer dot products of a tile's 16 rows with the block x[i * stride].
    // Of weights less 8 if `centred`.
    template <int Rows>
    static void dotNibbles(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                           std::size_t stride, ScalarLanes (&dots)[Rows])
    {
        std::uint8_t weights[kTileColumns * kTileLine];
        spread([tile](std::size_t chunk, std::size_t byte) { return nibble(tile, chunk, byte); }, weights);
        for (std::size_t i = 0; i < Rows; ++i)
            dots[i] =
                toFloat(dot(weights, x[i * stride], 0, 8, centred ? x[i * stride].unsignedBias / 16 : 0));
    }
    template <int Rows>
    static void dotBytes(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                         ScalarLanes (&dots)[Rows])
    {
        for (std::size_t i = 0; i < Rows; ++i)
            dots[i] = toFloat(dot(tile, x[i * stride], 0, 8, x[i * stride].unsignedBias));
    }

    // Of weights less 16 if `centred`.
    template <int Rows>
    static void dotFiveBits(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                            std::size_t stride, ScalarLanes (&dots)[Rows])
    {
        std::uint8_t weights[kTileColumns * kTileLine];
        spread([tile](std::size_t chunk, std::size_t byte) { return fiveBits(tile, chunk, byte); }, weights);
        for (std::size_t i = 0; i < Rows; ++i)
            dots[i] =
                toFloat(dot(weights, x[i * stride], 0, 8, centred ? x[i * stride].unsignedBias / 8 : 0));
    }

    // Of weights less 32, times factors[row] in the first 16 columns and factors[16 + row] in the last.
    template <int Rows>
    static void dotSixBits(const std::uint8_t *tile, const std::int8_t *factors, const QuantisedBlock *x,
                           std::size_t stride, ScalarLanes (&dots)[Rows])
    {
        std::uint8_t weights[kTileColumns * kTileLine];
        spread([tile](std::size_t chunk, std::size_t byte) { return sixBits(tile, chunk, byte); }, weights);
        for (std::size_t i = 0; i < Rows; ++i) {
            const QuantisedBlock &block = x[i * stride];
            const Integers first = dot(weights, block, 0, 4, block.firstBias / 4);
            const Integers last = dot(weights, block, 4, 8, (block.unsignedBias - block.firstBias) / 4);
            dots[i] = each([&](std::size_t l) {
                return static_cast<float>(first.value[l] * factors[l] + last.value[l] * factors[kCount + l]);
            });
        }
    }

private:
    struct Integers
    {
        std::int32_t value[kCount];
    };
    static constexpr std::size_t kTileColumns = kBlockColumns / 4; // four at a time

    static ScalarLanes toFloat(const Integers &integers)
    {
        return each([&](std::size_t l) { return static_cast<float>(integers.value[l]); });
    }

    // The byte of a line of a tile that has the row `lane` of a column.
    static std::size_t byteOf(std::size_t lane, std::size_t column) { return lane * 4 + column % 4; }
    static int nibble(const std::uint8_t *tile, std::size_t chunk, std::size_t byte)
    {
        return (tile[chunk / 2 * kTileLine + byte] >> (chunk % 2 * 4)) & 15;
    }
    static int fiveBits(const std::uint8_t *tile, std::size_t chunk, std::size_t byte)
    {
        const int upper = (tile[byte] >> chunk) & 1;
        return nibble(tile + kTileLine, chunk, byte) | (upper << 4);
    }
    static int sixBits(const std::uint8_t *tile, std::size_t chunk, std::size_t byte)
    {
        const int upper = (tile[chunk / 4 * kTileLine + byte] >> (chunk % 4 * 2)) & 3;
        return nibble(tile + 2 * kTileLine, chunk, byte) | (upper << 4);
    }
    template <class Quant>
    static void spread(Quant quant, std::uint8_t (&weights)[kTileColumns * kTileLine])
    {
        for (std::size_t chunk = 0; chunk < kTileColumns; ++chunk)
            for (std::size_t byte = 0; byte < kTileLine; ++byte)
                weights[chunk * kTileLine + byte] = static_cast<std::uint8_t>(quant(chunk, byte));
    }
    // The chunks [first, last) of a tile of bytes.
    static Integers dot(const std::uint8_t *tile, const QuantisedBlock &block, std::size_t first,
                        std::size_t last, std::int32_t bias)
    {
        Integers sums;
        for (std::int32_t &sum : sums.value)
            sum = bias;
        for (std::size_t j = first; j < last; ++j)
            for (std::size_t l = 0; l < kCount; ++l)
                for (std::size_t k = 0; k < 4; ++k)
                    sums.value[l] += tile[j * kTileLine + l * 4 + k] * block.values[4 * j + k];
        return sums;
    }

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
