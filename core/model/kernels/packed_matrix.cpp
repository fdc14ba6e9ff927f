// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: unpackRow() must round a product before it adds.
#include "core/model/kernels/packed_matrix.h"

#include "core/tensors/dequantise.h"
#include "core/tensors/half.h"

#include <cstring>

namespace gatewright::model {

namespace {

using tensors::TensorType;

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

// The quants of 32 columns of a row, four to a word, unsigned.
struct Quants
{
    std::uint32_t words[kBlockColumns / 4];
};

constexpr std::uint32_t kNibbles = 0x0f0f0f0fU;
constexpr std::uint32_t kOnes = 0x01010101U;
constexpr std::size_t kWords = kBlockColumns / 4;

// The types with blocks of 32: 16 bytes hold elements 0-15 in their low and 16-31 in their high nibbles.
Quants nibblesOfBlock(const std::byte *nibbles)
{
    Quants quants;
    for (std::size_t i = 0; i < kWords; ++i)
        quants.words[i] = load<std::uint32_t>(nibbles + i % 4 * 4) >> i / 4 * 4 & kNibbles;
    return quants;
}

// The fifth bits stand before the nibbles; the product puts bit j of four at bit 0 of byte j.
Quants fiveBitsOfBlock(const std::byte *bits)
{
    constexpr std::uint32_t kSpread = 0x00204081U;
    const auto fifth = load<std::uint32_t>(bits);
    Quants quants = nibblesOfBlock(bits + 4);
    for (std::size_t i = 0; i < kWords; ++i)
        quants.words[i] |= ((fifth >> i * 4 & 15U) * kSpread & kOnes) << 4;
    return quants;
}

Quants bytesOfBlock(const std::byte *bytes)
{
    Quants quants;
    for (std::size_t i = 0; i < kWords; ++i)
        quants.words[i] = load<std::uint32_t>(bytes + i * 4) ^ 0x80808080U; // + 128
    return quants;
}

// Q4_K, Q5_K: 32 bytes are the low nibbles of one group of 32 and the high ones of the next.
Quants nibblesOfGroup(const std::byte *nibbles, std::size_t group)
{
    Quants quants;
    for (std::size_t i = 0; i < kWords; ++i)
        quants.words[i] = load<std::uint32_t>(nibbles + group / 2 * 32 + i * 4) >> group % 2 * 4 & kNibbles;
    return quants;
}

Quants fiveBitsOfGroup(const std::byte *fifth, const std::byte *nibbles, std::size_t group)
{
    Quants quants = nibblesOfGroup(nibbles, group);
    for (std::size_t i = 0; i < kWords; ++i)
        quants.words[i] |= (load<std::uint32_t>(fifth + i * 4) >> group & kOnes) << 4;
    return quants;
}

// Q6_K: 128 elements share 64 bytes of low nibbles and 32 bytes of upper pairs of bits.
Quants sixBitsOfGroup(const std::byte *low, const std::byte *high, std::size_t group)
{
    const std::size_t quarter = group % 4;
    const std::byte *nibbles = low + group / 4 * 64 + quarter % 2 * 32;
    const std::byte *pairs = high + group / 4 * 32;
    Quants quants;
    for (std::size_t i = 0; i < kWords; ++i)
        quants.words[i] = (load<std::uint32_t>(nibbles + i * 4) >> quarter / 2 * 4 & kNibbles) |
                          (load<std::uint32_t>(pairs + i * 4) >> quarter * 2 & 3U * kOnes) << 4;
    return quants;
}

template <std::size_t Bits>
void saveTile(const Quants &quants, std::byte *tile, std::size_t lane)
{
    const auto line = [&](std::size_t index, std::uint32_t word) {
        save(tile + index * kTileLine + lane * 4, word);
    };
    if constexpr (Bits == 8) {
        for (std::size_t i = 0; i < kWords; ++i)
            line(i, quants.words[i]);
        return;
    }
    constexpr std::size_t kUpper = Bits > 4 && Bits < 8 ? Bits - 4 : 0;
    for (std::size_t i = 0; i < kWords; i += 2)
        line(kUpper + i / 2, (quants.words[i] & kNibbles) | (quants.words[i + 1] & kNibbles) << 4);
    for (std::size_t plane = 0; plane < kUpper; ++plane) {
        std::uint32_t bits = 0;
        for (std::size_t shift = 0; shift < 8; shift += kUpper)
            bits |= (quants.words[(plane * 8 + shift) / kUpper] >> 4 & kOnes * ((1U << kUpper) - 1U))
                    << shift;
        line(plane, bits);
    }
}

template <std::size_t Bits>
void saveAffine(std::byte *group, std::size_t block, std::size_t lane, const Quants &quants,
                std::uint16_t scale, std::uint16_t minimum)
{
    using Layout = AffineLayout<Bits>;
    saveTile<Bits>(quants, group + Layout::tile(block), lane);
    save(group + Layout::scale(block) + lane * 2, scale);
    save(group + Layout::minimum(block) + lane * 2, minimum);
}

template <std::size_t Bits>
void saveScaled(std::byte *group, std::size_t block, std::size_t lane, const Quants &quants,
                std::uint16_t scale)
{
    using Layout = ScaledLayout<Bits>;
    saveTile<Bits>(quants, group + Layout::tile(block), lane);
    save(group + Layout::scale(block) + lane * 2, scale);
}

template <std::size_t Bits>
void saveTwoLevel(std::byte *group, std::size_t block, std::size_t lane, const Quants &quants,
                  std::byte first, std::byte second)
{
    using Layout = TwoLevelLayout<Bits>;
    saveTile<Bits>(quants, group + Layout::tile(block), lane);
    group[Layout::factors(block) + lane] = first;
    group[Layout::factors(block) + kGroupRows + lane] = second;
}

// One block of 32 as it is stored, to its place in the group. Blocks of 256 have packSuperBlock().
void packBlock(TensorType type, const std::byte *stored, std::byte *group, std::size_t block,
               std::size_t lane)
{
    const auto scale = load<std::uint16_t>(stored);
    switch (type) {
    case TensorType::Q4_0:
        return saveScaled<4>(group, block, lane, nibblesOfBlock(stored + 2), scale);
    case TensorType::Q4_1:
        return saveAffine<4>(group, block, lane, nibblesOfBlock(stored + 4), scale,
                             load<std::uint16_t>(stored + 2));
    case TensorType::Q5_0:
        return saveScaled<5>(group, block, lane, fiveBitsOfBlock(stored + 2), scale);
    case TensorType::Q5_1:
        return saveAffine<5>(group, block, lane, fiveBitsOfBlock(stored + 4), scale,
                             load<std::uint16_t>(stored + 2));
    default:
        return saveScaled<8>(group, block, lane, bytesOfBlock(stored + 2), scale);
    }
}

template <std::size_t Bits>
void saveScalesOfScales(std::byte *group, std::size_t block, std::size_t lane, std::uint16_t scale,
                        std::uint16_t minimum)
{
    save(group + TwoLevelLayout<Bits>::scale(block) + lane * 2, scale);
    save(group + TwoLevelLayout<Bits>::minimum(block) + lane * 2, minimum);
}

// Eight blocks of 32 from one stored block of 256; `block` is the first.
void packSuperBlock(TensorType type, const std::byte *stored, std::byte *group, std::size_t block,
                    std::size_t lane)
{
    if (type == TensorType::Q6_K) {
        saveScalesOfScales<6>(group, block, lane, load<std::uint16_t>(stored + 208), 0);
        for (std::size_t i = 0; i < kSuperBlocks; ++i)
            saveTwoLevel<6>(group, block + i, lane, sixBitsOfGroup(stored, stored + 128, i),
                            stored[192 + 2 * i], stored[192 + 2 * i + 1]);
        return;
    }
    // The file subtracts its minima: the sign of their scale is turned, which is exact.
    const auto scale = load<std::uint16_t>(stored);
    const auto minimum = static_cast<std::uint16_t>(load<std::uint16_t>(stored + 2) ^ 0x8000U);
    const bool five = type == TensorType::Q5_K;
    if (five)
        saveScalesOfScales<5>(group, block, lane, scale, minimum);
    else
        saveScalesOfScales<4>(group, block, lane, scale, minimum);
    for (std::size_t i = 0; i < kSuperBlocks; ++i) {
        const tensors::ScaleAndMinimum factors =
            tensors::unpackScales(reinterpret_cast<const std::uint8_t *>(stored + 4), static_cast<int>(i));
        const auto first = static_cast<std::byte>(factors.scale);
        const auto second = static_cast<std::byte>(factors.minimum);
        if (five)
            saveTwoLevel<5>(group, block + i, lane, fiveBitsOfGroup(stored + 16, stored + 48, i), first,
                            second);
        else
            saveTwoLevel<4>(group, block + i, lane, nibblesOfGroup(stored + 16, i), first, second);
    }
}

template <class T>
void packPlainRow(const std::byte *row, std::size_t columns, std::byte *group, std::size_t lane)
{
    for (std::size_t k = 0; k < columns; ++k)
        save(group + (k * kGroupRows + lane) * sizeof(T), load<T>(row + k * sizeof(T)));
}

void packRow(const PackJob &job, const std::byte *row, std::byte *group, std::size_t lane)
{
    if (job.view.layout == WeightLayout::Single)
        return packPlainRow<float>(row, job.view.columns, group, lane);
    if (!isQuantised(job.view.layout))
        return packPlainRow<std::uint16_t>(row, job.view.columns, group, lane);
    const auto &traits = tensors::traits(job.type);
    const std::size_t step = traits.elementsPerBlock / kBlockColumns;
    for (std::size_t block = 0; block < job.view.columns / kBlockColumns; block += step) {
        if (step == 1)
            packBlock(job.type, row, group, block, lane);
        else
            packSuperBlock(job.type, row, group, block, lane);
        row += traits.bytesPerBlock;
    }
}

// Columns of one row in a tile, as unsigned quants.
template <std::size_t Bits>
int quantAt(const std::byte *tile, std::size_t lane, std::size_t column)
{
    const std::size_t chunk = column / 4;
    const std::byte *bytes = tile + lane * 4 + column % 4;
    if constexpr (Bits == 8) {
        return std::to_integer<int>(bytes[chunk * kTileLine]);
    } else {
        constexpr std::size_t kUpper = Bits - 4;
        const int nibble =
            std::to_integer<int>(bytes[(kUpper + chunk / 2) * kTileLine]) >> chunk % 2 * 4 & 15;
        if constexpr (kUpper == 0)
            return nibble;
        const std::size_t bit = chunk * kUpper;
        const int upper = std::to_integer<int>(bytes[bit / 8 * kTileLine]) >> bit % 8;
        return nibble | (upper & ((1 << kUpper) - 1)) << 4;
    }
}

float halfAt(const std::byte *bytes)
{
    return tensors::halfToFloat(load<std::uint16_t>(bytes));
}

template <std::size_t Bits>
void unpackAffine(const std::byte *group, std::size_t block, std::size_t lane, float *values)
{
    using Layout = AffineLayout<Bits>;
    const float scale = halfAt(group + Layout::scale(block) + lane * 2);
    const float minimum = halfAt(group + Layout::minimum(block) + lane * 2);
    for (std::size_t k = 0; k < kBlockColumns; ++k)
        values[k] = static_cast<float>(quantAt<Bits>(group + Layout::tile(block), lane, k)) * scale + minimum;
}

template <std::size_t Bits>
void unpackScaled(const std::byte *group, std::size_t block, std::size_t lane, float *values)
{
    using Layout = ScaledLayout<Bits>;
    constexpr int kCentre = 1 << (Bits - 1);
    const float scale = halfAt(group + Layout::scale(block) + lane * 2);
    for (std::size_t k = 0; k < kBlockColumns; ++k)
        values[k] = static_cast<float>(quantAt<Bits>(group + Layout::tile(block), lane, k) - kCentre) * scale;
}

template <std::size_t Bits>
void unpackTwoLevel(const std::byte *group, std::size_t block, std::size_t lane, float *values)
{
    using Layout = TwoLevelLayout<Bits>;
    const float scale = halfAt(group + Layout::scale(block) + lane * 2);
    const float minimum = halfAt(group + Layout::minimum(block) + lane * 2);
    const auto factor = [&](std::size_t which) {
        return static_cast<float>(
            load<std::int8_t>(group + Layout::factors(block) + which * kGroupRows + lane));
    };
    for (std::size_t k = 0; k < kBlockColumns; ++k) {
        const int quant = quantAt<Bits>(group + Layout::tile(block), lane, k);
        if constexpr (Bits == 6)
            values[k] = scale * factor(k / kGroupRows) * static_cast<float>(quant - 32);
        else
            values[k] = scale * factor(0) * static_cast<float>(quant) + minimum * factor(1);
    }
}

void unpackBlock(WeightLayout layout, const std::byte *group, std::size_t block, std::size_t lane,
                 float *values)
{
    const std::size_t first = block * kBlockColumns * kGroupRows + lane;
    switch (layout) {
    case WeightLayout::Nibbles:
        return unpackAffine<4>(group, block, lane, values);
    case WeightLayout::CentredNibbles:
        return unpackScaled<4>(group, block, lane, values);
    case WeightLayout::CentredFiveBits:
        return unpackScaled<5>(group, block, lane, values);
    case WeightLayout::FiveBits:
        return unpackAffine<5>(group, block, lane, values);
    case WeightLayout::Bytes:
        return unpackScaled<8>(group, block, lane, values);
    case WeightLayout::TwoLevelNibbles:
        return unpackTwoLevel<4>(group, block, lane, values);
    case WeightLayout::TwoLevelFiveBits:
        return unpackTwoLevel<5>(group, block, lane, values);
    case WeightLayout::TwoLevelSixBits:
        return unpackTwoLevel<6>(group, block, lane, values);
    case WeightLayout::Half:
        for (std::size_t k = 0; k < kBlockColumns; ++k)
            values[k] = halfAt(group + (first + k * kGroupRows) * 2);
        return;
    case WeightLayout::BrainHalf:
        for (std::size_t k = 0; k < kBlockColumns; ++k)
            values[k] = tensors::bfloat16ToFloat(load<std::uint16_t>(group + (first + k * kGroupRows) * 2));
        return;
    case WeightLayout::Single:
        for (std::size_t k = 0; k < kBlockColumns; ++k)
            values[k] = load<float>(group + (first + k * kGroupRows) * 4);
        return;
    }
}

} // namespace

std::optional<WeightLayout> layoutFor(TensorType type)
{
    switch (type) {
    case TensorType::Q4_0:
        return WeightLayout::CentredNibbles;
    case TensorType::Q4_1:
        return WeightLayout::Nibbles;
    case TensorType::Q5_0:
        return WeightLayout::CentredFiveBits;
    case TensorType::Q5_1:
        return WeightLayout::FiveBits;
    case TensorType::Q8_0:
        return WeightLayout::Bytes;
    case TensorType::Q4_K:
        return WeightLayout::TwoLevelNibbles;
    case TensorType::Q5_K:
        return WeightLayout::TwoLevelFiveBits;
    case TensorType::Q6_K:
        return WeightLayout::TwoLevelSixBits;
    case TensorType::F16:
        return WeightLayout::Half;
    case TensorType::BF16:
        return WeightLayout::BrainHalf;
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
        return AffineLayout<4>::groupBytes(blocks);
    case WeightLayout::CentredNibbles:
        return ScaledLayout<4>::groupBytes(blocks);
    case WeightLayout::CentredFiveBits:
        return ScaledLayout<5>::groupBytes(blocks);
    case WeightLayout::FiveBits:
        return AffineLayout<5>::groupBytes(blocks);
    case WeightLayout::Bytes:
        return ScaledLayout<8>::groupBytes(blocks);
    case WeightLayout::TwoLevelNibbles:
        return TwoLevelLayout<4>::groupBytes(blocks);
    case WeightLayout::TwoLevelFiveBits:
        return TwoLevelLayout<5>::groupBytes(blocks);
    case WeightLayout::TwoLevelSixBits:
        return TwoLevelLayout<6>::groupBytes(blocks);
    case WeightLayout::Half:
    case WeightLayout::BrainHalf:
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
            packRow(job, job.stored.data() + (job.order ? job.order(row) : row) * rowBytes, packed, lane);
        }
    }
}

void unpackRow(const MatrixView &matrix, std::size_t row, float *values)
{
    const auto *group =
        reinterpret_cast<const std::byte *>(matrix.data) + row / kGroupRows * matrix.groupBytes;
    for (std::size_t block = 0; block < matrix.columns / kBlockColumns; ++block)
        unpackBlock(matrix.layout, group, block, row % kGroupRows, values + block * kBlockColumns);
}

} // namespace gatewright::model
