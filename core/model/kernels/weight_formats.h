// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

// What a kernel reads of one block of 32 columns, for each layout of integer weights (weight_layout.h):
//   kHasMinimum  whether weights have one beside their scale
//   tile         where the block's quants lie
//   dots         dots[i] = integer dot products of 16 rows with x[i * stride]
//   scale        d of 16 rows, and minimum m
//   expand       the weights as floats, each step rounded as in the file's own definition
// The dots of eight rows must stay in registers: as calls of their own they made prefill a third slower.
namespace gatewright::model {
namespace {

template <class Lanes>
Lanes loadHalves(const std::uint8_t *bytes)
{
    return Lanes::load(reinterpret_cast<const std::uint16_t *>(bytes));
}
template <class Lanes>
Lanes loadFactors(const std::uint8_t *bytes)
{
    return Lanes::load(reinterpret_cast<const std::int8_t *>(bytes));
}

// Quants of a layout without a minimum are centred: they stand around nought.
template <std::size_t Bits, bool Centred, class Lanes, int Rows>
[[gnu::always_inline]] inline void dotQuants(const std::uint8_t *tile, const QuantisedBlock *x,
                                             std::size_t stride, Lanes (&sums)[Rows])
{
    if constexpr (Bits == 4)
        Lanes::dotNibbles(tile, Centred, x, stride, sums);
    else if constexpr (Bits == 5)
        Lanes::dotFiveBits(tile, Centred, x, stride, sums);
    else
        Lanes::dotBytes(tile, x, stride, sums);
}

template <class Lanes, std::size_t Bits>
struct AffineWeights : AffineLayout<Bits>
{
    using Layout = AffineLayout<Bits>;
    static constexpr std::size_t kBits = Bits;
    static constexpr bool kHasMinimum = true;

    template <int Rows>
    [[gnu::always_inline]] static void dots(const std::uint8_t *group, std::size_t block,
                                            const QuantisedBlock *x, std::size_t stride, Lanes (&sums)[Rows])
    {
        dotQuants<Bits, false>(group + Layout::tile(block), x, stride, sums);
    }
    [[gnu::always_inline]] static Lanes scale(const std::uint8_t *group, std::size_t block)
    {
        return loadHalves<Lanes>(group + Layout::scale(block));
    }
    [[gnu::always_inline]] static Lanes minimum(const std::uint8_t *group, std::size_t block)
    {
        return loadHalves<Lanes>(group + Layout::minimum(block));
    }
};

template <class Lanes, std::size_t Bits>
struct ScaledWeights : ScaledLayout<Bits>
{
    using Layout = ScaledLayout<Bits>;
    static constexpr std::size_t kBits = Bits;
    static constexpr bool kHasMinimum = false;

    template <int Rows>
    [[gnu::always_inline]] static void dots(const std::uint8_t *group, std::size_t block,
                                            const QuantisedBlock *x, std::size_t stride, Lanes (&sums)[Rows])
    {
        dotQuants<Bits, true>(group + Layout::tile(block), x, stride, sums);
    }
    [[gnu::always_inline]] static Lanes scale(const std::uint8_t *group, std::size_t block)
    {
        return loadHalves<Lanes>(group + Layout::scale(block));
    }
};

template <class Lanes, std::size_t Bits>
struct TwoLevelWeights : TwoLevelLayout<Bits>
{
    using Layout = TwoLevelLayout<Bits>;
    static constexpr std::size_t kBits = Bits;
    static constexpr bool kHasMinimum = true;

    template <int Rows>
    [[gnu::always_inline]] static void dots(const std::uint8_t *group, std::size_t block,
                                            const QuantisedBlock *x, std::size_t stride, Lanes (&sums)[Rows])
    {
        dotQuants<Bits, false>(group + Layout::tile(block), x, stride, sums);
    }
    [[gnu::always_inline]] static Lanes scale(const std::uint8_t *group, std::size_t block)
    {
        return Lanes::multiply(loadHalves<Lanes>(group + Layout::scale(block)),
                               loadFactors<Lanes>(group + Layout::factors(block)));
    }
    [[gnu::always_inline]] static Lanes minimum(const std::uint8_t *group, std::size_t block)
    {
        return Lanes::multiply(loadHalves<Lanes>(group + Layout::minimum(block)),
                               loadFactors<Lanes>(group + Layout::factors(block) + kGroupRows));
    }
};

// The factors of both halves of a block are part of its dot product.
template <class Lanes>
struct SixBitWeights : TwoLevelLayout<6>
{
    using Layout = TwoLevelLayout<6>;
    static constexpr std::size_t kBits = 6;
    static constexpr bool kHasMinimum = false;

    template <int Rows>
    [[gnu::always_inline]] static void dots(const std::uint8_t *group, std::size_t block,
                                            const QuantisedBlock *x, std::size_t stride, Lanes (&sums)[Rows])
    {
        const auto *factors = reinterpret_cast<const std::int8_t *>(group + Layout::factors(block));
        Lanes::dotSixBits(group + Layout::tile(block), factors, x, stride, sums);
    }
    [[gnu::always_inline]] static Lanes scale(const std::uint8_t *group, std::size_t block)
    {
        return loadHalves<Lanes>(group + Layout::scale(block));
    }
};

// Calls use(Format()) with what reads `layout`; plain weights, which have matmulFloat alone, do nothing.
template <class Lanes, class Use>
[[gnu::always_inline]] inline void withFormat(WeightLayout layout, Use use)
{
    switch (layout) {
    case WeightLayout::Nibbles:
        return use(AffineWeights<Lanes, 4>());
    case WeightLayout::CentredNibbles:
        return use(ScaledWeights<Lanes, 4>());
    case WeightLayout::FiveBits:
        return use(AffineWeights<Lanes, 5>());
    case WeightLayout::CentredFiveBits:
        return use(ScaledWeights<Lanes, 5>());
    case WeightLayout::Bytes:
        return use(ScaledWeights<Lanes, 8>());
    case WeightLayout::TwoLevelNibbles:
        return use(TwoLevelWeights<Lanes, 4>());
    case WeightLayout::TwoLevelFiveBits:
        return use(TwoLevelWeights<Lanes, 5>());
    case WeightLayout::TwoLevelSixBits:
        return use(SixBitWeights<Lanes>());
    case WeightLayout::Half:
    case WeightLayout::BrainHalf:
    case WeightLayout::Single:
        return;
    }
}

// Column `column` of a tile as the integers that the layout stands for: around nought without a minimum.
template <class Lanes, class Format>
Lanes quantColumn(const std::uint8_t *tile, std::size_t column)
{
    Lanes quants;
    if constexpr (Format::kBits == 8)
        return Lanes::byteColumn(tile, column);
    else if constexpr (Format::kBits == 6)
        quants = Lanes::sixBitColumn(tile, column);
    else if constexpr (Format::kBits == 5)
        quants = Lanes::fiveBitColumn(tile, column);
    else
        quants = Lanes::nibbleColumn(tile, column);
    if constexpr (!Format::kHasMinimum)
        quants = Lanes::subtract(quants, Lanes::broadcast(static_cast<float>(1 << (Format::kBits - 1))));
    return quants;
}

template <class Lanes, class Format>
void expandQuants(const std::uint8_t *group, std::size_t block, Lanes (&weights)[kBlockColumns])
{
    const std::uint8_t *tile = group + Format::tile(block);
    Lanes scale = Format::scale(group, block);
    for (std::size_t k = 0; k < kBlockColumns; ++k) {
        if constexpr (Format::kBits == 6) {
            if (k % kGroupRows == 0)
                scale = Lanes::multiply(Format::scale(group, block),
                                        loadFactors<Lanes>(group + Format::factors(block) + k));
        }
        weights[k] = Lanes::multiply(quantColumn<Lanes, Format>(tile, k), scale);
        if constexpr (Format::kHasMinimum)
            weights[k] = Lanes::add(weights[k], Format::minimum(group, block));
    }
}

} // namespace
} // namespace gatewright::model
