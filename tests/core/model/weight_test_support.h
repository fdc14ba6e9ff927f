// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/memory_arena.h"
#include "core/model/kernels/packed_matrix.h"
#include "core/tensors/dequantise.h"
#include "core/tensors/half.h"
#include "tests/core/model/kernel_test_support.h"

#include <bit>
#include <cstring>
#include <random>
#include <vector>

// Matrices as a GGUF file stores them, packed and multiplied.
namespace gatewright::model {

using tensors::TensorType;

inline constexpr TensorType kWeightTypes[] = {TensorType::Q4_0, TensorType::Q4_1, TensorType::Q5_0,
                                              TensorType::Q5_1, TensorType::Q8_0, TensorType::Q4_K,
                                              TensorType::Q5_K, TensorType::Q6_K, TensorType::F16,
                                              TensorType::BF16, TensorType::F32};

// Columns that every type can have as a row and that are not alone a power of two.
inline std::size_t columnsFor(TensorType type, std::size_t blocks)
{
    const std::size_t elements = tensors::traits(type).elementsPerBlock;
    return blocks * (elements > kBlockColumns ? elements : kBlockColumns);
}

// Where a stored block has its one or two half scales.
inline std::vector<std::size_t> halvesOf(TensorType type)
{
    switch (type) {
    case TensorType::Q4_1:
    case TensorType::Q5_1:
    case TensorType::Q4_K:
    case TensorType::Q5_K:
        return {0, 2};
    case TensorType::Q6_K:
        return {208};
    default:
        return {0};
    }
}

// Random quants, small scales.
inline std::vector<std::byte> randomStored(Generator &generator, TensorType type, std::size_t rows,
                                           std::size_t columns)
{
    const auto &traits = tensors::traits(type);
    std::uniform_real_distribution<float> scales(-0.02F, 0.02F);
    const std::size_t blocks = rows * columns / traits.elementsPerBlock;
    std::vector<std::byte> stored(blocks * traits.bytesPerBlock);
    std::byte *block = stored.data();
    for (std::size_t i = 0; i < blocks; ++i, block += traits.bytesPerBlock) {
        if (type == TensorType::F32 || type == TensorType::BF16) {
            const float value = scales(generator);
            const std::size_t skipped = sizeof value - traits.bytesPerBlock; // bfloat16 is the upper half
            std::memcpy(block, reinterpret_cast<const std::byte *>(&value) + skipped, traits.bytesPerBlock);
            continue;
        }
        for (std::size_t j = 0; j < traits.bytesPerBlock; ++j)
            block[j] = static_cast<std::byte>(generator() & 0xffU);
        for (const std::size_t offset : halvesOf(type)) {
            const std::uint16_t half = tensors::floatToHalf(scales(generator));
            std::memcpy(block + offset, &half, sizeof half);
        }
    }
    return stored;
}

struct Packed
{
    MemoryArena arena;
    MatrixView view;
};

inline Packed pack(TensorType type, const std::vector<std::byte> &stored, std::size_t rows,
                   std::size_t columns, const RowOrder &order = {})
{
    const WeightLayout layout = *layoutFor(type);
    auto arena = MemoryArena::create(packedBytes(layout, rows, columns));
    Packed packed{std::move(*arena), {}};
    std::byte *destination = packed.arena.allocate(packedBytes(layout, rows, columns));
    packed.view = {layout, static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns),
                   groupBytes(layout, columns), reinterpret_cast<const std::uint8_t *>(destination)};
    packGroups({type, stored, packed.view, destination, order}, 0, packed.view.groups());
    return packed;
}

inline std::vector<float> dequantised(TensorType type, const std::vector<std::byte> &stored,
                                      std::size_t count)
{
    std::vector<float> values(count);
    if (!tensors::dequantise(type, stored, values))
        values.clear();
    return values;
}

inline std::vector<QuantisedBlock> quantisedRows(const KernelTable &kernels, const std::vector<float> &x)
{
    std::vector<QuantisedBlock> blocks(x.size() / kBlockColumns);
    kernels.quantise(x.data(), x.size(), blocks.data());
    return blocks;
}

inline std::vector<float> multiply(const KernelTable &kernels, const MatrixView &matrix,
                                   const std::vector<QuantisedBlock> &x, std::size_t rows)
{
    std::vector<float> output(rows * matrix.groups() * kGroupRows);
    kernels.matmulQuantised({matrix, 0, matrix.groups(), x.data(), matrix.columns / kBlockColumns, rows,
                             output.data(), matrix.groups() * kGroupRows, OutputMode::Store});
    return output;
}

inline std::vector<float> multiply(const KernelTable &kernels, const MatrixView &matrix,
                                   const std::vector<float> &x, std::size_t rows)
{
    std::vector<float> output(rows * matrix.groups() * kGroupRows);
    kernels.matmulFloat({matrix, 0, matrix.groups(), x.data(), matrix.columns, rows, output.data(),
                         matrix.groups() * kGroupRows, OutputMode::Store});
    return output;
}

} // namespace gatewright::model
