// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: unpackRow() must round a product before it adds.
#include "core/model/kernels/packed_matrix.h"

#include "core/tensors/half.h"

#include <cstring>

namespace gatewright::model {

namespace {

using tensors::TensorType;

constexpr std::size_t kLine = 64;

template <class T>
T load(const std::byte *bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

template <class T>
void save(std::byte *bytes, T value)
{
    std::memcpy(bytes, &value, sizeof value);
}

// 16 bytes of a block hold elements 0-15 in their low and 16-31 in their high nibbles; word j of the row in a
// tile takes elements 8 j to 8 j + 3 as low and 8 j + 4 to 8 j + 7 as high nibbles.
void packNibbleBlock(const std::byte *nibbles, std::byte *tile, std::size_t row)
{
    constexpr std::uint32_t kLow = 0x0f0f0f0fU;
    for (std::size_t j = 0; j < 4; ++j) {
        const auto first = load<std::uint32_t>(nibbles + j % 2 * 8);
        const auto second = load<std::uint32_t>(nibbles + j % 2 * 8 + 4);
        const std::uint32_t word =
            j < 2 ? (first & kLow) | ((second & kLow) << 4) : ((first >> 4) & kLow) | (second & ~kLow);
        save(tile + j * kLine + row * 4, word);
    }
}

void packNibbleRow(TensorType type, const std::byte *row, std::size_t columns, std::byte *group,
                   std::size_t lane)
{
    const bool hasMinimum = type == TensorType::Q4_1;
    const std::size_t header = hasMinimum ? 4 : 2;
    for (std::size_t b = 0; b < columns / kBlockColumns; ++b, row += header + 16, group += kNibbleTileBytes) {
        const auto scale = load<std::uint16_t>(row);
        const std::uint16_t minimum = hasMinimum ? load<std::uint16_t>(row + 2)
                                                 : tensors::floatToHalf(-8.0F * tensors::halfToFloat(scale));
        packNibbleBlock(row + header, group, lane);
        save(group + kNibbleBytes + lane * 2, scale);
        save(group + kNibbleBytes + kScaleBytes + lane * 2, minimum);
    }
}

void packByteRow(const std::byte *row, std::size_t columns, std::byte *group, std::size_t lane)
{
    for (std::size_t b = 0; b < columns / kBlockColumns; ++b, row += 2 + kBlockColumns) {
        save(group + byteScaleOffset(b) + lane * 2, load<std::uint16_t>(row));
        std::byte *tile = group + byteTileOffset(b);
        for (std::size_t j = 0; j < kBlockColumns / 4; ++j)
            save(tile + j * kLine + lane * 4, load<std::uint32_t>(row + 2 + j * 4) ^ 0x80808080U); // + 128
    }
}

template <class T>
void packPlainRow(const std::byte *row, std::size_t columns, std::byte *group, std::size_t lane)
{
    for (std::size_t k = 0; k < columns; ++k)
        save(group + (k * kGroupRows + lane) * sizeof(T), load<T>(row + k * sizeof(T)));
}

float unpackElement(const MatrixView &matrix, const std::byte *group, std::size_t lane, std::size_t column)
{
    const std::size_t block = column / kBlockColumns;
    const std::size_t inBlock = column % kBlockColumns;
    const auto half = [](const std::byte *bytes) { return tensors::halfToFloat(load<std::uint16_t>(bytes)); };
    switch (matrix.layout) {
    case WeightLayout::Nibbles: {
        const std::byte *tile = group + block * kNibbleTileBytes;
        const auto both = std::to_integer<int>(tile[inBlock / 8 * kLine + lane * 4 + inBlock % 4]);
        const int quant = inBlock / 4 % 2 == 0 ? both & 15 : both >> 4;
        const std::byte *scales = tile + kNibbleBytes + lane * 2;
        return static_cast<float>(quant) * half(scales) + half(scales + kScaleBytes);
    }
    case WeightLayout::Bytes: {
        const std::byte *tile = group + byteTileOffset(block);
        const int quant = std::to_integer<int>(tile[inBlock / 4 * kLine + lane * 4 + inBlock % 4]) - 128;
        return static_cast<float>(quant) * half(group + byteScaleOffset(block) + lane * 2);
    }
    case WeightLayout::Half:
        return half(group + (column * kGroupRows + lane) * 2);
    case WeightLayout::Single:
        break;
    }
    return load<float>(group + (column * kGroupRows + lane) * 4);
}

} // namespace

std::optional<WeightLayout> layoutFor(TensorType type)
{
    switch (type) {
    case TensorType::Q4_0:
    case TensorType::Q4_1:
        return WeightLayout::Nibbles;
    case TensorType::Q8_0:
        return WeightLayout::Bytes;
    case TensorType::F16:
        return WeightLayout::Half;
    case TensorType::F32:
        return WeightLayout::Single;
    default:
        return std::nullopt;
    }
}

std::size_t groupBytes(WeightLayout layout, std::size_t columns)
{
    const std::size_t blocks = columns / kBlockColumns;
    switch (layout) {
    case WeightLayout::Nibbles:
        return blocks * kNibbleTileBytes;
    case WeightLayout::Bytes:
        return (blocks + 1) / 2 * 2 * kScaleBytes + blocks * kByteTileBytes;
    case WeightLayout::Half:
        return columns * kGroupRows * 2;
    case WeightLayout::Single:
        break;
    }
    return columns * kGroupRows * 4;
}

std::size_t packedBytes(WeightLayout layout, std::size_t rows, std::size_t columns)
{
    return (rows + kGroupRows - 1) / kGroupRows * groupBytes(layout, columns);
}

void packGroups(const PackJob &job, std::size_t firstGroup, std::size_t lastGroup)
{
    const auto &traits = tensors::traits(job.type);
    const std::size_t rowBytes = job.view.columns / traits.elementsPerBlock * traits.bytesPerBlock;
    for (std::size_t group = firstGroup; group < lastGroup; ++group) {
        std::byte *packed = job.destination + group * job.view.groupBytes;
        for (std::size_t lane = 0; lane < kGroupRows; ++lane) {
            const std::size_t row = group * kGroupRows + lane;
            if (row >= job.view.rows)
                break;
            const std::byte *stored = job.stored.data() + (job.order ? job.order(row) : row) * rowBytes;
            switch (job.view.layout) {
            case WeightLayout::Nibbles:
                packNibbleRow(job.type, stored, job.view.columns, packed, lane);
                break;
            case WeightLayout::Bytes:
                packByteRow(stored, job.view.columns, packed, lane);
                break;
            case WeightLayout::Half:
                packPlainRow<std::uint16_t>(stored, job.view.columns, packed, lane);
                break;
            case WeightLayout::Single:
                packPlainRow<float>(stored, job.view.columns, packed, lane);
                break;
            }
        }
    }
}

void unpackRow(const MatrixView &matrix, std::size_t row, float *values)
{
    const auto *group =
        reinterpret_cast<const std::byte *>(matrix.data) + row / kGroupRows * matrix.groupBytes;
    for (std::size_t column = 0; column < matrix.columns; ++column)
        values[column] = unpackElement(matrix, group, row % kGroupRows, column);
}

} // namespace gatewright::model
