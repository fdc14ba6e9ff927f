// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <immintrin.h>

// 16 lanes as two AVX2 registers, with FMA and F16C. The anonymous namespace keeps every instantiation inside
// its own object file.
namespace gatewright::model {
namespace {

#define GW_INLINE [[gnu::always_inline]] static inline

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
        const __m128i all = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
        return {_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(all)),
                _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_srli_si128(all, 8)))};
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

    GW_INLINE void prefetch(const void *address)
    {
        _mm_prefetch(static_cast<const char *>(address), _MM_HINT_T0);
    }

    static float squareRoot(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }

    GW_INLINE Avx2Lanes byteColumn(const std::uint8_t *tile, std::size_t column)
    {
        const auto eight = [&](const std::uint8_t *words) {
            const __m256i byte = _mm256_and_si256(
                _mm256_srli_epi32(load256(words), static_cast<int>(column % 4 * 8)), _mm256_set1_epi32(0xff));
            return _mm256_cvtepi32_ps(_mm256_sub_epi32(byte, _mm256_set1_epi32(128)));
        };
        const std::uint8_t *words = tile + column / 4 * 64;
        return {eight(words), eight(words + 32)};
    }
    GW_INLINE Avx2Lanes nibbleColumn(const std::uint8_t *tile, std::size_t column)
    {
        const auto shift = static_cast<int>(column % 4 * 8 + column / 4 % 2 * 4);
        const auto eight = [&](const std::uint8_t *words) {
            return _mm256_cvtepi32_ps(
                _mm256_and_si256(_mm256_srli_epi32(load256(words), shift), _mm256_set1_epi32(0xf)));
        };
        const std::uint8_t *words = tile + column / 8 * 64;
        return {eight(words), eight(words + 32)};
    }

    // Pairs of products stay below 15 * 127 * 2 = 3,810, eight of them below the limit of 16 bits.
    template <int Rows>
    GW_INLINE void dotNibbles(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                              Avx2Lanes (&dots)[Rows])
    {
        const __m256i mask = _mm256_set1_epi8(0xf);
        __m256i sums[Rows][2];
        for (int i = 0; i < Rows; ++i)
            sums[i][0] = sums[i][1] = _mm256_setzero_si256();
#pragma GCC unroll 4
        for (int j = 0; j < 4; ++j)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                const __m256i both = load256(tile + j * 64 + part * 32);
                const __m256i lowNibbles = _mm256_and_si256(both, mask);
                const __m256i highNibbles = _mm256_and_si256(_mm256_srli_epi32(both, 4), mask);
#pragma GCC unroll 4
                for (int i = 0; i < Rows; ++i) {
                    const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
                    const __m256i products =
                        _mm256_add_epi16(_mm256_maddubs_epi16(lowNibbles, word(block, 2 * j)),
                                         _mm256_maddubs_epi16(highNibbles, word(block, 2 * j + 1)));
                    sums[i][part] = _mm256_add_epi16(sums[i][part], products);
                }
            }
        const __m256i ones = _mm256_set1_epi16(1);
        for (int i = 0; i < Rows; ++i)
            dots[i] = {_mm256_cvtepi32_ps(_mm256_madd_epi16(sums[i][0], ones)),
                       _mm256_cvtepi32_ps(_mm256_madd_epi16(sums[i][1], ones))};
    }

    // |weight| as unsigned times the activation with the weight's sign: a pair stays below 128 * 127 * 2 =
    // 32,512.
    template <int Rows>
    GW_INLINE void dotBytes(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                            Avx2Lanes (&dots)[Rows])
    {
        const __m256i bias = _mm256_set1_epi8(static_cast<char>(-128));
        const __m256i ones = _mm256_set1_epi16(1);
        __m256i sums[Rows][2];
        for (int i = 0; i < Rows; ++i)
            sums[i][0] = sums[i][1] = _mm256_setzero_si256();
#pragma GCC unroll 8
        for (int j = 0; j < 8; ++j)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                const __m256i weights = _mm256_xor_si256(load256(tile + j * 64 + part * 32), bias);
                const __m256i size = _mm256_abs_epi8(weights);
#pragma GCC unroll 4
                for (int i = 0; i < Rows; ++i) {
                    const __m256i signedWord =
                        _mm256_sign_epi8(word(x[static_cast<std::size_t>(i) * stride], j), weights);
                    sums[i][part] = _mm256_add_epi32(
                        sums[i][part], _mm256_madd_epi16(_mm256_maddubs_epi16(size, signedWord), ones));
                }
            }
        for (int i = 0; i < Rows; ++i)
            dots[i] = {_mm256_cvtepi32_ps(sums[i][0]), _mm256_cvtepi32_ps(sums[i][1])};
    }

private:
    GW_INLINE __m256i load256(const std::uint8_t *bytes)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes));
    }
    GW_INLINE __m256 scaleEight(__m256 a, __m256 shifted)
    {
        const __m256i exponent = _mm256_slli_epi32(_mm256_castps_si256(shifted), 23);
        return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(a), exponent));
    }
    // Four activations in every 32-bit lane.
    GW_INLINE __m256i word(const QuantisedBlock &block, int index)
    {
        std::int32_t four;
        __builtin_memcpy(&four, block.values + 4 * index, sizeof four);
        return _mm256_set1_epi32(four);
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
