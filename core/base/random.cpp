// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"

#include <QRandomGenerator>

#include <bit>

namespace gatewright {

RandomSource::RandomSource(std::uint64_t seed)
{
    for (auto &word : m_state) {
        seed += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        word = mixed ^ (mixed >> 31);
    }
}

std::uint64_t RandomSource::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double RandomSource::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t RandomSource::below(std::uint64_t bound)
{
    // Values under 2^64 mod bound would favour small results; draw again on those.
    const std::uint64_t threshold = (0 - bound) % bound;
    for (;;) {
        const std::uint64_t value = next();
        if (value >= threshold)
            return value % bound;
    }
}

std::uint64_t systemSeed()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace gatewright
