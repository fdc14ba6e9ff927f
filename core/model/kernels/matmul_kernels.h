// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/weight_formats.h"

// Weights times activations, written once over a lane type: a lane is a matrix row. kernel_table.h states the
// arithmetic.
namespace gatewright::model {
namespace {

template <class Lanes>
struct MatmulKernels
{
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

    // What a block of 32 columns adds to the sums of 16 matrix rows and one of activations.
    template <class Format>
    [[gnu::always_inline]] static void addBlock(Lanes dots, Lanes scale, Lanes minimum,
                                                const QuantisedBlock &block, Lanes &sums)
    {
        const Lanes both = Lanes::multiply(scale, Lanes::broadcast(block.scale));
        sums = Lanes::multiplyAdd(dots, both, sums);
        if constexpr (Format::kHasMinimum)
            sums = Lanes::multiplyAdd(minimum, Lanes::broadcast(block.scaledSum), sums);
    }

    template <int Rows, class Format>
    static void formatTile(const MatmulTask<QuantisedBlock> &task, const std::uint8_t *group,
                           const QuantisedBlock *x, float *output)
    {
        const std::size_t stride = task.activationStride;
        const std::size_t blocks = task.matrix.columns / kBlockColumns;
        Lanes sums[Rows];
        for (int i = 0; i < Rows; ++i)
            sums[i] = Lanes::zero();
        for (std::size_t b = 0; b < blocks; ++b, ++x) {
            prefetchAhead<Rows>(group + Format::tile(b), Format::tile(b + 1) - Format::tile(b));
            Lanes dots[Rows];
            Format::dots(group, b, x, stride, dots);
            const Lanes scale = Format::scale(group, b);
            Lanes minimum = Lanes::zero();
            if constexpr (Format::kHasMinimum)
                minimum = Format::minimum(group, b);
            for (int i = 0; i < Rows; ++i)
                addBlock<Format>(dots[i], scale, minimum, x[static_cast<std::size_t>(i) * stride], sums[i]);
        }
        writeTile(sums, output, task.outputStride, task.mode);
    }

    template <int Rows>
    static void quantisedTile(const MatmulTask<QuantisedBlock> &task, std::size_t group, std::size_t row)
    {
        const std::uint8_t *weights = task.matrix.data + group * task.matrix.groupBytes;
        const QuantisedBlock *x = task.activations + row * task.activationStride;
        float *output = task.output + row * task.outputStride + group * kGroupRows;
        withFormat<Lanes>(task.matrix.layout,
                          [&]<class Format>(Format) { formatTile<Rows, Format>(task, weights, x, output); });
    }

    // The weights of a block of 32 columns as floats, each step rounded as in the file's own definition.
    static void expandBlock(const MatrixView &matrix, const std::uint8_t *group, std::size_t block,
                            Lanes (&weights)[kBlockColumns])
    {
        const std::size_t first = block * kBlockColumns * kGroupRows;
        switch (matrix.layout) {
        case WeightLayout::Half:
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] =
                    Lanes::load(reinterpret_cast<const std::uint16_t *>(group) + first + k * kGroupRows);
            return;
        case WeightLayout::BrainHalf:
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] =
                    Lanes::loadBrain(reinterpret_cast<const std::uint16_t *>(group) + first + k * kGroupRows);
            return;
        case WeightLayout::Single:
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                weights[k] = Lanes::load(reinterpret_cast<const float *>(group) + first + k * kGroupRows);
            return;
        default:
            withFormat<Lanes>(matrix.layout, [&]<class Format>(Format) {
                expandQuants<Lanes, Format>(group, block, weights);
            });
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

    // Weights that need no expansion, several groups at once: each sum waits for itself column by column, so
    // one alone would leave the processor idle.
    template <int Groups, int Rows, class Element, class Load>
    static void plainTile(const MatmulTask<float> &task, std::size_t group, Load load)
    {
        const std::size_t stride = task.matrix.groupBytes / sizeof(Element);
        const auto *weights = reinterpret_cast<const Element *>(task.matrix.data) + group * stride;
        Lanes sums[Groups][Rows];
        for (int g = 0; g < Groups; ++g)
            for (int i = 0; i < Rows; ++i)
                sums[g][i] = Lanes::zero();
        for (std::size_t k = 0; k < task.matrix.columns; ++k, weights += kGroupRows)
            for (int g = 0; g < Groups; ++g) {
                const Lanes weight = load(weights + static_cast<std::size_t>(g) * stride);
                for (int i = 0; i < Rows; ++i) {
                    const float x = task.activations[static_cast<std::size_t>(i) * task.activationStride + k];
                    sums[g][i] = Lanes::multiplyAdd(weight, Lanes::broadcast(x), sums[g][i]);
                }
            }
        for (int g = 0; g < Groups; ++g)
            writeTile(sums[g], task.output + (group + static_cast<std::size_t>(g)) * kGroupRows,
                      task.outputStride, task.mode);
    }

    template <int Groups, int Rows>
    static void plainTiles(const MatmulTask<float> &task, std::size_t group)
    {
        if (task.matrix.layout == WeightLayout::Half)
            plainTile<Groups, Rows, std::uint16_t>(task, group, [](const auto *x) { return Lanes::load(x); });
        else if (task.matrix.layout == WeightLayout::BrainHalf)
            plainTile<Groups, Rows, std::uint16_t>(task, group,
                                                   [](const auto *x) { return Lanes::loadBrain(x); });
        else
            plainTile<Groups, Rows, float>(task, group, [](const auto *x) { return Lanes::load(x); });
    }

    // The first groups of a narrow product with plain weights; returns the first one that is left.
    static std::size_t multiplyPlain(const MatmulTask<float> &task)
    {
        constexpr std::size_t kGroups = 4;
        std::size_t group = task.firstGroup;
        if (isQuantised(task.matrix.layout) || task.rows == 0 || task.rows > 2)
            return group;
        for (; group + kGroups <= task.lastGroup; group += kGroups)
            if (task.rows == 1)
                plainTiles<kGroups, 1>(task, group);
            else
                plainTiles<kGroups, 2>(task, group);
        return group;
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

    // The rows from `first` on times a group.
    template <class Task>
    static void multiplyRows(const Task &task, std::size_t group, std::size_t first)
    {
        constexpr std::size_t kRows = Lanes::kTileRows;
        for (std::size_t row = first; row < task.rows; row += kRows)
            tile<Lanes::kTileRows>(task, group, row, task.rows - row < kRows ? task.rows - row : kRows);
    }

    // One group of weights stays in the first-level cache while all rows pass it.
    template <class Task>
    static void multiply(const Task &task)
    {
        std::size_t first = task.firstGroup;
        if constexpr (!requires { task.activations->scale; })
            first = multiplyPlain(task);
        for (std::size_t group = first; group < task.lastGroup; ++group)
            multiplyRows(task, group, 0);
    }
};

} // namespace
} // namespace gatewright::model
