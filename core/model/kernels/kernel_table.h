// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/weight_layout.h"

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
//               scaledSum, sum). Weights around nought (ScaledLayout, 6 bits) enter dot as they are, signed.
//               With two levels d stands for d * a and m for m * b, both exact in a float; with 6 bits dot =
//               a * dot of the first 16 columns + b * dot of the last, below 2^24 and so exact as well
//   matmul f32  for each column in order: sum = fma(weight, x, sum) with weight = q * d (+ m), each step
//               rounded
//   normalise   16 sums of fma(x, x, sum); factor = 1 / sqrt(tree / n + epsilon); (x * factor) * weight
//   exponential Cephes' expf: polynomial of degree 5 in Horner form by fma, argument held to [-87.3, 88]
//   attention   in chunks of 256 positions that start at multiples of 256. Score: sum over dimensions in
//               order by fma, then * scale. Weights exp(score - maximum); 16 sums by lane, then tree; each
//               output dimension adds fma(weight, value) in the order of positions. Chunks are joined in
//               order (see combine).
//   attention int8  a key and a value are integers with one scale each, maximum / 127 of their dimensions;
//               the query is quantised in blocks of 32. Score: for each block of 32 dimensions, in order,
//               sum = fma(float(dot), query scale, sum), dot an exact integer; then sum * (key scale *
//               scale). In the weighted sums w = weight * value scale, rounded, stands for the weight: as an
//               integer q = nearest even(w * (32767 / max w)) of what a row sees of the chunk. sum(q * value)
//               is an exact integer; then * (max w / 32767)
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

inline constexpr std::size_t kAttentionChunk = 256;   // positions whose softmax is computed together
inline constexpr std::size_t kAttentionTileRows = 8;  // activation rows of one attention task
inline constexpr std::size_t kMaximumGroupHeads = 16; // query heads that share a key-value head
inline constexpr std::size_t kMaximumHeadDimension = 256;

// 32 activations as integers.
struct QuantisedBlock
{
    std::int8_t values[kBlockColumns];
    float scale;
    float scaledSum; // scale * sum of values
    // What weights stored as q + 128 add to a dot product, with its sign turned: -128 * sum of values.
    std::int32_t unsignedBias;
    std::int32_t firstBias; // the same of the first 16 values
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

// The attention of up to kAttentionTileRows rows to one chunk, for the query heads of one key-value head.
// Keys lie in blocks of 16 positions: [position / 16][dimension][position % 16], or, as bytes, [position /
// 16][dimension / 32] tiles of WeightLayout::Bytes whose rows are the positions. Values lie as
// [position][dimension]. partials[row * partialRowStride + head * partialHeadStride]: headDimension weighted
// sums, the maximum, the sum of weights. Rows that see none of the chunk leave theirs alone.
//
// Where rows are branches of a tree, what they see from position `inPlace` of the chunk on lies anywhere in
// the cache: at the slots that `tails` name, counted from `cache*`. It is computed as if it lay in its place.
//
// Element is float, std::uint16_t (halves) or std::int8_t; the last has scales and quantised queries.
template <class Element>
struct AttentionTask
{
    const float *queries = nullptr; // [row][head][dimension], rows queryStride apart; not for bytes
    std::size_t queryStride = 0;
    const QuantisedBlock *queryBlocks = nullptr; // [row][head][dimension / 32], for bytes
    std::size_t rows = 0;
    std::size_t heads = 0;
    std::size_t headDimension = 0; // a multiple of 32
    float scale = 1.0F;
    const Element *keys = nullptr;
    const Element *values = nullptr;
    const float *keyScales = nullptr; // by position, for bytes
    const float *valueScales = nullptr;
    std::ptrdiff_t visible[kAttentionTileRows] = {}; // positions of the chunk that each row sees
    std::size_t inPlace = kAttentionChunk;
    const std::uint32_t *tails[kAttentionTileRows] = {}; // slots of the positions from `inPlace` on
    const Element *cacheKeys = nullptr;                  // slot 0 of what keys, values and scales point into
    const Element *cacheValues = nullptr;
    const float *cacheKeyScales = nullptr;
    const float *cacheValueScales = nullptr;
    float *partials = nullptr;
    std::size_t partialRowStride = 0;
    std::size_t partialHeadStride = 0;
    // attentionScratchFloats(heads). Afterwards it begins with the weights by which values were summed: 256
    // floats for each head of each row that sees some of the chunk, as many of them good as it sees.
    float *scratch = nullptr;
};

constexpr std::size_t attentionScratchFloats(std::size_t heads)
{
    // Scores, the weights as words, then two blocks of 16 gathered keys or values.
    return kAttentionTileRows * heads * (kAttentionChunk + kAttentionChunk / 2) +
           2 * kGroupRows * kMaximumHeadDimension;
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
    // The same as bytes: `keyLane` points to its four bytes in the first word of its block's first tile. A
    // key or value with a number that is none gets a scale that is none.
    void (*storeBytes)(const float *key, const float *value, std::size_t length, std::int8_t *keyLane,
                       float *keyScale, std::int8_t *valueRow, float *valueScale);
    void (*attendBytes)(const AttentionTask<std::int8_t> &task);
    void (*attendHalf)(const AttentionTask<std::uint16_t> &task);
    void (*attendSingle)(const AttentionTask<float> &task);
    // Joins the partials of `chunks` chunks in order: with m = max(m1, m2), sums = fma(sums1, exp(m1 - m),
    // sums2 * exp(m2 - m)), and divides by the sum of weights at the end.
    void (*combine)(const float *partials, std::size_t partialStride, std::size_t chunks,
                    std::size_t headDimension, float *output);

    // Gives back what products leave in the calling thread's registers (the tiles of AMX), which makes it
    // slower to switch to and the core unable to sleep deeply. Each thread calls it when its pass is over.
    void (*release)();
};

enum class KernelChoice : std::uint8_t {
    Automatic,
    Scalar,
    Avx2,
    AvxVnni,
    Avx512Vnni,
    AmxInt8, // AVX-512 VNNI as well, for narrow products and all else
    NeonDotProduct
};

[[nodiscard]] bool kernelsAvailable(KernelChoice choice);
// The fastest table for Automatic; nullptr when this processor (or this build) lacks what the choice needs.
// The first call for AmxInt8 or Automatic asks the system for AMX, checks it and measures it for some
// milliseconds (amx_choice.h); call it before threads are started.
[[nodiscard]] const KernelTable *kernelTable(KernelChoice choice);

} // namespace gatewright::model
