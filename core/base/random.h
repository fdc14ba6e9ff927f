// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gatewright {

// Randomness is injected and seeded: the same seed gives the same completion on every machine. xoshiro256**
// (Blackman and Vigna, 2018), seeded through SplitMix64. A value type for one thread at a time; not for keys.
class RandomSource
{
public:
    explicit RandomSource(std::uint64_t seed);

    [[nodiscard]] std::uint64_t next();
    // Uniform in [0, 1) with 53 bits.
    [[nodiscard]] double uniform();
    // Uniform in [0, bound); bound > 0. Without modulo bias.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);

private:
    std::uint64_t m_state[4];
};

// A seed from the operating system, for when nobody gave one.
[[nodiscard]] std::uint64_t systemSeed();

} // namespace gatewright
