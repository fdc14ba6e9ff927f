// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <immintrin.h>

// Integer dot products of a tile with quantised activations, as two AVX2 registers of eight matrix rows. A
// chunk is four columns, a part is one of the two registers.
namespace gatewright::model {
namespace {

#define GW_INLINE [[gnu::always_inline]] static inline

struct Avx2Tile
{
    GW_INLINE __m256i load(const std::uint8_t *bytes)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes));
    }
    // Four activations in every 32-bit lane.
    GW_INLINE __m256i word(const QuantisedBlock &block, int chunk)
    {
        std::int32_t four;
        __builtin_memcpy(&four, block.values + 4 * chunk, sizeof four);
        return _mm256_set1_epi32(four);
    }

    GW_INLINE __m256i bytes(const std::uint8_t *tile, int chunk, int part)
    {
        return load(tile + chunk * 64 + part * 32);
    }
    GW_INLINE __m256i nibbles(const std::uint8_t *tile, int chunk, int part)
    {
        const __m256i both = load(tile + chunk / 2 * 64 + part * 32);
        return _mm256_and_si256(chunk % 2 == 0 ? both : _mm256_srli_epi32(both, 4), _mm256_set1_epi8(0xf));
    }
    GW_INLINE __m256i fiveBits(const std::uint8_t *tile, int chunk, int part)
    {
        const __m256i plane = load(tile + part * 32);
        const __m256i upper =
            chunk < 4 ? _mm256_slli_epi32(plane, 4 - chunk) : _mm256_srli_epi32(plane, chunk - 4);
        return _mm256_or_si256(nibbles(tile + 64, chunk, part),
                               _mm256_and_si256(upper, _mm256_set1_epi8(0x10)));
    }
    GW_INLINE __m256i sixBits(const std::uint8_t *tile, int chunk, int part)
    {
        const __m256i plane = load(tile + chunk / 4 * 64 + part * 32);
        const __m256i upper = chunk % 4 < 2 ? _mm256_slli_epi32(plane, 4 - chunk % 4 * 2)
                                            : _mm256_srli_epi32(plane, chunk % 4 * 2 - 4);
        return _mm256_or_si256(nibbles(tile + 128, chunk, part),
                               _mm256_and_si256(upper, _mm256_set1_epi8(0x30)));
    }

    template <int Rows>
    GW_INLINE void clear(__m256i (&sums)[Rows][2])
    {
        for (int i = 0; i < Rows; ++i)
            sums[i][0] = sums[i][1] = _mm256_setzero_si256();
    }
};

// With AVX2 alone: products are summed in pairs of 16 bits, which each function keeps below 32,768.
struct PairDots : Avx2Tile
{
    // A pair stays below 15 * 127 * 2 = 3,810, eight of them below the limit.
    template <int Rows>
    GW_INLINE void nibbleDots(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                              __m256i (&sums)[Rows][2])
    {
        clear(sums);
#pragma GCC unroll 4
        for (int chunk = 0; chunk < 8; chunk += 2)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                const __m256i first = nibbles(tile, chunk, part);
                const __m256i second = nibbles(tile, chunk + 1, part);
#pragma GCC unroll 4
                for (int i = 0; i < Rows; ++i) {
                    const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
                    const __m256i products =
                        _mm256_add_epi16(_mm256_maddubs_epi16(first, word(block, chunk)),
                                         _mm256_maddubs_epi16(second, word(block, chunk + 1)));
                    sums[i][part] = _mm256_add_epi16(sums[i][part], products);
                }
            }
        for (int i = 0; i < Rows; ++i)
            for (int part = 0; part < 2; ++part)
                sums[i][part] = _mm256_madd_epi16(sums[i][part], _mm256_set1_epi16(1));
    }

    // |weight| as unsigned times the activation with the weight's sign: a pair stays below 128 * 127 * 2 =
    // 32,512.
    template <int Rows>
    GW_INLINE void byteDots(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                            __m256i (&sums)[Rows][2])
    {
        const __m256i bias = _mm256_set1_epi8(static_cast<char>(-128));
        const __m256i ones = _mm256_set1_epi16(1);
        clear(sums);
#pragma GCC unroll 8
        for (int chunk = 0; chunk < 8; ++chunk)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                const __m256i weights = _mm256_xor_si256(bytes(tile, chunk, part), bias);
                const __m256i size = _mm256_abs_epi8(weights);
#pragma GCC unroll 4
                for (int i = 0; i < Rows; ++i) {
                    const __m256i signedWord =
                        _mm256_sign_epi8(word(x[static_cast<std::size_t>(i) * stride], chunk), weights);
                    sums[i][part] = _mm256_add_epi32(
                        sums[i][part], _mm256_madd_epi16(_mm256_maddubs_epi16(size, signedWord), ones));
                }
            }
    }

    // A pair stays below 31 * 127 * 2 = 7,874, four of them below the limit.
    template <int Rows>
    GW_INLINE void fiveBitDots(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                               __m256i (&sums)[Rows][2])
    {
        clear(sums);
#pragma GCC unroll 2
        for (int half = 0; half < 8; half += 4)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                __m256i pairs[Rows];
#pragma GCC unroll 4
                for (int chunk = half; chunk < half + 4; ++chunk) {
                    const __m256i weights = fiveBits(tile, chunk, part);
#pragma GCC unroll 4
                    for (int i = 0; i < Rows; ++i) {
                        const __m256i products = _mm256_maddubs_epi16(
                            weights, word(x[static_cast<std::size_t>(i) * stride], chunk));
                        pairs[i] = chunk == half ? products : _mm256_add_epi16(pairs[i], products);
                    }
                }
                for (int i = 0; i < Rows; ++i)
                    sums[i][part] =
                        _mm256_add_epi32(sums[i][part], _mm256_madd_epi16(pairs[i], _mm256_set1_epi16(1)));
            }
    }

    // Of 16 columns from `first` chunk on. A pair stays below 63 * 127 * 2 = 16,002, two of them below the
    // limit.
    template <int Rows>
    GW_INLINE void sixBitDots(const std::uint8_t *tile, int first, const QuantisedBlock *x,
                              std::size_t stride, __m256i (&sums)[Rows][2])
    {
        clear(sums);
#pragma GCC unroll 2
        for (int chunk = first; chunk < first + 4; chunk += 2)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                const __m256i left = sixBits(tile, chunk, part);
                const __m256i right = sixBits(tile, chunk + 1, part);
#pragma GCC unroll 4
                for (int i = 0; i < Rows; ++i) {
                    const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
                    const __m256i pairs =
                        _mm256_add_epi16(_mm256_maddubs_epi16(left, word(block, chunk)),
                                         _mm256_maddubs_epi16(right, word(block, chunk + 1)));
                    sums[i][part] =
                        _mm256_add_epi32(sums[i][part], _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
                }
            }
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
