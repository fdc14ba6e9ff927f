// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// How weights lie in memory once they are repacked: what packed_matrix.cpp writes and the kernels read.
namespace gatewright::model {

inline constexpr std::size_t kBlockColumns = 32; // columns that share a scale
inline constexpr std::size_t kGroupRows = 16;    // matrix rows that are stored and computed together
inline constexpr std::size_t kSuperBlocks = 8;   // blocks that share the scale of their scales
inline constexpr std::size_t kTileLine = 64;     // bytes of four columns of 16 rows, a line of the cache

// A tile is 16 rows and 32 columns. Column k of row r is
//   8 bits  byte (k / 4) * 64 + r * 4 + k % 4
//   4 bits  in byte (k / 8) * 64 + r * 4 + k % 4, the low nibble if k / 4 is even
//   5 bits  64 bytes, where byte r * 4 + k % 4 has the fifth bit as its bit k / 4; then a tile of 4 bits
//   6 bits  128 bytes, where byte (k / 16) * 64 + r * 4 + k % 4 has the upper bits as its bit pair k / 4 % 4;
//           then a tile of 4 bits
// so that a kernel which takes columns in order reads ascending addresses: the processor's prefetcher loses
// track of anything else.
constexpr std::size_t tileBytes(std::size_t bits)
{
    return kGroupRows * kBlockColumns / 8 * bits;
}

inline constexpr std::size_t kScaleBytes = kGroupRows * sizeof(std::uint16_t);

// Scales and minima: weight = q * d + m. Each tile is followed by 16 half d and 16 half m.
template <std::size_t Bits>
struct AffineLayout
{
    static constexpr std::size_t kStep = tileBytes(Bits) + 2 * kScaleBytes;
    static constexpr std::size_t tile(std::size_t block) { return block * kStep; }
    static constexpr std::size_t scale(std::size_t block) { return tile(block) + tileBytes(Bits); }
    static constexpr std::size_t minimum(std::size_t block) { return scale(block) + kScaleBytes; }
    static constexpr std::size_t groupBytes(std::size_t blocks) { return blocks * kStep; }
};

// Scales alone: weight = (q - 2^(Bits - 1)) * d. Two times 16 half d come before two tiles; a last odd tile
// has the space of two scales. Pairs keep tiles on cache lines.
template <std::size_t Bits>
struct ScaledLayout
{
    static constexpr std::size_t kPair = 2 * (kScaleBytes + tileBytes(Bits));
    static constexpr std::size_t scale(std::size_t block)
    {
        return block / 2 * kPair + block % 2 * kScaleBytes;
    }
    static constexpr std::size_t tile(std::size_t block)
    {
        return block / 2 * kPair + 2 * kScaleBytes + block % 2 * tileBytes(Bits);
    }
    static constexpr std::size_t groupBytes(std::size_t blocks)
    {
        return (blocks + 1) / 2 * 2 * kScaleBytes + blocks * tileBytes(Bits);
    }
};

// Scales of two levels: 16 half d and 16 half m come before eight tiles, and before each two of these two
// times 2 x 16 signed bytes: a and b of a tile with weight = q * (d * a) + m * b, or with 6 bits a for the
// first and b for the last 16 columns and weight = (q - 32) * (d * a or b).
template <std::size_t Bits>
struct TwoLevelLayout
{
    static constexpr std::size_t kFactorBytes = 2 * kGroupRows;
    static constexpr std::size_t kPair = 2 * (kFactorBytes + tileBytes(Bits));
    static constexpr std::size_t kStep = 2 * kScaleBytes + kSuperBlocks / 2 * kPair;
    static constexpr std::size_t scale(std::size_t block) { return block / kSuperBlocks * kStep; }
    static constexpr std::size_t minimum(std::size_t block) { return scale(block) + kScaleBytes; }
    static constexpr std::size_t factors(std::size_t block)
    {
        return scale(block) + 2 * kScaleBytes + block % kSuperBlocks / 2 * kPair + block % 2 * kFactorBytes;
    }
    static constexpr std::size_t tile(std::size_t block)
    {
        return factors(block / 2 * 2) + 2 * kFactorBytes + block % 2 * tileBytes(Bits);
    }
    // `blocks` is a multiple of kSuperBlocks.
    static constexpr std::size_t groupBytes(std::size_t blocks) { return blocks / kSuperBlocks * kStep; }
};

// How a group of 16 rows lies in memory, with the bytes that 512 weights take.
enum class WeightLayout : std::uint8_t {
    Nibbles,          // AffineLayout<4>     320
    CentredNibbles,   // ScaledLayout<4>     288
    FiveBits,         // AffineLayout<5>     384
    CentredFiveBits,  // ScaledLayout<5>     352
    Bytes,            // ScaledLayout<8>     544
    TwoLevelNibbles,  // TwoLevelLayout<4>   296
    TwoLevelFiveBits, // TwoLevelLayout<5>   360
    TwoLevelSixBits,  // TwoLevelLayout<6>   424
    Half,             // per column 16 half
    BrainHalf,        // per column 16 bfloat16
    Single,           // per column 16 float
};

// Whether weights are integers, which KernelTable::matmulQuantised multiplies; others have matmulFloat alone.
constexpr bool isQuantised(WeightLayout layout)
{
    return layout < WeightLayout::Half;
}

// A packed matrix; rows are padded with zeros to whole groups. The memory belongs to the model's arena.
struct MatrixView
{
    WeightLayout layout = WeightLayout::Single;
    std::uint32_t rows = 0;
    std::uint32_t columns = 0; // a multiple of 32, of 256 with two levels
    std::size_t groupBytes = 0;
    const std::uint8_t *data = nullptr;
    // Added to every product once it is complete, for all rows of the groups; nullptr when there is none. Not
    // the kernels' business.
    const float *bias = nullptr;

    [[nodiscard]] constexpr std::size_t groups() const { return (rows + kGroupRows - 1) / kGroupRows; }
};

} // namespace gatewright::model
