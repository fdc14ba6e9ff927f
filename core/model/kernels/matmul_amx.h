// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/amx_tiles.h"
#include "core/model/kernels/lanes_avx512.h"
#include "core/model/kernels/matmul_kernels.h"

// Products of many rows of activations by the tiles of AMX, with the arithmetic of kernel_table.h: a tile
// holds the integer dot products of one block of 32 columns, since each block has scales of its own, and
// AVX-512 sums them up in the order of the blocks.
//
// Packed weights of 8 bits are what the tile of weights wants, byte for byte; those with fewer bits are
// spread to bytes first. Activations are read where they lie.
namespace gatewright::model {
namespace {

// Tile registers. One configuration serves every type of weights.
inline constexpr int kSumTiles = 0; // four, of rows x 16 integers
inline constexpr int kRowTile = 4;  // rows x 32 activations
inline constexpr int kWeightTile = 5;
inline constexpr int kHalfRowTile = 6; // rows x 16 activations, for weights of 6 bits
inline constexpr int kHalfWeightTile = 7;

// The rows that this thread's tiles have; 0 while they are not configured.
thread_local constinit std::size_t configuredRows = 0;

inline void configureTiles(std::size_t rows)
{
    if (configuredRows == rows)
        return;
    TileConfiguration configuration;
    const auto shape = [&](int tile, std::size_t tileRows, std::size_t columnBytes) {
        configuration.rows[tile] = static_cast<std::uint8_t>(tileRows);
        configuration.columnBytes[tile] = static_cast<std::uint16_t>(columnBytes);
    };
    for (int tile = kSumTiles; tile < kRowTile; ++tile)
        shape(tile, rows, kTileRowBytes);
    shape(kRowTile, rows, kBlockColumns);
    shape(kWeightTile, kBlockColumns / 4, kTileRowBytes);
    shape(kHalfRowTile, rows, kBlockColumns / 2);
    shape(kHalfWeightTile, kBlockColumns / 8, kTileRowBytes);
    Tiles::configure(configuration);
    configuredRows = rows;
}

inline void releaseTiles()
{
    if (configuredRows == 0)
        return;
    Tiles::release();
    configuredRows = 0;
}

// At most 16 rows of activations times the 16 rows of a group.
template <class Format>
struct WideTile
{
    using Lanes = Avx512Lanes;

    // With 6 bits the two halves of a block have factors of their own.
    static constexpr int kParts = Format::kBits == 6 ? 2 : 1;
    static constexpr int kLines = kBlockColumns / 4; // of a block's weights as bytes

    struct Scratch
    {
        alignas(64) std::uint8_t weights[kLines * kTileLine];
        alignas(64) std::int32_t dots[kParts][kTileRows][kGroupRows];
    };

    // Rows from `x` on, `stride` blocks apart; `count` of them.
    struct Rows
    {
        const QuantisedBlock *x;
        std::size_t stride;
        std::size_t count;
    };

    template <int Sums, int RowTile, int WeightTile>
    [[gnu::always_inline]] static void multiplyTiles(const std::int8_t *values, std::size_t stride,
                                                     const std::uint8_t *weights, void *dots)
    {
        Tiles::clear<Sums>();
        Tiles::load<RowTile>(values, stride * sizeof(QuantisedBlock));
        Tiles::load<WeightTile>(weights, kTileLine);
        Tiles::addProducts<Sums, RowTile, WeightTile>();
        Tiles::store<Sums>(dots, kTileRowBytes);
    }

    // Two blocks are under way at a time, in turns: the tiles work on one while the sums take up the other.
    template <int Turn>
    [[gnu::always_inline]] static void startBlock(const std::uint8_t *group, std::size_t block,
                                                  const Rows &rows, Scratch &scratch)
    {
        const std::uint8_t *weights = group + Format::tile(block);
        if constexpr (Format::kBits < 8) {
#pragma GCC unroll 8
            for (int line = 0; line < kLines; ++line)
                _mm512_store_si512(scratch.weights + line * static_cast<int>(kTileLine),
                                   Lanes::quants<Format::kBits>(weights, line));
            weights = scratch.weights;
        }
        const std::int8_t *values = rows.x[block].values;
        constexpr int kSums = kSumTiles + Turn * kParts;
        if constexpr (kParts == 1) {
            multiplyTiles<kSums, kRowTile, kWeightTile>(values, rows.stride, weights, scratch.dots[0]);
        } else {
            multiplyTiles<kSums, kHalfRowTile, kHalfWeightTile>(values, rows.stride, weights,
                                                                scratch.dots[0]);
            multiplyTiles<kSums + 1, kHalfRowTile, kHalfWeightTile>(
                values + kBlockColumns / 2, rows.stride, weights + kLines / 2 * kTileLine, scratch.dots[1]);
        }
    }

    // What is to be added is a multiple of 2^Shift.
    template <int Shift>
    [[gnu::always_inline]] static Lanes toFloats(const std::int32_t (&dots)[kGroupRows], std::int32_t bias)
    {
        const __m512i added = _mm512_srai_epi32(_mm512_set1_epi32(bias), Shift);
        return {_mm512_cvtepi32_ps(_mm512_add_epi32(_mm512_load_si512(dots), added))};
    }

    // The exact dot products of a row; the tiles took the weights as unsigned.
    [[gnu::always_inline]] static Lanes dotsOf(const Scratch &scratch, int row, const QuantisedBlock &x,
                                               Lanes first, Lanes second)
    {
        constexpr int kShift = 8 - static_cast<int>(Format::kBits);
        if constexpr (kParts == 2) {
            const Lanes dots = Lanes::multiply(toFloats<kShift>(scratch.dots[0][row], x.firstBias), first);
            return Lanes::multiplyAdd(toFloats<kShift>(scratch.dots[1][row], x.unsignedBias - x.firstBias),
                                      second, dots);
        } else if constexpr (Format::kHasMinimum) {
            return {_mm512_cvtepi32_ps(_mm512_load_si512(scratch.dots[0][row]))};
        } else {
            return toFloats<kShift>(scratch.dots[0][row], x.unsignedBias);
        }
    }

    template <int Most>
    [[gnu::always_inline]] static void finishBlock(const std::uint8_t *group, std::size_t block,
                                                   const Rows &rows, const Scratch &scratch,
                                                   Lanes (&sums)[Most])
    {
        const Lanes scale = Format::scale(group, block);
        Lanes minimum = Lanes::zero();
        if constexpr (Format::kHasMinimum)
            minimum = Format::minimum(group, block);
        Lanes first = Lanes::zero();
        Lanes second = Lanes::zero();
        if constexpr (kParts == 2) {
            first = loadFactors<Lanes>(group + Format::factors(block));
            second = loadFactors<Lanes>(group + Format::factors(block) + kGroupRows);
        }
#pragma GCC unroll 16
        for (int i = 0; i < Most; ++i) {
            const auto row = static_cast<std::size_t>(i);
            const QuantisedBlock &x = rows.x[(row < rows.count ? row : 0) * rows.stride + block];
            MatmulKernels<Lanes>::template addBlock<Format>(dotsOf(scratch, i, x, first, second), scale,
                                                            minimum, x, sums[i]);
        }
    }

    // Writes the rows from `firstWritten` on. `Most` is `rows.count` or a little more: what is computed
    // beyond it comes to nothing.
    template <int Most>
    static void multiply(const MatmulTask<QuantisedBlock> &task, const std::uint8_t *group, const Rows &rows,
                         std::size_t firstWritten, float *output)
    {
        Scratch scratch[2];
        for (std::size_t i = rows.count; i < Most; ++i)
            for (Scratch &turn : scratch)
                for (auto &part : turn.dots)
                    for (std::int32_t &dot : part[i])
                        dot = 0;
        Lanes sums[Most];
        for (Lanes &sum : sums)
            sum = Lanes::zero();
        const std::size_t blocks = task.matrix.columns / kBlockColumns;
        startBlock<0>(group, 0, rows, scratch[0]);
        for (std::size_t b = 0; b < blocks; b += 2) {
            MatmulKernels<Lanes>::template prefetchAhead<Most>(group + Format::tile(b),
                                                               Format::tile(b + 2) - Format::tile(b));
            if (b + 1 < blocks)
                startBlock<1>(group, b + 1, rows, scratch[1]);
            finishBlock(group, b, rows, scratch[0], sums);
            if (b + 1 == blocks)
                break;
            if (b + 2 < blocks)
                startBlock<0>(group, b + 2, rows, scratch[0]);
            finishBlock(group, b + 1, rows, scratch[1], sums);
        }
#pragma GCC unroll 16
        for (int i = 0; i < Most; ++i) {
            const auto row = static_cast<std::size_t>(i);
            if (row < firstWritten || row >= rows.count)
                continue;
            const Lanes one[] = {sums[i]};
            MatmulKernels<Lanes>::writeTile(one, output + row * task.outputStride, task.outputStride,
                                            task.mode);
        }
    }
};

// The rows [row, row + count) of a group, of which those before row + `done` are written already.
inline void multiplyWide(const MatmulTask<QuantisedBlock> &task, std::size_t group, std::size_t row,
                         std::size_t count, std::size_t done)
{
    const std::uint8_t *weights = task.matrix.data + group * task.matrix.groupBytes;
    float *output = task.output + row * task.outputStride + group * kGroupRows;
    withFormat<Avx512Lanes>(task.matrix.layout, [&]<class Format>(Format) {
        using Tile = WideTile<Format>;
        const typename Tile::Rows rows{task.activations + row * task.activationStride, task.activationStride,
                                       count};
        if (count <= 4)
            Tile::template multiply<4>(task, weights, rows, done, output);
        else if (count <= 8)
            Tile::template multiply<8>(task, weights, rows, done, output);
        else if (count <= 12)
            Tile::template multiply<12>(task, weights, rows, done, output);
        else
            Tile::template multiply<16>(task, weights, rows, done, output);
    });
}

// Products of fewer than `Width` rows are AVX-512's, as are the last rows where fewer than `Width` are left
// behind whole tiles. More of them take a whole tile, together with rows before them.
template <std::size_t Width>
void multiplyFrom(const MatmulTask<QuantisedBlock> &task)
{
    using Narrow = MatmulKernels<Avx512Lanes>;
    if (task.rows < Width)
        return Narrow::multiply(task);
    const std::size_t count = task.rows < kTileRows ? task.rows : kTileRows;
    const std::size_t left = task.rows % kTileRows;
    const std::size_t wide = task.rows < kTileRows || left >= Width ? task.rows : task.rows - left;
    configureTiles(count);
    for (std::size_t group = task.firstGroup; group < task.lastGroup; ++group) {
        for (std::size_t row = 0; row < wide; row += kTileRows) {
            const std::size_t first = row < task.rows - count ? row : task.rows - count;
            multiplyWide(task, group, first, count, row - first);
        }
        Narrow::multiplyRows(task, group, wide);
    }
}

} // namespace
} // namespace gatewright::model
