// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/memory_arena.h"
#include "core/model/kernels/packed_matrix.h"
#include "core/tensors/dequantise.h"
#include "core/tensors/half.h"
#include "tests/core/model/kernel_test_support.h"

#include <cstddef>
#include <random>
#include <vector>

// Matrices as files store them, and packed for the kernels.
namespace gatewright::model {

inline void append(std::vector<std::byte> &bytes, const void *data, std::size_t size)
{
    const auto *first = static_cast<const std::byte *>(data);
    bytes.insert(bytes.end(), first, first + size);
}

// A matrix as a GGUF file stores it: random quants, small scales.
inline std::vector<std::byte> randomStored(Generator &generator, tensors::TensorType type, std::size_t rows,
                                           std::size_t columns)
{
    const auto &traits = tensors::traits(type);
    std::uniform_real_distribution<float> scales(-0.02F, 0.02F);
    std::vector<std::byte> stored;
    for (std::size_t block = 0; block < rows * columns / traits.elementsPerBlock; ++block) {
        if (type == tensors::TensorType::F32) {
            const float value = scales(generator);
            append(stored, &value, sizeof value);
            continue;
        }
        const std::size_t halves = type == tensors::TensorType::Q4_1 ? 2 : 1;
        for (std::size_t i = 0; i < halves; ++i) {
            const std::uint16_t half = tensors::floatToHalf(scales(generator));
            append(stored, &half, sizeof half);
        }
        for (std::size_t i = 2 * halves; i < traits.bytesPerBlock; ++i)
            stored.push_back(static_cast<std::byte>(generator() & 0xffU));
    }
    return stored;
}

struct Packed
{
    MemoryArena arena;
    MatrixView view;
};

inline Packed pack(tensors::TensorType type, const std::vector<std::byte> &stored, std::size_t rows,
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

inline std::vector<float> dequantised(tensors::TensorType type, const std::vector<std::byte> &stored,
                                      std::size_t count)
{
    std::vector<float> values(count);
    if (!tensors::dequantise(type, stored, values))
        values.clear();
    return values;
}

} // namespace gatewright::model
