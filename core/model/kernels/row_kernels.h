// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

// What is done to single rows of activations, written once over a lane type. kernel_table.h states the
// arithmetic.
namespace gatewright::model {
namespace {

template <class Lanes>
struct RowKernels
{
    static constexpr float kSmallestMaximum = 1e-30F; // below it 127 / maximum would overflow
    static constexpr float kLargestMaximum = 3.0e38F;

    // Cephes' expf: x = n ln 2 + r, |r| <= ln 2 / 2; the error is below 2 units in the last place.
    static Lanes exponential(Lanes x)
    {
        const auto constant = [](float value) { return Lanes::broadcast(value); };
        x = Lanes::larger(Lanes::smaller(x, constant(88.0F)), constant(-87.3F));
        const Lanes shift = constant(12582912.0F); // 1.5 * 2^23 rounds to an integer
        const Lanes shifted = Lanes::multiplyAdd(x, constant(1.44269504F), shift);
        const Lanes n = Lanes::subtract(shifted, shift);
        Lanes r = Lanes::multiplyAdd(n, constant(-0.693359375F), x);
        r = Lanes::multiplyAdd(n, constant(2.12194440e-4F), r);
        Lanes y = constant(1.9875691500e-4F);
        y = Lanes::multiplyAdd(y, r, constant(1.3981999507e-3F));
        y = Lanes::multiplyAdd(y, r, constant(8.3334519073e-3F));
        y = Lanes::multiplyAdd(y, r, constant(4.1665795894e-2F));
        y = Lanes::multiplyAdd(y, r, constant(1.6666665459e-1F));
        y = Lanes::multiplyAdd(y, r, constant(5.0000001201e-1F));
        y = Lanes::add(Lanes::multiplyAdd(y, Lanes::multiply(r, r), r), constant(1.0F));
        return Lanes::scaleByPower(y, shifted);
    }

    static void normalise(const float *x, const float *weight, std::size_t length, float epsilon,
                          float *output)
    {
        Lanes squares = Lanes::zero();
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes part = Lanes::load(x + i);
            squares = Lanes::multiplyAdd(part, part, squares);
        }
        const float mean = Lanes::sum(squares) / static_cast<float>(length);
        const Lanes factor = Lanes::broadcast(1.0F / Lanes::squareRoot(mean + epsilon));
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes scaled = Lanes::multiply(Lanes::load(x + i), factor);
            Lanes::store(Lanes::multiply(scaled, Lanes::load(weight + i)), output + i);
        }
    }

    static void quantiseBlock(Lanes first, Lanes second, QuantisedBlock &block)
    {
        const float maximum = Lanes::largest(Lanes::larger(Lanes::absolute(first), Lanes::absolute(second)));
        // The maximum passes over not-a-number in some lanes; nought times a number that is none is no
        // nought.
        const bool finite = Lanes::sum(Lanes::multiply(Lanes::add(first, second), Lanes::zero())) == 0.0F;
        const bool usable = finite && maximum > kSmallestMaximum && maximum < kLargestMaximum;
        const Lanes inverse = Lanes::broadcast(usable ? 127.0F / maximum : 0.0F);
        if (!usable)
            first = second = Lanes::zero();
        std::int32_t total = 0;
        Lanes::storeRounded(Lanes::multiply(first, inverse), block.values, total);
        block.firstBias = -128 * total;
        Lanes::storeRounded(Lanes::multiply(second, inverse), block.values + kGroupRows, total);
        block.scale = usable ? maximum / 127.0F : 0.0F;
        block.scaledSum = block.scale * static_cast<float>(total);
        block.unsignedBias = -128 * total;
    }

    static void quantise(const float *x, std::size_t length, QuantisedBlock *output)
    {
        for (std::size_t b = 0; b < length / kBlockColumns; ++b) {
            const float *values = x + b * kBlockColumns;
            quantiseBlock(Lanes::load(values), Lanes::load(values + kGroupRows), output[b]);
        }
    }

    static void gate(float *gate, const float *up, std::size_t length)
    {
        const Lanes one = Lanes::broadcast(1.0F);
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes x = Lanes::load(gate + i);
            const Lanes sigmoid = Lanes::add(one, exponential(Lanes::subtract(Lanes::zero(), x)));
            Lanes::store(Lanes::multiply(Lanes::divide(x, sigmoid), Lanes::load(up + i)), gate + i);
        }
    }

    static void rotate(float *head, const float *cosines, const float *sines, std::size_t half)
    {
        for (std::size_t i = 0; i < half; i += kGroupRows) {
            const Lanes a = Lanes::load(head + i);
            const Lanes b = Lanes::load(head + half + i);
            const Lanes cosine = Lanes::load(cosines + i);
            const Lanes sine = Lanes::load(sines + i);
            const Lanes minusB = Lanes::subtract(Lanes::zero(), b);
            Lanes::store(Lanes::multiplyAdd(a, cosine, Lanes::multiply(minusB, sine)), head + i);
            Lanes::store(Lanes::multiplyAdd(b, cosine, Lanes::multiply(a, sine)), head + half + i);
        }
    }

    static void layerNormalise(const float *x, const float *weight, const float *bias, std::size_t length,
                               float epsilon, float *output)
    {
        const auto count = static_cast<float>(length);
        Lanes total = Lanes::zero();
        for (std::size_t i = 0; i < length; i += kGroupRows)
            total = Lanes::add(total, Lanes::load(x + i));
        const Lanes mean = Lanes::broadcast(Lanes::sum(total) / count);
        Lanes squares = Lanes::zero();
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes centred = Lanes::subtract(Lanes::load(x + i), mean);
            squares = Lanes::multiplyAdd(centred, centred, squares);
        }
        const float variance = Lanes::sum(squares) / count;
        const Lanes factor = Lanes::broadcast(1.0F / Lanes::squareRoot(variance + epsilon));
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes scaled = Lanes::multiply(Lanes::subtract(Lanes::load(x + i), mean), factor);
            Lanes::store(Lanes::multiplyAdd(scaled, Lanes::load(weight + i), Lanes::load(bias + i)),
                         output + i);
        }
    }

    // x / 2 * (1 + tanh(u)) = x / (1 + exp(-2 u)) with u = sqrt(2 / pi) (x + 0.044715 x^3)
    static void gelu(float *x, std::size_t length)
    {
        const Lanes one = Lanes::broadcast(1.0F);
        const Lanes cubic = Lanes::broadcast(0.0356774081F);
        const Lanes linear = Lanes::broadcast(0.7978845608F);
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes value = Lanes::load(x + i);
            const Lanes u =
                Lanes::multiply(value, Lanes::multiplyAdd(Lanes::multiply(value, value), cubic, linear));
            const Lanes power = exponential(Lanes::subtract(Lanes::zero(), Lanes::add(u, u)));
            Lanes::store(Lanes::divide(value, Lanes::add(one, power)), x + i);
        }
    }

    static void add(float *x, const float *y, std::size_t length)
    {
        for (std::size_t i = 0; i < length; i += kGroupRows)
            Lanes::store(Lanes::add(Lanes::load(x + i), Lanes::load(y + i)), x + i);
    }

    static void storeHalf(const float *key, const float *value, std::size_t length, std::uint16_t *keyLane,
                          std::uint16_t *valueRow)
    {
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            Lanes::store(Lanes::load(value + i), valueRow + i);
            std::uint16_t halves[kGroupRows];
            Lanes::store(Lanes::load(key + i), halves);
            for (std::size_t l = 0; l < kGroupRows; ++l)
                keyLane[(i + l) * kGroupRows] = halves[l];
        }
    }

    // Integers with one scale, which is returned.
    static float toBytes(const float *x, std::size_t length, std::int8_t *bytes)
    {
        Lanes largest = Lanes::zero();
        Lanes noNumber = Lanes::zero(); // stays nought, but for a number that is none
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes part = Lanes::load(x + i);
            largest = Lanes::larger(largest, Lanes::absolute(part));
            noNumber = Lanes::multiplyAdd(part, Lanes::zero(), noNumber);
        }
        const float maximum = Lanes::largest(largest);
        const float check = Lanes::sum(noNumber);
        const bool usable = check == 0.0F && maximum > kSmallestMaximum && maximum < kLargestMaximum;
        const Lanes inverse = Lanes::broadcast(usable ? 127.0F / maximum : 0.0F);
        std::int32_t total = 0;
        for (std::size_t i = 0; i < length; i += kGroupRows) {
            const Lanes part = usable ? Lanes::load(x + i) : Lanes::zero();
            Lanes::storeRounded(Lanes::multiply(part, inverse), bytes + i, total);
        }
        return usable ? maximum / 127.0F : check;
    }

    static void storeBytes(const float *key, const float *value, std::size_t length, std::int8_t *keyLane,
                           float *keyScale, std::int8_t *valueRow, float *valueScale)
    {
        *valueScale = toBytes(value, length, valueRow);
        std::int8_t bytes[kMaximumHeadDimension];
        *keyScale = toBytes(key, length, bytes);
        constexpr std::size_t kWord = 4;
        constexpr std::size_t kLine = kGroupRows * kWord;
        for (std::size_t word = 0; word * kWord < length; ++word)
            for (std::size_t k = 0; k < kWord; ++k)
                keyLane[word * kLine + k] = static_cast<std::int8_t>(bytes[word * kWord + k] ^ -128);
    }
};

} // namespace
} // namespace gatewright::model
