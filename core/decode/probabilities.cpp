// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: see CMakeLists.txt.
#include "core/decode/probabilities.h"

#include "core/base/vector_widths.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace gatewright::decode {

namespace {

constexpr std::size_t kLanes = 16; // independent sums, so that the compiler can use vectors of any width

// e^x = 2^n e^r with |r| <= ln 2 / 2; ln 2 in two parts (Cody and Waite), e^r by its Taylor polynomial of
// degree 7.
[[gnu::always_inline]] inline float exponentialInline(float x)
{
    constexpr float kLog2e = 1.44269504F;
    constexpr float kLn2High = 0.693359375F;
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
    const float clamped = x < -80.0F ? -80.0F : x;
    const float shifted = clamped * kLog2e + kRound;
    const float n = shifted - kRound;
    const float r = (clamped - n * kLn2High) - n * kLn2Low;
    float polynomial = 1.0F / 5040.0F;
    polynomial = polynomial * r + 1.0F / 720.0F;
    polynomial = polynomial * r + 1.0F / 120.0F;
    polynomial = polynomial * r + 1.0F / 24.0F;
    polynomial = polynomial * r + 1.0F / 6.0F;
    polynomial = polynomial * r + 0.5F;
    polynomial = polynomial * r + 1.0F;
    polynomial = polynomial * r + 1.0F;
    const auto exponent =
        (std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(kRound) + 127U) << 23;
    const float value = polynomial * std::bit_cast<float>(exponent);
    return x < -80.0F ? 0.0F : value;
}

} // namespace

float exponential(float x)
{
    return exponentialInline(x);
}

GW_EACH_VECTOR_WIDTH void exponentials(std::span<float> values)
{
    for (float &value : values)
        value = exponentialInline(value);
}

GW_EACH_VECTOR_WIDTH float largest(std::span<const float> values)
{
    std::array<float, kLanes> lanes;
    lanes.fill(-std::numeric_limits<float>::infinity());
    std::size_t i = 0;
    for (; i + kLanes <= values.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane] = values[i + lane] > lanes[lane] ? values[i + lane] : lanes[lane];
    }
    for (; i < values.size(); ++i)
        lanes[0] = values[i] > lanes[0] ? values[i] : lanes[0];
    float result = lanes[0];
    for (const float lane : lanes)
        result = lane > result ? lane : result;
    return result;
}

GW_EACH_VECTOR_WIDTH double logSumExp(std::span<const float> values, float largestValue)
{
    std::array<double, kLanes> lanes{};
    std::size_t i = 0;
    for (; i + kLanes <= values.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane] += static_cast<double>(exponentialInline(values[i + lane] - largestValue));
    }
    for (; i < values.size(); ++i)
        lanes[0] += static_cast<double>(exponentialInline(values[i] - largestValue));
    double sum = 0;
    for (const double lane : lanes)
        sum += lane;
    return static_cast<double>(largestValue) + std::log(sum);
}

Result<double> logNormaliser(std::span<const float> logits)
{
    const double sum = logSumExp(logits, largest(logits));
    if (!std::isfinite(sum))
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The model computes no usable numbers; its file may be damaged, fetch it again."));
    return sum;
}

} // namespace gatewright::decode
