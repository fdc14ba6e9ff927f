// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: see CMakeLists.txt.
#include "core/tensors/dequantise.h"

#include "core/tensors/half.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace gatewright::tensors {

static_assert(std::endian::native == std::endian::little, "GGUF is little-endian and is read in place");

namespace {

using BlockDecoder = void (*)(const std::uint8_t *block, float *values);

template <class T>
T load(const std::uint8_t *bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

float loadHalf(const std::uint8_t *bytes)
{
    return halfToFloat(load<std::uint16_t>(bytes));
}

void decodeF32(const std::uint8_t *block, float *values)
{
    *values = load<float>(block);
}

void decodeF16(const std::uint8_t *block, float *values)
{
    *values = loadHalf(block);
}

void decodeBf16(const std::uint8_t *block, float *values)
{
    *values = bfloat16ToFloat(load<std::uint16_t>(block));
}

// Blocks of 32: the low nibbles are elements 0 to 15, the high ones 16 to 31.
constexpr int kHalfBlock = 16;

// d (half), 16 bytes of nibbles: (q - 8) d
void decodeQ4_0(const std::uint8_t *block, float *values)
{
    const float scale = loadHalf(block);
    for (int j = 0; j < kHalfBlock; ++j) {
        const int byte = block[2 + j];
        values[j] = static_cast<float>((byte & 15) - 8) * scale;
        values[j + kHalfBlock] = static_cast<float>((byte >> 4) - 8) * scale;
    }
}

// d, m (halves), 16 bytes of nibbles: q d + m
void decodeQ4_1(const std::uint8_t *block, float *values)
{
    const float scale = loadHalf(block);
    const float minimum = loadHalf(block + 2);
    for (int j = 0; j < kHalfBlock; ++j) {
        const int byte = block[4 + j];
        values[j] = static_cast<float>(byte & 15) * scale + minimum;
        values[j + kHalfBlock] = static_cast<float>(byte >> 4) * scale + minimum;
    }
}

// The fifth bits of all 32 elements stand together in one word.
int fifthBit(std::uint32_t highBits, int element)
{
    return static_cast<int>((highBits >> element) & 1U) << 4;
}

// d (half), 32 high bits, 16 bytes of nibbles: (q - 16) d
void decodeQ5_0(const std::uint8_t *block, float *values)
{
    const float scale = loadHalf(block);
    const auto highBits = load<std::uint32_t>(block + 2);
    for (int j = 0; j < kHalfBlock; ++j) {
        const int byte = block[6 + j];
        values[j] = static_cast<float>(((byte & 15) | fifthBit(highBits, j)) - 16) * scale;
        values[j + kHalfBlock] =
            static_cast<float>(((byte >> 4) | fifthBit(highBits, j + kHalfBlock)) - 16) * scale;
    }
}

// d, m (halves), 32 high bits, 16 bytes of nibbles: q d + m
void decodeQ5_1(const std::uint8_t *block, float *values)
{
    const float scale = loadHalf(block);
    const float minimum = loadHalf(block + 2);
    const auto highBits = load<std::uint32_t>(block + 4);
    for (int j = 0; j < kHalfBlock; ++j) {
        const int byte = block[8 + j];
        values[j] = static_cast<float>((byte & 15) | fifthBit(highBits, j)) * scale + minimum;
        values[j + kHalfBlock] =
            static_cast<float>((byte >> 4) | fifthBit(highBits, j + kHalfBlock)) * scale + minimum;
    }
}

// d (half), 32 signed bytes: q d
void decodeQ8_0(const std::uint8_t *block, float *values)
{
    const float scale = loadHalf(block);
    for (int j = 0; j < 2 * kHalfBlock; ++j)
        values[j] = static_cast<float>(static_cast<std::int8_t>(block[2 + j])) * scale;
}

// d, dmin (halves), 12 bytes of scales; then d sc q - dmin mn in groups of 32, whose quants the caller finds.
template <class Quant>
void decodeTwoLevels(const std::uint8_t *block, Quant quant, float *values)
{
    const float scaleOfScales = loadHalf(block);
    const float scaleOfMinima = loadHalf(block + 2);
    for (int group = 0; group < 8; ++group) {
        const ScaleAndMinimum packed = unpackScales(block + 4, group);
        const float scale = scaleOfScales * static_cast<float>(packed.scale);
        const float minimum = scaleOfMinima * static_cast<float>(packed.minimum);
        for (int l = 0; l < 32; ++l)
            *values++ = scale * static_cast<float>(quant(group, l)) - minimum;
    }
}

// 32 bytes of nibbles are the low halves of one group and the high ones of the next.
int nibbleOfGroup(const std::uint8_t *nibbles, int group, int element)
{
    return nibbles[group / 2 * 32 + element] >> group % 2 * 4 & 15;
}

// two levels, 128 bytes of nibbles
void decodeQ4_K(const std::uint8_t *block, float *values)
{
    const auto quant = [block](int group, int l) { return nibbleOfGroup(block + 16, group, l); };
    decodeTwoLevels(block, quant, values);
}

// two levels, 32 bytes of fifth bits (bit g of byte l is of element l of group g), 128 bytes of nibbles
void decodeQ5_K(const std::uint8_t *block, float *values)
{
    const auto quant = [block](int group, int l) {
        return nibbleOfGroup(block + 48, group, l) | (block[16 + l] >> group & 1) << 4;
    };
    decodeTwoLevels(block, quant, values);
}

// 128 bytes of low nibbles, 64 bytes of high bit pairs, 16 signed scales, d (half): d sc (q - 32)
void decodeQ6_K(const std::uint8_t *block, float *values)
{
    const float scale = loadHalf(block + 208);
    const std::uint8_t *low = block;
    const std::uint8_t *high = block + 128;
    const std::uint8_t *scales = block + 192;
    for (int half = 0; half < 2; ++half) {
        for (int l = 0; l < 32; ++l) {
            const int quants[4] = {
                (low[l] & 15) | ((high[l] & 3) << 4),
                (low[l + 32] & 15) | (((high[l] >> 2) & 3) << 4),
                (low[l] >> 4) | (((high[l] >> 4) & 3) << 4),
                (low[l + 32] >> 4) | ((high[l] >> 6) << 4),
            };
            for (int quarter = 0; quarter < 4; ++quarter) {
                const auto groupScale = static_cast<std::int8_t>(scales[l / 16 + 2 * quarter]);
                values[l + 32 * quarter] =
                    scale * static_cast<float>(groupScale) * static_cast<float>(quants[quarter] - 32);
            }
        }
        values += 128;
        low += 64;
        high += 32;
        scales += 8;
    }
}

BlockDecoder decoderFor(TensorType type)
{
    switch (type) {
    case TensorType::F32:
        return decodeF32;
    case TensorType::F16:
        return decodeF16;
    case TensorType::BF16:
        return decodeBf16;
    case TensorType::Q4_0:
        return decodeQ4_0;
    case TensorType::Q4_1:
        return decodeQ4_1;
    case TensorType::Q5_0:
        return decodeQ5_0;
    case TensorType::Q5_1:
        return decodeQ5_1;
    case TensorType::Q8_0:
        return decodeQ8_0;
    case TensorType::Q4_K:
        return decodeQ4_K;
    case TensorType::Q5_K:
        return decodeQ5_K;
    case TensorType::Q6_K:
        return decodeQ6_K;
    default:
        return nullptr;
    }
}

} // namespace

bool canDequantise(TensorType type)
{
    return decoderFor(type) != nullptr;
}

ScaleAndMinimum unpackScales(const std::uint8_t *packed, int group)
{
    if (group < 4)
        return {packed[group] & 63, packed[group + 4] & 63};
    return {(packed[group + 4] & 15) | ((packed[group - 4] >> 6) << 4),
            (packed[group + 4] >> 4) | ((packed[group] >> 6) << 4)};
}

Result<void> dequantise(TensorType type, std::span<const std::byte> stored, std::span<float> values)
{
    const TensorTypeTraits &layout = traits(type);
    const BlockDecoder decode = decoderFor(type);
    if (!decode)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("Weights of type %1 cannot be computed with by this version; convert the model to "
                           "Q4_1, Q8_0 or F16.")
                .arg(layout.name));
    const std::size_t blocks = stored.size() / layout.bytesPerBlock;
    if (stored.size() % layout.bytesPerBlock != 0 || values.size() != blocks * layout.elementsPerBlock)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The number of stored bytes does not fit the number of values."),
                         QStringLiteral("%1 bytes of %2 for %3 values")
                             .arg(stored.size())
                             .arg(layout.name)
                             .arg(values.size()));
    const auto *block = reinterpret_cast<const std::uint8_t *>(stored.data());
    float *out = values.data();
    for (std::size_t i = 0; i < blocks; ++i, block += layout.bytesPerBlock, out += layout.elementsPerBlock)
        decode(block, out);
    return {};
}

} // namespace gatewright::tensors
