// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/dots_avx2.h"

// The dot products of PairDots by the instruction that sums four products at once, in registers of 256 bits
// (AVX-VNNI; AVX-512 VNNI with AVX-512 VL has it as well).
namespace gatewright::model {
namespace {

#define GW_INLINE [[gnu::always_inline]] static inline

struct VnniDots : Avx2Tile
{
    // sums += weights of the chunks [first, last) times activations, where weights(chunk, part) are unsigned.
    template <int Rows, class Weights>
    GW_INLINE void addDots(Weights weights, int first, int last, const QuantisedBlock *x, std::size_t stride,
                           __m256i (&sums)[Rows][2])
    {
#pragma GCC unroll 8
        for (int chunk = first; chunk < last; ++chunk)
#pragma GCC unroll 2
            for (int part = 0; part < 2; ++part) {
                const __m256i four = weights(chunk, part);
#pragma GCC unroll 4
                for (int i = 0; i < Rows; ++i)
                    sums[i][part] = _mm256_dpbusd_epi32(sums[i][part], four,
                                                        word(x[static_cast<std::size_t>(i) * stride], chunk));
            }
    }

    template <int Rows>
    GW_INLINE void nibbleDots(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                              __m256i (&sums)[Rows][2])
    {
        clear(sums);
        addDots([tile](int chunk, int part) { return nibbles(tile, chunk, part); }, 0, 8, x, stride, sums);
    }

    template <int Rows>
    GW_INLINE void byteDots(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                            __m256i (&sums)[Rows][2])
    {
        for (int i = 0; i < Rows; ++i)
            sums[i][0] = sums[i][1] = _mm256_set1_epi32(x[static_cast<std::size_t>(i) * stride].unsignedBias);
        addDots([tile](int chunk, int part) { return bytes(tile, chunk, part); }, 0, 8, x, stride, sums);
    }

    template <int Rows>
    GW_INLINE void fiveBitDots(const std::uint8_t *tile, const QuantisedBlock *x, std::size_t stride,
                               __m256i (&sums)[Rows][2])
    {
        clear(sums);
        addDots([tile](int chunk, int part) { return fiveBits(tile, chunk, part); }, 0, 8, x, stride, sums);
    }

    template <int Rows>
    GW_INLINE void sixBitDots(const std::uint8_t *tile, int first, const QuantisedBlock *x,
                              std::size_t stride, __m256i (&sums)[Rows][2])
    {
        clear(sums);
        addDots([tile](int chunk, int part) { return sixBits(tile, chunk, part); }, first, first + 4, x,
                stride, sums);
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
