// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

// Weights times activations, written once over a lane type: a lane is a matrix row. kernel_table.h states the
// arithmetic.
namespace gatewright::model {
namespace {

template <class Lanes>
struct MatmulKernels
{
    static const std::uint16_t *halves(const std::uint8_t *bytes)
    {
        return reinterpret_cast<const std::uint16_t *>(bytes);
    }

    template <int Rows>
    static void writeTile(const Lanes (&sums)[Rows], float *output, std::size_t stride, OutputMode mode)
    {
        for (int i = 0; i < Rows; ++i) {
            float *destination = output + static_cast<std::size_t>(i) * stride;
            Lanes::store(mode == OutputMode::Add ? Lanes::add(Lanes::load(destination), sums[i]) : sums[i],
                         destination);
        }
    }

    // One row only streams, which the processor foresees by itself. With more rows it works long enough on a
    // tile to lose sight of what comes: asking for it was worth up to 45 % at 8 rows read from memory.
    template <int Rows>
    static void prefetchAhead(const std::uint8_t *tile, std::size_t bytes)
    {
        constexpr std::size_t kDistance = 2560;
        constexpr std::size_t kLine = 64;
        if constexpr (Rows >= 4)
            for (std::size_t line = 0; line < bytes; line += kLine)
                Lanes::prefetch(tile + kDistance + line);
    }

    template <int Rows>
    static void nibbleTile(const MatmulTask<QuantisedBlock> &task, const std::uint8_t *group,
                           const QuantisedBlock *x, float *output)
    {
        const std::size_t stride = task.activationStride;
        const std::size_t blocks = task.matrix.columns / kBlockColumns;
        Lanes sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] = Lanes::zero();
        for (std::size_t b = 0; b < blocks; ++b, group += kNibbleTileBytes, ++x) {
            prefetchAhead<Rows>(group, kNibbleTileBytes);
            Lanes dots[Rows];
            Lanes::dotNibbles(group, x, stride, dots);
            const Lanes scale = Lanes::load(halves(group + kNibbleBytes));
            const Lanes minimum = Lanes::load(halves(group + kNibbleBytes + kScaleBytes));
            for (int i = 0; i < Rows; ++i) {
                const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
                const Lanes both = Lanes::multiply(scale, Lanes::broadcast(block.scale));
                sums[i] = Lanes::multiplyAdd(dots[i], both, sums[i]);
                sums[i] = Lanes::multiplyAdd(minimum, Lanes::broadcast(block.scaledSum), sums[i]);
            }
        }
        writeTile(sums, output, task.outputStride, task.mode);
    }

    template <int Rows>
    static void byteTile(const MatmulTask<QuantisedBlock> &task, const std::uint8_t *group,
                         const QuantisedBlock *x, float *output)
    {
        const std::size_t stride = task.activationStride;
        const std::size_t blocks = task.matrix.columns / kBlockColumns;
        Lanes sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] = Lanes::zero();
        for (std::size_t b = 0; b < blocks; ++b, ++x) {
            prefetchAhead<Rows>(group + byteTileOffset(b), kByteTileBytes);
            Lanes dots[Rows];
            Lanes::dotBytes(group + byteTileOffset(b), x, stride, dots);
            const Lanes scale = Lanes::load(halves(group + byteScaleOffset(b)));
            for (int i = 0; i < Rows; ++i) {
                const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
                const Lanes both = Lanes::multiply(scale, Lanes::broadcast(block.scale));
                sums[i] = Lanes::multiplyAdd(dots[i], both, sums[i]);
            }
        }
        writeTile(sums, output, task.outputStride, task.mode);
    }

    template <int Rows>
    static void quantisedTile(const MatmulTask<QuantisedBlock> &task, std::size_t group, std::size_t row)
    {
        const std::uint8_t *weights = task.matrix.data + group * task.matrix.groupBytes;
        const QuantisedBlock *x = task.activations + row * task.activationStride;
        float *output = task.output + row * task.outputStride + group * kGroupRows;
        if (task.matrix.layout == WeightLayout::Nibbles)
            nibbleTile<Rows>(task, weights, x, output);
        else
            byteTile<Rows>(task, weights, x, output);
    }

    // The weights of a block of 32 columns as floats, each step rounded as in the file's own definition.
    static void expandBlock(const MatrixView &matrix, const std::uint8_t *group, std::size_t block,
                            Lanes (&weights)[kBlockColumns])
    {
        const std::size_t first = block * kBlockColumns;
        switch (matrix.layout) {
        case WeightLayout::Nibbles: {
            const std::uint8_t *tile = group + block * kNibbleTileBytes;
            const std::uint16_t *scales = halves(tile + kNibbleBytes);
            const Lanes scale = Lanes::load(scales);
            const Lanes minimum = Lanes::load(scales + kGroupRows);
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] = Lanes::add(Lanes::multiply(Lanes::nibbleColumn(tile, k), scale), minimum);
            break;
        }
        case WeightLayout::Bytes: {
            const std::uint8_t *tile = group + byteTileOffset(block);
            const Lanes scale = Lanes::load(halves(group + byteScaleOffset(block)));
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] = Lanes::multiply(Lanes::byteColumn(tile, k), scale);
            break;
        }
        case WeightLayout::Half:
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] = Lanes::load(halves(group) + (first + k) * kGroupRows);
            break;
        case WeightLayout::Single:
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] = Lanes::load(reinterpret_cast<const float *>(group) + (first + k) * kGroupRows);
            break;
        }
    }

    template <int Rows>
    static void floatTile(const MatmulTask<float> &task, std::size_t group, std::size_t row)
    {
        const std::uint8_t *packed = task.matrix.data + group * task.matrix.groupBytes;
        const float *x = task.activations + row * task.activationStride;
        Lanes sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] = Lanes::zero();
        for (std::size_t b = 0; b < task.matrix.columns / kBlockColumns; ++b, x += kBlockColumns) {
            Lanes weights[kBlockColumns];
            expandBlock(task.matrix, packed, b, weights);
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                for (int i = 0; i < Rows; ++i)
                    sums[i] = Lanes::multiplyAdd(
                        weights[k],
                        Lanes::broadcast(x[static_cast<std::size_t>(i) * task.activationStride + k]),
                        sums[i]);
        }
        writeTile(sums, task.output + row * task.outputStride + group * kGroupRows, task.outputStride,
                  task.mode);
    }

    // The tile for a number of rows that is known only now, from Lanes::kTileRows down.
    template <int Rows, class Task>
    static void tile(const Task &task, std::size_t group, std::size_t row, std::size_t count)
    {
        if constexpr (Rows > 1) {
            if (count < Rows) {
                tile<Rows - 1>(task, group, row, count);
                return;
            }
        }
        if constexpr (requires { task.activations->scale; })
            quantisedTile<Rows>(task, group, row);
        else
            floatTile<Rows>(task, group, row);
    }

    // One group of weights stays in the first-level cache while all rows pass it.
    template <class Task>
    static void multiply(const Task &task)
    {
        constexpr std::size_t kRows = Lanes::kTileRows;
        for (std::size_t group = task.firstGroup; group < task.lastGroup; ++group)
            for (std::size_t row = 0; row < task.rows; row += kRows)
                tile<Lanes::kTileRows>(task, group, row, task.rows - row < kRows ? task.rows - row : kRows);
    }
};

} // namespace
} // namespace gatewright::model
