// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/model/weight_test_support.h"

#include <cmath>
#include <cstring>
#include <span>
#include <vector>

// Products of stored weights with quantised activations, element by element from the definition of each type
// in the file and the order of kernel_table.h: no packing, no lanes.
namespace gatewright::model {

class IntegerReference
{
public:
    IntegerReference(TensorType type, std::span<const std::byte> row)
        : m_type(type)
        , m_row(row)
    {
    }

    [[nodiscard]] float product(std::span<const QuantisedBlock> x) const
    {
        float sum = 0.0F;
        for (std::size_t block = 0; block < x.size(); ++block) {
            const Block weights = read(block);
            std::int32_t dots[2] = {0, 0};
            for (std::size_t k = 0; k < kBlockColumns; ++k)
                dots[k / 16] += weights.quants[k] * x[block].values[k];
            const std::int32_t dot = weights.factors[0] * dots[0] + weights.factors[1] * dots[1];
            sum = std::fma(static_cast<float>(dot), weights.scale * x[block].scale, sum);
            if (weights.hasMinimum)
                sum = std::fma(weights.minimum, x[block].scaledSum, sum);
        }
        return sum;
    }

private:
    struct Block
    {
        int quants[kBlockColumns];
        int factors[2] = {1, 1}; // of the first and the last 16 columns
        float scale = 0.0F;
        bool hasMinimum = false;
        float minimum = 0.0F;
    };

    [[nodiscard]] int byte(std::size_t offset) const { return std::to_integer<int>(m_row[offset]); }
    [[nodiscard]] int signedByte(std::size_t offset) const { return static_cast<std::int8_t>(byte(offset)); }
    [[nodiscard]] float half(std::size_t offset) const
    {
        return tensors::halfToFloat(static_cast<std::uint16_t>(byte(offset) | (byte(offset + 1) << 8)));
    }

    [[nodiscard]] Block read(std::size_t block) const
    {
        const auto &traits = tensors::traits(m_type);
        if (traits.elementsPerBlock == kBlockColumns)
            return readBlock(block * traits.bytesPerBlock);
        const std::size_t start = block / kSuperBlocks * traits.bytesPerBlock;
        return m_type == TensorType::Q6_K ? readSixBits(start, block % kSuperBlocks)
                                          : readTwoLevel(start, block % kSuperBlocks);
    }

    [[nodiscard]] Block readBlock(std::size_t start) const
    {
        Block result;
        result.scale = half(start);
        result.hasMinimum = m_type == TensorType::Q4_1 || m_type == TensorType::Q5_1;
        if (result.hasMinimum)
            result.minimum = half(start + 2);
        std::size_t data = start + (result.hasMinimum ? 4 : 2);
        const bool five = m_type == TensorType::Q5_0 || m_type == TensorType::Q5_1;
        const std::size_t fifth = data;
        if (five)
            data += 4;
        const int centre = m_type == TensorType::Q4_0 ? 8 : m_type == TensorType::Q5_0 ? 16 : 0;
        for (std::size_t k = 0; k < kBlockColumns; ++k) {
            if (m_type == TensorType::Q8_0) {
                result.quants[k] = signedByte(data + k);
                continue;
            }
            const int nibble = k < 16 ? byte(data + k) & 15 : byte(data + k - 16) >> 4;
            const int bit = five ? (byte(fifth + k / 8) >> (k % 8)) & 1 : 0;
            result.quants[k] = nibble + 16 * bit - centre;
        }
        return result;
    }

    [[nodiscard]] Block readTwoLevel(std::size_t start, std::size_t group) const
    {
        const std::size_t packed = start + 4;
        int scale = 0;
        int minimum = 0;
        if (group < 4) {
            scale = byte(packed + group) & 63;
            minimum = byte(packed + group + 4) & 63;
        } else {
            scale = (byte(packed + group + 4) & 15) + 16 * (byte(packed + group - 4) >> 6);
            minimum = (byte(packed + group + 4) >> 4) + 16 * (byte(packed + group) >> 6);
        }
        Block result;
        result.scale = half(start) * static_cast<float>(scale);
        result.hasMinimum = true;
        result.minimum = -(half(start + 2) * static_cast<float>(minimum));
        const bool five = m_type == TensorType::Q5_K;
        for (std::size_t k = 0; k < kBlockColumns; ++k) {
            const int both = byte(start + (five ? 48 : 16) + group / 2 * 32 + k);
            const int bit = five ? (byte(start + 16 + k) >> group) & 1 : 0;
            result.quants[k] = (group % 2 == 0 ? both & 15 : both >> 4) + 16 * bit;
        }
        return result;
    }

    [[nodiscard]] Block readSixBits(std::size_t start, std::size_t group) const
    {
        Block result;
        result.scale = half(start + 208);
        const std::size_t quarter = group % 4;
        for (std::size_t i = 0; i < 2; ++i)
            result.factors[i] = signedByte(start + 192 + 8 * (group / 4) + 2 * quarter + i);
        for (std::size_t k = 0; k < kBlockColumns; ++k) {
            const int low = byte(start + 64 * (group / 4) + 32 * (quarter % 2) + k);
            const int high = byte(start + 128 + 32 * (group / 4) + k);
            const int nibble = quarter < 2 ? low & 15 : low >> 4;
            result.quants[k] = nibble + 16 * ((high >> (2 * quarter)) & 3) - 32;
        }
        return result;
    }

    TensorType m_type;
    std::span<const std::byte> m_row;
};

} // namespace gatewright::model
