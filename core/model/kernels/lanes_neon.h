// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <arm_neon.h>

// 16 lanes as four NEON registers, with the dot product of Armv8.2. The anonymous namespace keeps every
// instantiation inside its own object file.
namespace gatewright::model {
namespace {

#define GW_INLINE [[gnu::always_inline]] static inline

struct NeonLanes
{
    // Rows and queries that fit the 32 registers at once.
    static constexpr int kTileRows = 4;
    static constexpr int kScoreTile = 4;
    static constexpr int kValueTile = 2;
    static constexpr int kParts = 4;

    float32x4_t part[kParts];

    template <class Function>
    GW_INLINE NeonLanes each(Function function)
    {
        return {{function(0), function(1), function(2), function(3)}};
    }

    GW_INLINE NeonLanes zero() { return broadcast(0.0F); }
    GW_INLINE NeonLanes broadcast(float x)
    {
        const float32x4_t four = vdupq_n_f32(x);
        return {{four, four, four, four}};
    }
    GW_INLINE NeonLanes load(const float *x)
    {
        return each([x](int p) { return vld1q_f32(x + 4 * p); });
    }
    GW_INLINE NeonLanes load(const std::uint16_t *half)
    {
        return each([half](int p) { return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(half + 4 * p))); });
    }
    GW_INLINE NeonLanes load(const std::int8_t *bytes)
    {
        const int8x16_t all = vld1q_s8(bytes);
        const int16x8_t low = vmovl_s8(vget_low_s8(all));
        const int16x8_t high = vmovl_s8(vget_high_s8(all));
        return {{vcvtq_f32_s32(vmovl_s16(vget_low_s16(low))), vcvtq_f32_s32(vmovl_s16(vget_high_s16(low))),
                 vcvtq_f32_s32(vmovl_s16(vget_low_s16(high))),
                 vcvtq_f32_s32(vmovl_s16(vget_high_s16(high)))}};
    }
    // bfloat16 is the upper half of a float.
    GW_INLINE NeonLanes loadBrain(const std::uint16_t *brain)
    {
        return each([brain](int p) {
            return vreinterpretq_f32_u32(vshlq_n_u32(vmovl_u16(vld1_u16(brain + 4 * p)), 16));
        });
    }
    GW_INLINE void store(NeonLanes a, float *x)
    {
        for (int p = 0; p < kParts; ++p)
            vst1q_f32(x + 4 * p, a.part[p]);
    }
    GW_INLINE void store(NeonLanes a, std::uint16_t *half)
    {
        for (int p = 0; p < kParts; ++p)
            vst1_u16(half + 4 * p, vreinterpret_u16_f16(vcvt_f16_f32(a.part[p])));
    }

    GW_INLINE NeonLanes add(NeonLanes a, NeonLanes b)
    {
        return each([&](int p) { return vaddq_f32(a.part[p], b.part[p]); });
    }
    GW_INLINE NeonLanes subtract(NeonLanes a, NeonLanes b)
    {
        return each([&](int p) { return vsubq_f32(a.part[p], b.part[p]); });
    }
    GW_INLINE NeonLanes multiply(NeonLanes a, NeonLanes b)
    {
        return each([&](int p) { return vmulq_f32(a.part[p], b.part[p]); });
    }
    GW_INLINE NeonLanes divide(NeonLanes a, NeonLanes b)
    {
        return each([&](int p) { return vdivq_f32(a.part[p], b.part[p]); });
    }
    GW_INLINE NeonLanes multiplyAdd(NeonLanes a, NeonLanes b, NeonLanes c)
    {
        return each([&](int p) { return vfmaq_f32(c.part[p], a.part[p], b.part[p]); });
    }
    GW_INLINE NeonLanes absolute(NeonLanes a)
    {
        return each([&](int p) { return vabsq_f32(a.part[p]); });
    }
    // The second operand wins when one is not a number, as everywhere else; the processor's own maximum
    // would give not-a-number.
    GW_INLINE NeonLanes larger(NeonLanes a, NeonLanes b)
    {
        return each([&](int p) { return vbslq_f32(vcgtq_f32(a.part[p], b.part[p]), a.part[p], b.part[p]); });
    }
    GW_INLINE NeonLanes smaller(NeonLanes a, NeonLanes b)
    {
        return each([&](int p) { return vbslq_f32(vcltq_f32(a.part[p], b.part[p]), a.part[p], b.part[p]); });
    }

    // The first `count` lanes of a, `otherwise` in the rest.
    GW_INLINE NeonLanes keepFirst(NeonLanes a, std::size_t count, NeonLanes otherwise)
    {
        const uint32x4_t limit = vdupq_n_u32(static_cast<std::uint32_t>(count));
        constexpr std::uint32_t kFirst[4] = {0, 1, 2, 3};
        const uint32x4_t first = vld1q_u32(kFirst);
        return each([&](int p) {
            const uint32x4_t lane = vaddq_u32(first, vdupq_n_u32(static_cast<std::uint32_t>(4 * p)));
            return vbslq_f32(vcltq_u32(lane, limit), a.part[p], otherwise.part[p]);
        });
    }

    GW_INLINE float sum(NeonLanes a)
    {
        const float32x4_t four = vaddq_f32(vaddq_f32(a.part[0], a.part[2]), vaddq_f32(a.part[1], a.part[3]));
        const float32x2_t two = vadd_f32(vget_low_f32(four), vget_high_f32(four));
        return vget_lane_f32(two, 0) + vget_lane_f32(two, 1);
    }
    GW_INLINE float largest(NeonLanes a)
    {
        float values[16];
        store(a, values);
        for (int step = 8; step > 0; step /= 2)
            for (int l = 0; l < step; ++l)
                values[l] = values[l] > values[l + step] ? values[l] : values[l + step];
        return values[0];
    }

    // a * 2^n, where n stands in the low bits of the float `shifted` = 1.5 * 2^23 + n.
    GW_INLINE NeonLanes scaleByPower(NeonLanes a, NeonLanes shifted)
    {
        return each([&](int p) {
            const int32x4_t exponent = vshlq_n_s32(vreinterpretq_s32_f32(shifted.part[p]), 23);
            return vreinterpretq_f32_s32(vaddq_s32(vreinterpretq_s32_f32(a.part[p]), exponent));
        });
    }

    // Rounds to nearest even, stores the low bytes, adds the integers to `total`.
    GW_INLINE void storeRounded(NeonLanes a, std::int8_t *bytes, std::int32_t &total)
    {
        int32x4_t rounded[kParts];
        for (int p = 0; p < kParts; ++p) {
            rounded[p] = vcvtnq_s32_f32(a.part[p]);
            total += vaddvq_s32(rounded[p]);
        }
        const int16x8_t low = vcombine_s16(vmovn_s32(rounded[0]), vmovn_s32(rounded[1]));
        const int16x8_t high = vcombine_s16(vmovn_s32(rounded[2]), vmovn_s32(rounded[3]));
        vst1q_s8(bytes, vcombine_s8(vmovn_s16(low), vmovn_s16(high)));
    }

    // Rounds to nearest even.
    GW_INLINE void storeRounded(NeonLanes a, std::int16_t *words)
    {
        for (int p = 0; p < kParts; ++p)
            vst1_s16(words + 4 * p, vmovn_s32(vcvtnq_s32_f32(a.part[p])));
    }

    // 16 sums of integers, and 16 bytes of two rows as words.
    struct Sums
    {
        int32x4_t part[kParts];
    };
    struct Pair
    {
        int16x4_t first[kParts];
        int16x4_t second[kParts];
    };
    GW_INLINE Sums loadSums(const float *bits)
    {
        Sums sums;
        for (int p = 0; p < kParts; ++p)
            sums.part[p] = vreinterpretq_s32_f32(vld1q_f32(bits + 4 * p));
        return sums;
    }
    GW_INLINE void storeSums(const Sums &sums, float *bits)
    {
        for (int p = 0; p < kParts; ++p)
            vst1q_f32(bits + 4 * p, vreinterpretq_f32_s32(sums.part[p]));
    }
    GW_INLINE NeonLanes toFloat(const Sums &sums)
    {
        return each([&](int p) { return vcvtq_f32_s32(sums.part[p]); });
    }
    GW_INLINE Pair pairOf(const std::int8_t *first, const std::int8_t *second)
    {
        const auto widen = [](const std::int8_t *row, int16x4_t *words) {
            const int8x16_t bytes = vld1q_s8(row);
            const int16x8_t low = vmovl_s8(vget_low_s8(bytes));
            const int16x8_t high = vmovl_s8(vget_high_s8(bytes));
            words[0] = vget_low_s16(low);
            words[1] = vget_high_s16(low);
            words[2] = vget_low_s16(high);
            words[3] = vget_high_s16(high);
        };
        Pair pair;
        widen(first, pair.first);
        widen(second, pair.second);
        return pair;
    }
    // Plus the first row times the lower word of `weights` and the second times the upper.
    GW_INLINE Sums addPair(Sums sums, const Pair &pair, std::int32_t weights)
    {
        const auto lower = static_cast<std::int16_t>(weights & 0xffff);
        const auto upper = static_cast<std::int16_t>(weights >> 16);
        for (int p = 0; p < kParts; ++p)
            sums.part[p] =
                vmlal_n_s16(vmlal_n_s16(sums.part[p], pair.first[p], lower), pair.second[p], upper);
        return sums;
    }

    GW_INLINE void prefetch(const void *address) { __builtin_prefetch(address); }
    GW_INLINE void prefetchForWriting(void *address) { __builtin_prefetch(address, 1); }

    static float squareRoot(float x) { return vget_lane_f32(vsqrt_f32(vdup_n_f32(x)), 0); }

    // A column of a tile as floats: signed with 8 bits, unsigned with fewer.
    GW_INLINE NeonLanes byteColumn(const std::uint8_t *tile, std::size_t column)
    {
        const int chunk = static_cast<int>(column / 4);
        return subtract(each([&](int p) { return byteOf(vld1q_u8(tile + chunk * 64 + p * 16), column); }),
                        broadcast(128.0F));
    }
    GW_INLINE NeonLanes nibbleColumn(const std::uint8_t *tile, std::size_t column)
    {
        const int chunk = static_cast<int>(column / 4);
        return each([&](int p) { return byteOf(nibbles(tile, chunk, p), column); });
    }
    GW_INLINE NeonLanes fiveBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        const int chunk = static_cast<int>(column / 4);
        return each([&](int p) { return byteOf(fiveBits(tile, chunk, p), column); });
    }
    GW_INLINE NeonLanes sixBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        const int chunk = static_cast<int>(column / 4);
        return each([&](int p) { return byteOf(sixBits(tile, chunk, p), column); });
    }

    // dots[i] = integer dot products of a tile's 16 rows with the block x[i * stride]. Of weights less 8 if
    // `centred`.
    template <int Rows>
    GW_INLINE void dotNibbles(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                              std::size_t stride, NeonLanes (&dots)[Rows])
    {
        Sums<Rows> sums;
        for (int i = 0; i < Rows; ++i)
            sums.start(i, centred ? x[static_cast<std::size_t>(i) * stride].unsignedBias / 16 : 0);
        sums.add([tile](int chunk, int p) { return vreinterpretq_s8_u8(nibbles(tile, chunk, p)); }, 0, 8, x,
                 stride);
        for (int i = 0; i < Rows; ++i)
            dots[i] = sums.toFloat(i);
    }

    // The dot product is of signed bytes here, so the 128 is taken off the weights.
    template <int Rows>
    GW_INLINE void dotBytes(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                            NeonLanes (&dots)[Rows])
    {
        Sums<Rows> sums;
        for (int i = 0; i < Rows; ++i)
            sums.start(i, 0);
        sums.add(
            [tile](int chunk, int p) {
                return vreinterpretq_s8_u8(veorq_u8(vld1q_u8(tile + chunk * 64 + p * 16), vdupq_n_u8(0x80)));
            },
            0, 8, x, stride);
        for (int i = 0; i < Rows; ++i)
            dots[i] = sums.toFloat(i);
    }

    // Of weights less 16 if `centred`.
    template <int Rows>
    GW_INLINE void dotFiveBits(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                               std::size_t stride, NeonLanes (&dots)[Rows])
    {
        Sums<Rows> sums;
        for (int i = 0; i < Rows; ++i)
            sums.start(i, centred ? x[static_cast<std::size_t>(i) * stride].unsignedBias / 8 : 0);
        sums.add([tile](int chunk, int p) { return vreinterpretq_s8_u8(fiveBits(tile, chunk, p)); }, 0, 8, x,
                 stride);
        for (int i = 0; i < Rows; ++i)
            dots[i] = sums.toFloat(i);
    }

    // Of weights less 32, times factors[row] in the first 16 columns and factors[16 + row] in the last.
    template <int Rows>
    GW_INLINE void dotSixBits(const std::uint8_t *tile, const std::int8_t *factors, const QuantisedBlock *x,
                              std::size_t stride, NeonLanes (&dots)[Rows])
    {
        const auto weights = [tile](int chunk, int p) {
            return vreinterpretq_s8_u8(sixBits(tile, chunk, p));
        };
        Sums<Rows> sums;
        for (int i = 0; i < Rows; ++i)
            sums.start(i, x[static_cast<std::size_t>(i) * stride].firstBias / 4);
        sums.add(weights, 0, 4, x, stride);
        NeonLanes factor = load(factors);
        for (int i = 0; i < Rows; ++i) {
            const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
            dots[i] = multiply(sums.toFloat(i), factor);
            sums.start(i, (block.unsignedBias - block.firstBias) / 4);
        }
        sums.add(weights, 4, 8, x, stride);
        factor = load(factors + kGroupRows);
        for (int i = 0; i < Rows; ++i)
            dots[i] = multiplyAdd(sums.toFloat(i), factor, dots[i]);
    }

private:
    template <int Rows>
    struct Sums
    {
        int32x4_t value[Rows][kParts];

        [[gnu::always_inline]] void start(int row, std::int32_t bias)
        {
            for (int p = 0; p < kParts; ++p)
                value[row][p] = vdupq_n_s32(bias);
        }
        // weights(chunk, part) are four columns of four matrix rows.
        template <class Weights>
        [[gnu::always_inline]] void add(Weights weights, int first, int last, const QuantisedBlock *x,
                                        std::size_t stride)
        {
#pragma GCC unroll 8
            for (int chunk = first; chunk < last; ++chunk)
#pragma GCC unroll 4
                for (int p = 0; p < kParts; ++p) {
                    const int8x16_t four = weights(chunk, p);
#pragma GCC unroll 4
                    for (int i = 0; i < Rows; ++i)
                        value[i][p] = vdotq_s32(value[i][p], four,
                                                word(x[static_cast<std::size_t>(i) * stride], chunk));
                }
        }
        [[gnu::always_inline]] NeonLanes toFloat(int row) const
        {
            return each([&](int p) { return vcvtq_f32_s32(value[row][p]); });
        }
    };

    // Four activations in every 32-bit lane.
    GW_INLINE int8x16_t word(const QuantisedBlock &block, int chunk)
    {
        std::int32_t four;
        __builtin_memcpy(&four, block.values + 4 * chunk, sizeof four);
        return vreinterpretq_s8_s32(vdupq_n_s32(four));
    }

    // Four columns of four rows of a tile as unsigned bytes. A negative count shifts to the right.
    GW_INLINE uint8x16_t nibbles(const std::uint8_t *tile, int chunk, int p)
    {
        const uint8x16_t both = vld1q_u8(tile + chunk / 2 * 64 + p * 16);
        return chunk % 2 == 0 ? vandq_u8(both, vdupq_n_u8(0x0f)) : vshrq_n_u8(both, 4);
    }
    GW_INLINE uint8x16_t fiveBits(const std::uint8_t *tile, int chunk, int p)
    {
        const uint8x16_t upper =
            vshlq_u8(vld1q_u8(tile + p * 16), vdupq_n_s8(static_cast<std::int8_t>(4 - chunk)));
        return vorrq_u8(nibbles(tile + 64, chunk, p), vandq_u8(upper, vdupq_n_u8(0x10)));
    }
    GW_INLINE uint8x16_t sixBits(const std::uint8_t *tile, int chunk, int p)
    {
        const uint8x16_t upper = vshlq_u8(vld1q_u8(tile + chunk / 4 * 64 + p * 16),
                                          vdupq_n_s8(static_cast<std::int8_t>(4 - chunk % 4 * 2)));
        return vorrq_u8(nibbles(tile + 128, chunk, p), vandq_u8(upper, vdupq_n_u8(0x30)));
    }
    // The byte of a column out of four, as a float.
    GW_INLINE float32x4_t byteOf(uint8x16_t four, std::size_t column)
    {
        const int32x4_t right = vdupq_n_s32(-8 * static_cast<std::int32_t>(column % 4));
        return vcvtq_f32_u32(vandq_u32(vshlq_u32(vreinterpretq_u32_u8(four), right), vdupq_n_u32(0xff)));
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
