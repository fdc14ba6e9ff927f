// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <immintrin.h>

// 16 lanes as AVX-512 registers. The anonymous namespace keeps every instantiation inside its own object
// file.
namespace gatewright::model {
namespace {

#define GW_INLINE [[gnu::always_inline]] static inline

struct Avx512Lanes
{
    // Rows and queries that fit the 32 registers at once.
    static constexpr int kTileRows = 8;
    static constexpr int kScoreTile = 6;
    static constexpr int kValueTile = 6;

    __m512 value;

    GW_INLINE Avx512Lanes zero() { return {_mm512_setzero_ps()}; }
    GW_INLINE Avx512Lanes broadcast(float x) { return {_mm512_set1_ps(x)}; }
    GW_INLINE Avx512Lanes load(const float *x) { return {_mm512_loadu_ps(x)}; }
    GW_INLINE Avx512Lanes load(const std::uint16_t *half)
    {
        return {_mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(half)))};
    }
    GW_INLINE Avx512Lanes load(const std::int8_t *bytes)
    {
        return {_mm512_cvtepi32_ps(
            _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes))))};
    }
    // bfloat16 is the upper half of a float.
    GW_INLINE Avx512Lanes loadBrain(const std::uint16_t *brain)
    {
        const __m256i halves = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(brain));
        return {_mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16))};
    }
    GW_INLINE void store(Avx512Lanes a, float *x) { _mm512_storeu_ps(x, a.value); }
    GW_INLINE void store(Avx512Lanes a, std::uint16_t *half)
    {
        _mm256_storeu_si256(reinterpret_cast<__m256i *>(half),
                            _mm512_cvtps_ph(a.value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    }

    GW_INLINE Avx512Lanes add(Avx512Lanes a, Avx512Lanes b) { return {_mm512_add_ps(a.value, b.value)}; }
    GW_INLINE Avx512Lanes subtract(Avx512Lanes a, Avx512Lanes b) { return {_mm512_sub_ps(a.value, b.value)}; }
    GW_INLINE Avx512Lanes multiply(Avx512Lanes a, Avx512Lanes b) { return {_mm512_mul_ps(a.value, b.value)}; }
    GW_INLINE Avx512Lanes divide(Avx512Lanes a, Avx512Lanes b) { return {_mm512_div_ps(a.value, b.value)}; }
    GW_INLINE Avx512Lanes multiplyAdd(Avx512Lanes a, Avx512Lanes b, Avx512Lanes c)
    {
        return {_mm512_fmadd_ps(a.value, b.value, c.value)};
    }
    GW_INLINE Avx512Lanes absolute(Avx512Lanes a) { return {_mm512_abs_ps(a.value)}; }
    GW_INLINE Avx512Lanes larger(Avx512Lanes a, Avx512Lanes b) { return {_mm512_max_ps(a.value, b.value)}; }
    GW_INLINE Avx512Lanes smaller(Avx512Lanes a, Avx512Lanes b) { return {_mm512_min_ps(a.value, b.value)}; }

    // The first `count` lanes of a, `otherwise` in the rest.
    GW_INLINE Avx512Lanes keepFirst(Avx512Lanes a, std::size_t count, Avx512Lanes otherwise)
    {
        const auto mask = static_cast<__mmask16>((1U << count) - 1U);
        return {_mm512_mask_blend_ps(mask, otherwise.value, a.value)};
    }

    GW_INLINE float sum(Avx512Lanes a)
    {
        const __m256 eight =
            _mm256_add_ps(_mm512_castps512_ps256(a.value), _mm512_extractf32x8_ps(a.value, 1));
        const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
        const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
    }
    GW_INLINE float largest(Avx512Lanes a) { return _mm512_reduce_max_ps(a.value); }

    // a * 2^n, where n stands in the low bits of the float `shifted` = 1.5 * 2^23 + n.
    GW_INLINE Avx512Lanes scaleByPower(Avx512Lanes a, Avx512Lanes shifted)
    {
        const __m512i exponent = _mm512_slli_epi32(_mm512_castps_si512(shifted.value), 23);
        return {_mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(a.value), exponent))};
    }

    // Rounds to nearest even, stores the low bytes, adds the integers to `total`.
    GW_INLINE void storeRounded(Avx512Lanes a, std::int8_t *bytes, std::int32_t &total)
    {
        const __m512i rounded = _mm512_cvtps_epi32(a.value);
        _mm_storeu_si128(reinterpret_cast<__m128i *>(bytes), _mm512_cvtepi32_epi8(rounded));
        total += _mm512_reduce_add_epi32(rounded);
    }

    // Rounds to nearest even.
    GW_INLINE void storeRounded(Avx512Lanes a, std::int16_t *words)
    {
        _mm256_storeu_si256(reinterpret_cast<__m256i *>(words),
                            _mm512_cvtepi32_epi16(_mm512_cvtps_epi32(a.value)));
    }

    // 16 sums of integers, and 16 bytes of two rows as words side by side.
    using Sums = __m512i;
    using Pair = __m512i;
    GW_INLINE Sums loadSums(const float *bits) { return _mm512_loadu_si512(bits); }
    GW_INLINE void storeSums(Sums sums, float *bits) { _mm512_storeu_si512(bits, sums); }
    GW_INLINE Avx512Lanes toFloat(Sums sums) { return {_mm512_cvtepi32_ps(sums)}; }
    GW_INLINE Pair pairOf(const std::int8_t *first, const std::int8_t *second)
    {
        const auto words = [](const std::int8_t *row) {
            return _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(row)));
        };
        return _mm512_mask_blend_epi16(0xaaaaaaaaU, words(first), _mm512_slli_epi32(words(second), 16));
    }
    // Plus the first row times the lower word of `weights` and the second times the upper.
    GW_INLINE Sums addPair(Sums sums, Pair pair, std::int32_t weights)
    {
        return _mm512_dpwssd_epi32(sums, pair, _mm512_set1_epi32(weights));
    }

    GW_INLINE void prefetch(const void *address)
    {
        _mm_prefetch(static_cast<const char *>(address), _MM_HINT_T0);
    }
    GW_INLINE void prefetchForWriting(void *address) { __builtin_prefetch(address, 1); }

    static float squareRoot(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }

    // A column of a tile as floats: signed with 8 bits, unsigned with fewer.
    GW_INLINE Avx512Lanes byteColumn(const std::uint8_t *tile, std::size_t column)
    {
        const __m512i byte = byteOf(_mm512_loadu_si512(tile + column / 4 * 64), column);
        return {_mm512_cvtepi32_ps(_mm512_sub_epi32(byte, _mm512_set1_epi32(128)))};
    }
    GW_INLINE Avx512Lanes nibbleColumn(const std::uint8_t *tile, std::size_t column)
    {
        return {_mm512_cvtepi32_ps(byteOf(nibbles(tile, static_cast<int>(column / 4)), column))};
    }
    GW_INLINE Avx512Lanes fiveBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        return {_mm512_cvtepi32_ps(byteOf(fiveBits(tile, static_cast<int>(column / 4)), column))};
    }
    GW_INLINE Avx512Lanes sixBitColumn(const std::uint8_t *tile, std::size_t column)
    {
        return {_mm512_cvtepi32_ps(byteOf(sixBits(tile, static_cast<int>(column / 4)), column))};
    }

    // dots[i] = integer dot products of a tile's 16 rows with the block x[i * stride].
    // Of weights less 8 if `centred`.
    template <int Rows>
    GW_INLINE void dotNibbles(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                              std::size_t stride, Avx512Lanes (&dots)[Rows])
    {
        __m512i sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] =
                _mm512_set1_epi32(centred ? x[static_cast<std::size_t>(i) * stride].unsignedBias / 16 : 0);
#pragma GCC unroll 8
        for (int j = 0; j < 8; ++j)
            addDots(nibbles(tile, j), j, x, stride, sums);
        for (int i = 0; i < Rows; ++i)
            dots[i].value = _mm512_cvtepi32_ps(sums[i]);
    }
    template <int Rows>
    GW_INLINE void dotBytes(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                            Avx512Lanes (&dots)[Rows])
    {
        __m512i sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] = _mm512_set1_epi32(x[static_cast<std::size_t>(i) * stride].unsignedBias);
#pragma GCC unroll 8
        for (int j = 0; j < 8; ++j)
            addDots(_mm512_loadu_si512(tile + j * 64), j, x, stride, sums);
        for (int i = 0; i < Rows; ++i)
            dots[i].value = _mm512_cvtepi32_ps(sums[i]);
    }

    // Of weights less 16 if `centred`.
    template <int Rows>
    GW_INLINE void dotFiveBits(const std::uint8_t *tile, bool centred, const QuantisedBlock *x,
                               std::size_t stride, Avx512Lanes (&dots)[Rows])
    {
        __m512i sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] =
                _mm512_set1_epi32(centred ? x[static_cast<std::size_t>(i) * stride].unsignedBias / 8 : 0);
#pragma GCC unroll 8
        for (int j = 0; j < 8; ++j)
            addDots(fiveBits(tile, j), j, x, stride, sums);
        for (int i = 0; i < Rows; ++i)
            dots[i].value = _mm512_cvtepi32_ps(sums[i]);
    }

    // Of weights less 32, times factors[row] in the first 16 columns and factors[16 + row] in the last.
    template <int Rows>
    GW_INLINE void dotSixBits(const std::uint8_t *tile, const std::int8_t *factors, const QuantisedBlock *x,
                              std::size_t stride, Avx512Lanes (&dots)[Rows])
    {
        __m512i sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] = _mm512_set1_epi32(x[static_cast<std::size_t>(i) * stride].firstBias / 4);
#pragma GCC unroll 4
        for (int j = 0; j < 4; ++j)
            addDots(sixBits(tile, j), j, x, stride, sums);
        Avx512Lanes factor = load(factors);
        for (int i = 0; i < Rows; ++i) {
            const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
            dots[i] = multiply({_mm512_cvtepi32_ps(sums[i])}, factor);
            sums[i] = _mm512_set1_epi32((block.unsignedBias - block.firstBias) / 4);
        }
#pragma GCC unroll 4
        for (int j = 4; j < 8; ++j)
            addDots(sixBits(tile, j), j, x, stride, sums);
        factor = load(factors + kGroupRows);
        for (int i = 0; i < Rows; ++i)
            dots[i] = multiplyAdd({_mm512_cvtepi32_ps(sums[i])}, factor, dots[i]);
    }

    // Four columns of a tile as unsigned bytes, a line of what the tile would be with 8 bits.
    template <std::size_t Bits>
    GW_INLINE __m512i quants(const std::uint8_t *tile, int chunk)
    {
        if constexpr (Bits == 4)
            return nibbles(tile, chunk);
        else if constexpr (Bits == 5)
            return fiveBits(tile, chunk);
        else if constexpr (Bits == 6)
            return sixBits(tile, chunk);
        else
            return _mm512_loadu_si512(tile + chunk * 64);
    }

private:
    template <int Rows>
    GW_INLINE void addDots(__m512i weights, int chunk, const QuantisedBlock *x, std::size_t stride,
                           __m512i (&sums)[Rows])
    {
#pragma GCC unroll 8
        for (int i = 0; i < Rows; ++i)
            sums[i] =
                _mm512_dpbusd_epi32(sums[i], weights, word(x[static_cast<std::size_t>(i) * stride], chunk));
    }

    GW_INLINE __m512i nibbles(const std::uint8_t *tile, int chunk)
    {
        const __m512i both = _mm512_loadu_si512(tile + chunk / 2 * 64);
        return _mm512_and_si512(chunk % 2 == 0 ? both : _mm512_srli_epi32(both, 4), _mm512_set1_epi8(0xf));
    }
    GW_INLINE __m512i fiveBits(const std::uint8_t *tile, int chunk)
    {
        const __m512i plane = _mm512_loadu_si512(tile);
        const __m512i upper = chunk < 4 ? _mm512_slli_epi32(plane, static_cast<unsigned>(4 - chunk))
                                        : _mm512_srli_epi32(plane, static_cast<unsigned>(chunk - 4));
        return join(nibbles(tile + 64, chunk), upper, _mm512_set1_epi8(0x10));
    }
    GW_INLINE __m512i sixBits(const std::uint8_t *tile, int chunk)
    {
        const __m512i plane = _mm512_loadu_si512(tile + chunk / 4 * 64);
        const int pair = chunk % 4;
        const __m512i upper = pair < 2 ? _mm512_slli_epi32(plane, static_cast<unsigned>(4 - pair * 2))
                                       : _mm512_srli_epi32(plane, static_cast<unsigned>(pair * 2 - 4));
        return join(nibbles(tile + 128, chunk), upper, _mm512_set1_epi8(0x30));
    }
    // lower | (upper & mask)
    GW_INLINE __m512i join(__m512i lower, __m512i upper, __m512i mask)
    {
        return _mm512_ternarylogic_epi32(lower, upper, mask, 0xf8);
    }
    GW_INLINE __m512i byteOf(__m512i words, std::size_t column)
    {
        return _mm512_and_si512(_mm512_srli_epi32(words, static_cast<unsigned>(column % 4 * 8)),
                                _mm512_set1_epi32(0xff));
    }
    // Four activations in every 32-bit lane.
    GW_INLINE __m512i word(const QuantisedBlock &block, int index)
    {
        std::int32_t four;
        __builtin_memcpy(&four, block.values + 4 * index, sizeof four);
        return _mm512_set1_epi32(four);
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
