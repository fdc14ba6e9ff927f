// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// The arithmetic of a decoder step as functions over raw memory, in one table per instruction set.
//
// Every table gives the same bits. That is why the order of operations is part of the interface; the words
// are:
//   lane        one of 16 floats that are computed side by side; element i of a row lies in lane i mod 16
//   fma(a,b,c)  a * b + c rounded once; products and sums that are not written as fma are rounded each
//   tree(v)     the sum of 16 lanes: v[l] += v[l + 8], then + 4, + 2, + 1
//
//   quantise    block of 32: scale = max|x| / 127, q = nearest even(x * (127 / max|x|)), scaledSum = scale *
//   sum(q);
//               a block without a normal, finite maximum is all zeros
//   matmul int8 for each block of 32 columns, in order: dot = sum(weight * q) as an exact integer, then
//               sum = fma(float(dot), d * scale, sum), and for weights with a minimum m: sum = fma(m,
//               scaledSum, sum)
//   matmul f32  for each column in order: sum = fma(weight, x, sum) with weight = q * d (+ m), each step
//   rounded normalise   16 sums of fma(x, x, sum); factor = 1 / sqrt(tree / n + epsilon); (x * factor) *
//   weight exponential Cephes' expf: polynomial of degree 5 in Horner form by fma, argument held to [-87.3,
//   88] attention   in chunks of 256 positions that start at multiples of 256. Score: sum over dimensions in
//   order by fma,
//               then * scale. Weights exp(score - maximum); 16 sums by lane, then tree; each output dimension
//               adds fma(weight, value) in the order of positions. Chunks are joined in order (see combine).
//   layer norm  mean = tree of 16 sums / n; c = x - mean; 16 sums of fma(c, c, sum); factor = 1 / sqrt(tree /
//               n + epsilon); fma(c * factor, weight, bias)
//   gelu        u = x * fma(x * x, 0.0356774081, 0.7978845608); x / (1 + exp(-(u + u)))
//
// Nothing here depends on how many rows are computed together, so neither do the bits of a row.
//
// This header and those of the lane types are included by files that are compiled for newer processors. They
// must not pull in inline functions of the standard library: the linker could pick such a copy for the whole
// program.

namespace gatewright::model {

inline constexpr std::size_t kBlockColumns = 32;      // columns that share a scale
inline constexpr std::size_t kGroupRows = 16;         // matrix rows that are stored and computed together
inline constexpr std::size_t kAttentionChunk = 256;   // positions whose softmax is computed together
inline constexpr std::size_t kAttentionTileRows = 8;  // activation rows of one attention task
inline constexpr std::size_t kMaximumGroupHeads = 16; // query heads that share a key-value head
inline constexpr std::size_t kMaximumHeadDimension = 256;

// How a group of 16 rows lies in memory. Inside a tile (16 rows, 32 columns) the column k of row r is at byte
// (k / 8) * 64 + r * 4 + k % 4, low nibble if k / 4 is even (4 bits), or (k / 4) * 64 + r * 4 + k % 4 (8
// bits).
enum class WeightLayout : std::uint8_t {
    Nibbles, // per tile: 256 bytes of unsigned nibbles, 16 half d, 16 half m; weight = q * d + m
    Bytes,  // per two tiles: 2 x 16 half d, then 2 x 512 bytes holding q + 128 (a last odd tile has the space
            // of two scales); weight = q * d
    Half,   // per column 16 half
    Single, // per column 16 float
};

inline constexpr std::size_t kScaleBytes = kGroupRows * sizeof(std::uint16_t);
inline constexpr std::size_t kNibbleBytes = kGroupRows * kBlockColumns / 2;
inline constexpr std::size_t kNibbleTileBytes = kNibbleBytes + 2 * kScaleBytes;
inline constexpr std::size_t kByteTileBytes = kGroupRows * kBlockColumns;

// Where the scales and the tile of a block lie in a group of WeightLayout::Bytes. Pairs keep tiles on cache
// lines and the group one stream of ascending addresses: with all scales in front the processor's prefetcher
// loses its track.
constexpr std::size_t byteScaleOffset(std::size_t block)
{
    return block / 2 * 2 * (kScaleBytes + kByteTileBytes) + block % 2 * kScaleBytes;
}
constexpr std::size_t byteTileOffset(std::size_t block)
{
    return block / 2 * 2 * (kScaleBytes + kByteTileBytes) + 2 * kScaleBytes + block % 2 * kByteTileBytes;
}

// A packed matrix; rows are padded with zeros to whole groups. The memory belongs to the model's arena.
struct MatrixView
{
    WeightLayout layout = WeightLayout::Single;
    std::uint32_t rows = 0;
    std::uint32_t columns = 0; // a multiple of 32
    std::size_t groupBytes = 0;
    const std::uint8_t *data = nullptr;
    // Added to every product once it is complete, for all rows of the groups; nullptr when there is none. Not
    // the kernels' business.
    const float *bias = nullptr;

    [[nodiscard]] constexpr std::size_t groups() const { return (rows + kGroupRows - 1) / kGroupRows; }
};

// 32 activations as integers.
struct QuantisedBlock
{
    std::int8_t values[kBlockColumns];
    float scale;
    float scaledSum; // scale * sum of values
    std::int32_t
        unsignedBias;    // -128 * sum of values: what the + 128 of WeightLayout::Bytes adds to a dot product
    std::int32_t unused; // keeps blocks at multiples of 16 bytes
};

enum class OutputMode : std::uint8_t { Store, Add };

// output[row * outputStride + r] (+)= dot(matrix row r, activations of row), for matrix rows of the groups
// [firstGroup, lastGroup). Strides are in elements.
template <class Activation>
struct MatmulTask
{
    MatrixView matrix;
    std::size_t firstGroup = 0;
    std::size_t lastGroup = 0;
    const Activation *activations = nullptr;
    std::size_t activationStride = 0;
    std::size_t rows = 0;
    float *output = nullptr;
    std::size_t outputStride = 0;
    OutputMode mode = OutputMode::Store;
};

// The attention of up to kAttentionTileRows consecutive rows to one chunk, for the query heads of one
// key-value head. Keys lie in blocks of 16 positions, [position / 16][dimension][position % 16]; values as
// [position][dimension]. partials[row * partialRowStride + head * partialHeadStride]: headDimension weighted
// sums, the maximum, the sum of weights. Rows that see none of the chunk leave theirs alone.
template <class Element>
struct AttentionTask
{
    const float *queries = nullptr; // [row][head][dimension], rows queryStride apart
    std::size_t queryStride = 0;
    std::size_t rows = 0;
    std::size_t heads = 0;
    std::size_t headDimension = 0; // a multiple of 32
    float scale = 1.0F;
    const Element *keys = nullptr;
    const Element *values = nullptr;
    std::ptrdiff_t visible =
        0; // positions of the chunk that the first row sees; each later row sees one more
    float *partials = nullptr;
    std::size_t partialRowStride = 0;
    std::size_t partialHeadStride = 0;
    float *scratch = nullptr; // attentionScratchFloats(heads), 64-byte aligned
};

constexpr std::size_t attentionScratchFloats(std::size_t heads)
{
    return kAttentionTileRows * heads * kAttentionChunk;
}

// Floats between two partials: the sums, the maximum and the sum of weights, padded to 64 bytes.
constexpr std::size_t attentionPartialFloats(std::size_t headDimension)
{
    return headDimension + kGroupRows;
}

struct KernelTable
{
    const char *name;

    // output = x / rms(x) * weight, `length` a multiple of 16.
    void (*normalise)(const float *x, const float *weight, std::size_t length, float epsilon, float *output);
    // `length` is a multiple of 32.
    void (*quantise)(const float *x, std::size_t length, QuantisedBlock *output);
    // gate = gate / (1 + exp(-gate)) * up
    void (*gate)(float *gate, const float *up, std::size_t length);
    // Rotates the pairs (x[i], x[i + half]) by the angles given by cosines and sines; `half` is a multiple
    // of 16.
    void (*rotate)(float *head, const float *cosines, const float *sines, std::size_t half);
    // output = (x - mean(x)) / deviation(x) * weight + bias, `length` a multiple of 16.
    void (*layerNormalise)(const float *x, const float *weight, const float *bias, std::size_t length,
                           float epsilon, float *output);
    // x = x * Phi(x), the normal distribution by its tanh approximation; `length` a multiple of 16.
    void (*gelu)(float *x, std::size_t length);
    // x = x + y, `length` a multiple of 16.
    void (*add)(float *x, const float *y, std::size_t length);
    void (*matmulQuantised)(const MatmulTask<QuantisedBlock> &task);
    void (*matmulFloat)(const MatmulTask<float> &task);

    // Keys and values of one position; `key` points to its lane in its block of 16 positions.
    void (*storeHalf)(const float *key, const float *value, std::size_t length, std::uint16_t *keyLane,
                      std::uint16_t *valueRow);
    void (*attendHalf)(const AttentionTask<std::uint16_t> &task);
    void (*attendSingle)(const AttentionTask<float> &task);
    // Joins the partials of `chunks` chunks in order: with m = max(m1, m2), sums = fma(sums1, exp(m1 - m),
    // sums2 * exp(m2 - m)), and divides by the sum of weights at the end.
    void (*combine)(const float *partials, std::size_t partialStride, std::size_t chunks,
                    std::size_t headDimension, float *output);
};

enum class KernelChoice : std::uint8_t { Automatic, Scalar, Avx2, Avx512Vnni };

[[nodiscard]] bool kernelsAvailable(KernelChoice choice);
// The fastest table for Automatic; nullptr when this processor (or this build) lacks what the choice needs.
[[nodiscard]] const KernelTable *kernelTable(KernelChoice choice);

} // namespace gatewright::model
