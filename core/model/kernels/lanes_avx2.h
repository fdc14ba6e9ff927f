// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/dots_avx2.h"

#include <immintrin.h>

// 16 lanes as two AVX2 registers, with FMA and F16C; `Dots` has the integer dot products (dots_avx2.h,
// dots_avx_vnni.h). The anonymous namespace keeps every instantiation inside its own object file.
namespace gatewright::model {
namespace {

#define GW_INLINE [[gnu::always_inline]] static inline

template <class Dots>
struct Avx2Lanes
{
    // Rows and queries that fit the 16 registers at once.
    static constexpr int kTileRows = 4;
    static constexpr int kScoreTile = 2;
    static constexpr int kValueTile = 1;

    __m256 low;
    __m256 high;

    GW_INLINE Avx2Lanes zero() { return {_mm256_setzero_ps(), _mm256_setzero_ps()}; }
    GW_INLINE Avx2Lanes broadcast(float x) { return {_mm256_set1_ps(x), _mm256_set1_ps(x)}; }
    GW_INLINE Avx2Lanes load(const float *x) { return {_mm256_loadu_ps(x), _mm256_loadu_ps(x + 8)}; }
    GW_INLINE Avx2Lanes load(const std::uint16_t *half)
    {
        const auto *eights = reinterpret_cast<const __m128i *>(half);
        return {_mm256_cvtph_ps(_mm_loadu_si128(eights)), _mm256_cvtph_ps(_mm_loadu_si128(eights + 1))};
    }
    GW_INLINE Avx2Lanes load(const std::int8_t *bytes)
    {
        const auto eight = [](const std::int8_t *half) {
            return _mm256_cvtepi32_ps(
                _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(half))));
        };
        return {eight(bytes), eight(bytes + 8)};
    }
    // bfloat16 is the upper half of a float.
    GW_INLINE Avx2Lanes loadBrain(const std::uint16_t *brain)
    {
        const auto eight = [](const std::uint16_t *half) {
            return _mm256_castsi256_ps(_mm256_slli_epi32(
                _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(half))), 16));
        };
        return {eight(brain), eight(brain + 8)};
    }
    GW_INLINE void store(Avx2Lanes a, float *x)
    {
        _mm256_storeu_ps(x, a.low);
        _mm256_storeu_ps(x + 8, a.high);
    }
    GW_INLINE void store(Avx2Lanes a, std::uint16_t *half)
    {
        auto *eights = reinterpret_cast<__m128i *>(half);
        _mm_storeu_si128(eights, _mm256_cvtps_ph(a.low, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
        _mm_storeu_si128(eights + 1, _mm256_cvtps_ph(a.high, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    }

    GW_INLINE Avx2Lanes add(Avx2Lanes a, Avx2Lanes b)
    {
        return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)};
    }
    GW_INLINE Avx2Lanes subtract(Avx2Lanes a, Avx2Lanes b)
    {
        return {_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)};
    }
    GW_INLINE Avx2Lanes multiply(Avx2Lanes a, Avx2Lanes b)
    {
        return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)};
    }
    GW_INLINE Avx2Lanes divide(Avx2Lanes a, Avx2Lanes b)
    {
        return {_mm256_div_ps(a.low, b.low), _mm256_div_ps(a.high, b.high)};
    }
    GW_INLINE Avx2Lanes multiplyAdd(Avx2Lanes a, Avx2Lanes b, Avx2Lanes c)
    {
        return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)};
    }
    GW_INLINE Avx2Lanes absolute(Avx2Lanes a)
    {
        const __m256 sign = _mm256_set1_ps(-0.0F);
        return {_mm256_andnot_ps(sign, a.low), _mm256_andnot_ps(sign, a.high)};
    }
    GW_INLINE Avx2Lanes larger(Avx2Lanes a, Avx2Lanes b)
    {
        return {_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)};
    }
    GW_INLINE Avx2Lanes smaller(Avx2Lanes a, Avx2Lanes b)
    {
        return {_mm256_min_ps(a.low, b.low), _mm256_min_ps(a.high, b.high)};
    }

    // The first `count` lanes of a, `otherwise` in the rest.
    GW_INLINE Avx2Lanes keepFirst(Avx2Lanes a, std::size_t count, Avx2Lanes otherwise)
    {
        const __m256i limit = _mm256_set1_epi32(static_cast<int>(count));
        const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
        const __m256i upper = _mm256_add_epi32(lanes, _mm256_set1_epi32(8));
        return {
            _mm256_blendv_ps(otherwise.low, a.low, _mm256_castsi256_ps(_mm256_cmpgt_epi32(limit, lanes))),
            _mm256_blendv_ps(otherwise.high, a.high, _mm256_castsi256_ps(_mm256_cmpgt_epi32(limit, upper)))};
    }

    GW_INLINE float sum(Avx2Lanes a)
    {
        const __m256 eight = _mm256_add_ps(a.low, a.high);
        const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
        const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
    }
    GW_INLINE float largest(Avx2Lanes a)
    {
        const __m256 eight = _mm256_max_ps(a.low, a.high);
        const __m128 four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
        const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
        return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
    }

    // a * 2^n, where n stands in the low bits of the float `shifted` = 1.5 * 2^23 + n.
    GW_INLINE Avx2Lanes scaleByPower(Avx2Lanes a, Avx2Lanes shifted)
    {
        return {scaleEight(a.low, shifted.low), scaleEight(a.high, shifted.high)};
    }

    // Rounds to nearest even, stores the low bytes, adds the integers to `total`.
    GW_INLINE void storeRounded(Avx2Lanes a, std::int8_t *bytes, std::int32_t &total)
    {
        alignas(32) std::int32_t rounded[16];
        _mm256_store_si256(reinterpret_cast<__m256i *>(rounded), _mm256_cvtps_epi32(a.low));
        _mm256_store_si256(reinterpret_cast<__m256i *>(rounded + 8), _mm256_cvtps_epi32(a.high));
        for (int l = 0; l < 16; ++l) {
            bytes[l] = static_cast<std::int8_t>(rounded[l]);
            total += rounded[l];
        }
    }

    // Rounds to nearest even.
    GW_INLINE void storeRounded(Avx2Lanes a, std::int16_t *words)
    {
        const __m256i packed = _mm256_packs_epi32(_mm256_cvtps_epi32(a.low), _mm256_cvtps_epi32(a.high));
        _mm256_storeu_si256(reinterpret_cast<__m256i *>(words), _mm256_permute4x64_epi64(packed, 0xd8));
    }

    // 16 sums of integers, and 16 bytes of two rows as words side by side.
    struct Sums
    {
        __m256i low;
        __m256i high;
    };
    using Pair = Sums;
    GW_INLINE Sums loadSums(const float *bits)
    {
        const auto *eights = reinterpret_cast<const __m256i *>(bits);
        return {_mm256_loadu_si256(eights), _mm256_loadu_si256(eights + 1)};
    }
    GW_INLINE void storeSums(Sums sums, float *bits)
    {
        auto *eights = reinterpret_cast<__m256i *>(bits);
        _mm256_storeu_si256(eights, sums.low);
        _mm256_storeu_si256(eights + 1, sums.high);
    }
    GW_INLINE Avx2Lanes toFloat(Sums sums)
    {
        return {_mm256_cvtepi32_ps(sums.low), _mm256_cvtepi32_ps(sums.high)};
    }
    GW_INLINE Pair pairOf(const std::int8_t *first, const std::int8_t *second)
    {
        const auto words = [](const std::int8_t *row) {
            return _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(row)));
        };
        const auto eight = [&](int part) {
            return _mm256_blend_epi16(words(first + part), _mm256_slli_epi32(words(second + part), 16), 0xaa);
        };
        return {eight(0), eight(8)};
    }
    // Plus the first row times the lower word of `weights` and the second times the upper.
    GW_INLINE Sums addPair(Sums sums, Pair pair, std::int32_t weights)
    {
        const __m256i both = _mm256_set1_epi32(weights);
        return {_mm256_add_epi32(sums.low, _mm256_madd_epi16(pair.low, both)),
                _mm256_add_epi32(sums.high, _mm256_madd_epi16(pair.high, both))};
    }

    GW_INLINE void prefetch(const void *address)
    {
        _mm_prefetch(static_cast<const char *>(address), _MM_HINT_T0);
    }
    GW_INLINE void prefetchForWriting(void *address) { __builtin_prefetch(address, 1); }

    static float squareRoot(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }

    // A column of a tile as floats: signed with 8 bits, unsigned with fewer.
    GW_INLINE Avx2Lanes byteColumn(const std::uint8_t *tile, std::size_t column)
    {
        const __m256i bias = _mm256_set1_epi32(128);
        const auto eight = [&](int part) {
            const __m256i words = Dots::bytes(tile, static_cast<int>(column / 4), part);
            return _mm256_cvtepi32_ps(_mm256_sub_epi32(byteOf(words, column), bias));
        };
        return {eight(0), eight(1)};
    }
    GW_INLINE Avx2Lanes nibbleColumn(const std::uint8_t *tile, std::size_t column)
    {
        const auto chunk = static_cast<int>(column / 4);
        return {_mm256_cvtepi32_ps(byteOf(Dots::nibbles(tile, chunk, 0), column)),
                _mm256_cvtepi32_ps(byteOf(Dots::nibbles(tile, chunk, 1), column))};
    }
    GW_INLINE Avx2Lanes fiveBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        const auto chunk = static_cast<int>(column / 4);
        return {_mm256_cvtepi32_ps(byteOf(Dots::fiveBits(tile, chunk, 0), column)),
                _mm256_cvtepi32_ps(byteOf(Dots::fiveBits(tile, chunk, 1), column))};
    }
    GW_INLINE Avx2Lanes sixBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        const auto chunk = static_cast<int>(column / 4);
        return {_mm256_cvtepi32_ps(byteOf(Dots::sixBits(tile, chunk, 0), column)),
                _mm256_cvtepi32_ps(byteOf(Dots::sixBits(tile, chunk, 1), column))};
    }

    // dots[i] = integer dot products of a tile's 16 rows with the block x[i * stride].
    // Of weights less 8 if `centred`.
    template <int Rows>
    GW_INLINE void dotNibbles(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                              std::size_t stride, Avx2Lanes (&dots)[Rows])
    {
        __m256i sums[Rows][2];
        Dots::nibbleDots(tile, x, stride, sums);
        for (int i = 0; i < Rows; ++i)
            dots[i] =
                toFloat(sums[i], centred ? x[static_cast<std::size_t>(i) * stride].unsignedBias / 16 : 0);
    }
    template <int Rows>
    GW_INLINE void dotBytes(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                            Avx2Lanes (&dots)[Rows])
    {
        __m256i sums[Rows][2];
        Dots::byteDots(tile, x, stride, sums);
        for (int i = 0; i < Rows; ++i)
            dots[i] = toFloat(sums[i]);
    }
    // Of weights less 16 if `centred`.
    template <int Rows>
    GW_INLINE void dotFiveBits(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                               std::size_t stride, Avx2Lanes (&dots)[Rows])
    {
        __m256i sums[Rows][2];
        Dots::fiveBitDots(tile, x, stride, sums);
        for (int i = 0; i < Rows; ++i)
            dots[i] =
                toFloat(sums[i], centred ? x[static_cast<std::size_t>(i) * stride].unsignedBias / 8 : 0);
    }
    // Of weights less 32, times factors[row] in the first 16 columns and factors[16 + row] in the last.
    template <int Rows>
    GW_INLINE void dotSixBits(const std::uint8_t *tile, const std::int8_t *factors, const QuantisedBlock *x,
                              std::size_t stride, Avx2Lanes (&dots)[Rows])
    {
        __m256i sums[Rows][2];
        Dots::sixBitDots(tile, 0, x, stride, sums);
        Avx2Lanes factor = load(factors);
        for (int i = 0; i < Rows; ++i)
            dots[i] =
                multiply(toFloat(sums[i], x[static_cast<std::size_t>(i) * stride].firstBias / 4), factor);
        Dots::sixBitDots(tile, 4, x, stride, sums);
        factor = load(factors + kGroupRows);
        for (int i = 0; i < Rows; ++i) {
            const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
            dots[i] =
                multiplyAdd(toFloat(sums[i], (block.unsignedBias - block.firstBias) / 4), factor, dots[i]);
        }
    }

private:
    GW_INLINE Avx2Lanes toFloat(const __m256i (&sums)[2])
    {
        return {_mm256_cvtepi32_ps(sums[0]), _mm256_cvtepi32_ps(sums[1])};
    }
    GW_INLINE Avx2Lanes toFloat(const __m256i (&sums)[2], std::int32_t bias)
    {
        const __m256i all = _mm256_set1_epi32(bias);
        return {_mm256_cvtepi32_ps(_mm256_add_epi32(sums[0], all)),
                _mm256_cvtepi32_ps(_mm256_add_epi32(sums[1], all))};
    }
    GW_INLINE __m256i byteOf(__m256i words, std::size_t column)
    {
        return _mm256_and_si256(_mm256_srli_epi32(words, static_cast<int>(column % 4 * 8)),
                                _mm256_set1_epi32(0xff));
    }
    GW_INLINE __m256 scaleEight(__m256 a, __m256 shifted)
    {
        const __m256i exponent = _mm256_slli_epi32(_mm256_castps_si256(shifted), 23);
        return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(a), exponent));
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
