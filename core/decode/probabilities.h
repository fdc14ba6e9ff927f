// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <span>

namespace gatewright::decode {

// Arithmetic over whole vocabularies. No call into the C library's exp, whose last bit differs from one
// version to the next: the same input gives the same bits on every machine.

// e^x for x <= 0, within 2e-7 relative; 0 below -80.
[[nodiscard]] float exponential(float x);
// The same for each of the values, in place.
void exponentials(std::span<float> values);

// The largest value; -infinity for none. Not-a-number is passed over.
[[nodiscard]] float largest(std::span<const float> values);

// log sum e^v over the values, given the largest of them; not-a-number or infinite when a value is
// not-a-number or plus infinity. Summed in double, in a fixed order.
[[nodiscard]] double logSumExp(std::span<const float> values, float largestValue);

// What to take from logits to get the logarithms of their probabilities. Corrupt when they hold no usable
// numbers.
[[nodiscard]] Result<double> logNormaliser(std::span<const float> logits);

} // namespace gatewright::decode
