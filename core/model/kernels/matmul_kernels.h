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
            Lanes minimum;
            if constexpr (Format::kHasMinimum)
                minimum = Format::minimum(group, b);
            for (int i = 0; i < Rows; ++i) {
                const QuantisedBlock &block = x[static_cast<std::size_t>(i) * stride];
                const Lanes both = Lanes::multiply(scale, Lanes::broadcast(block.scale));
                sums[i] = Lanes::multiplyAdd(dots[i], both, sums[i]);
                if constexpr (Format::kHasMinimum)
                    sums[i] = Lanes::multiplyAdd(minimum, Lanes::broadcast(block.scaledSum), sums[i]);
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
        switch (task.matrix.layout) {
        case WeightLayout::Nibbles:
            return formatTile<Rows, AffineWeights<Lanes, 4>>(task, weights, x, output);
        case WeightLayout::CentredNibbles:
            return formatTile<Rows, ScaledWeights<Lanes, 4>>(task, weights, x, output);
        case WeightLayout::CentredFiveBits:
            return formatTile<Rows, ScaledWeights<Lanes, 5>>(task, weights, x, output);
        case WeightLayout::FiveBits:
            return formatTile<Rows, AffineWeights<Lanes, 5>>(task, weights, x, output);
        case WeightLayout::Bytes:
            return formatTile<Rows, ScaledWeights<Lanes, 8>>(task, weights, x, output);
        case WeightLayout::TwoLevelNibbles:
            return formatTile<Rows, TwoLevelWeights<Lanes, 4>>(task, weights, x, output);
        case WeightLayout::TwoLevelFiveBits:
            return formatTile<Rows, TwoLevelWeights<Lanes, 5>>(task, weights, x, output);
        case WeightLayout::TwoLevelSixBits:
            return formatTile<Rows, SixBitWeights<Lanes>>(task, weights, x, output);
        case WeightLayout::Half:
        case WeightLayout::BrainHalf:
        case WeightLayout::Single:
            return; // isQuantised() says that these have matmulFloat alone
        }
    }

    // The weights of a block of 32 columns as floats, each step rounded as in the file's own definition.
    static void expandBlock(const MatrixView &matrix, const std::uint8_t *group, std::size_t block,
                            Lanes (&weights)[kBlockColumns])
    {
        const std::size_t first = block * kBlockColumns * kGroupRows;
        switch (matrix.layout) {
        case WeightLayout::Nibbles:
            return expandQuants<Lanes, AffineWeights<Lanes, 4>>(group, block, weights);
        case WeightLayout::CentredNibbles:
            return expandQuants<Lanes, ScaledWeights<Lanes, 4>>(group, block, weights);
        case WeightLayout::CentredFiveBits:
            return expandQuants<Lanes, ScaledWeights<Lanes, 5>>(group, block, weights);
        case WeightLayout::FiveBits:
            return expandQuants<Lanes, AffineWeights<Lanes, 5>>(group, block, weights);
        case WeightLayout::Bytes:
            return expandQuants<Lanes, ScaledWeights<Lanes, 8>>(group, block, weights);
        case WeightLayout::TwoLevelNibbles:
            return expandQuants<Lanes, TwoLevelWeights<Lanes, 4>>(group, block, weights);
        case WeightLayout::TwoLevelFiveBits:
            return expandQuants<Lanes, TwoLevelWeights<Lanes, 5>>(group, block, weights);
        case WeightLayout::TwoLevelSixBits:
            return expandQuants<Lanes, SixBitWeights<Lanes>>(group, block, weights);
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

    // One group of weights stays in the first-level cache while all rows pass it.
    template <class Task>
    static void multiply(const Task &task)
    {
        constexpr std::size_t kRows = Lanes::kTileRows;
        std::size_t first = task.firstGroup;
        if constexpr (!requires { task.activations->scale; })
            first = multiplyPlain(task);
        for (std::size_t group = first; group < task.lastGroup; ++group)
            for (std::size_t row = 0; row < task.rows; row += kRows)
                tile<Lanes::kTileRows>(task, group, row, task.rows - row < kRows ? task.rows - row : kRows);
    }
};

} // namespace
} // namespace gatewright::model
