// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/quantise.h"

#include "core/tensors/half.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace gatewright::tensors {

namespace {

constexpr std::size_t kBlock = 32;
using Block = std::span<const float, kBlock>;
using Levels = std::array<std::uint8_t, kBlock>;

class BlockWriter
{
public:
    explicit BlockWriter(std::vector<std::byte> &stored)
        : m_stored(stored)
    {
    }

    template <class T>
    void put(T value)
    {
        const auto bytes = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
        m_stored.insert(m_stored.end(), bytes.begin(), bytes.end());
    }

    // A scale; whether it is a number as a half.
    void putHalf(float value)
    {
        const std::uint16_t half = floatToHalf(value);
        m_fits = m_fits && std::isfinite(halfToFloat(half));
        put(half);
    }

    // Two levels a byte: the first half of the block in the low bits, the second in the high ones.
    void putNibbles(const Levels &levels)
    {
        for (std::size_t i = 0; i < kBlock / 2; ++i)
            put(static_cast<std::uint8_t>((levels[i] & 0xfU) | (levels[i + kBlock / 2] & 0xfU) << 4U));
    }

    // The fifth bits of all levels, then their nibbles.
    void putFiveBits(const Levels &levels)
    {
        std::uint32_t high = 0;
        for (std::size_t i = 0; i < kBlock; ++i)
            high |= static_cast<std::uint32_t>(levels[i] >> 4U) << i;
        put(high);
        putNibbles(levels);
    }

    [[nodiscard]] bool fits() const { return m_fits; }

private:
    std::vector<std::byte> &m_stored;
    bool m_fits = true;
};

float largestMagnitude(Block block)
{
    return *std::ranges::max_element(block, {}, [](float value) { return std::fabs(value); });
}

float inverse(float scale)
{
    return scale != 0.0F ? 1.0F / scale : 0.0F;
}

// The levels of a block with a scale and no minimum; `zero` is the level of 0.
Levels signedLevels(Block block, float factor, int zero)
{
    const float rounding = static_cast<float>(zero) + 0.5F;
    Levels levels{};
    for (std::size_t i = 0; i < kBlock; ++i)
        levels[i] = static_cast<std::uint8_t>(
            std::clamp(static_cast<int>(block[i] * factor + rounding), 0, 2 * zero - 1));
    return levels;
}

void writeSigned(Block block, int zero, BlockWriter &writer)
{
    const float scale = largestMagnitude(block) / static_cast<float>(-zero);
    writer.putHalf(scale);
    const Levels levels = signedLevels(block, inverse(scale), zero);
    zero == 8 ? writer.putNibbles(levels) : writer.putFiveBits(levels);
}

void writeAffine(Block block, int steps, BlockWriter &writer)
{
    const auto [least, greatest] = std::ranges::minmax(block);
    const float scale = (greatest - least) / static_cast<float>(steps);
    writer.putHalf(scale);
    writer.putHalf(least);
    const float factor = inverse(scale);
    Levels levels{};
    for (std::size_t i = 0; i < kBlock; ++i)
        levels[i] = static_cast<std::uint8_t>(
            std::clamp(static_cast<int>((block[i] - least) * factor + 0.5F), 0, steps));
    steps == 15 ? writer.putNibbles(levels) : writer.putFiveBits(levels);
}

void writeBytes(Block block, BlockWriter &writer)
{
    const float scale = std::fabs(largestMagnitude(block)) / 127.0F;
    writer.putHalf(scale);
    const float factor = inverse(scale);
    for (const float value : block)
        writer.put(static_cast<std::int8_t>(std::round(value * factor)));
}

// Rounds to nearest, ties to even.
std::uint16_t floatToBfloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U);
}

void writeBlock(TensorType type, Block block, BlockWriter &writer)
{
    switch (type) {
    case TensorType::Q4_0:
        return writeSigned(block, 8, writer);
    case TensorType::Q5_0:
        return writeSigned(block, 16, writer);
    case TensorType::Q4_1:
        return writeAffine(block, 15, writer);
    case TensorType::Q5_1:
        return writeAffine(block, 31, writer);
    default:
        return writeBytes(block, writer);
    }
}

void writePlain(TensorType type, std::span<const float> values, BlockWriter &writer)
{
    for (const float value : values) {
        if (type == TensorType::F32)
            writer.put(value);
        else if (type == TensorType::F16)
            writer.putHalf(value);
        else
            writer.put(floatToBfloat16(value));
    }
}

} // namespace

bool canQuantise(TensorType type)
{
    constexpr std::array kKnown{TensorType::F32,  TensorType::F16,  TensorType::BF16, TensorType::Q4_0,
                                TensorType::Q4_1, TensorType::Q5_0, TensorType::Q5_1, TensorType::Q8_0};
    return std::ranges::find(kKnown, type) != kKnown.end();
}

Result<void> quantise(TensorType type, std::span<const float> values, std::vector<std::byte> &stored)
{
    if (!canQuantise(type))
        return makeError(ErrorCode::Unsupported, QStringLiteral("Numbers cannot be stored in this type."),
                         traits(type).name);
    const TensorTypeTraits &form = traits(type);
    if (values.size() % form.elementsPerBlock != 0)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("These are no whole blocks of numbers."),
                         QString::number(values.size()));
    stored.reserve(stored.size() + values.size() / form.elementsPerBlock * form.bytesPerBlock);
    BlockWriter writer(stored);
    if (form.elementsPerBlock == 1)
        writePlain(type, values, writer);
    else
        for (; !values.empty(); values = values.subspan(kBlock))
            writeBlock(type, values.first<kBlock>(), writer);
    if (!writer.fits())
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("A number is too large for this type; take bf16 or f32."), form.name);
    return {};
}

} // namespace gatewright::tensors
