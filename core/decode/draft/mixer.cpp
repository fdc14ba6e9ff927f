// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/mixer.h"

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

namespace {

constexpr float kMostWeight = 20.0F; // beyond it a probability is no other number any more

} // namespace

double Mixer::probability(Evidence evidence) const
{
    double sum = 0.0;
    for (const std::uint32_t id : evidence)
        sum += static_cast<double>(m_weights[id]);
    return 1.0 / (1.0 + std::exp(-sum));
}

void Mixer::learn(Evidence evidence, double probability, bool isRight)
{
    const double slope = (probability - (isRight ? 1.0 : 0.0));
    for (const std::uint32_t id : evidence) {
        const auto weight = static_cast<double>(m_weights[id]);
        const double back = m_drawnBack * (weight - static_cast<double>(m_start[id]));
        m_weights[id] = static_cast<float>(weight - m_rate * (slope + back));
    }
}

void Mixer::startFrom(std::span<const float> weights)
{
    goOnFrom(weights);
    m_start = m_weights;
}

void Mixer::goOnFrom(std::span<const float> weights)
{
    for (std::size_t i = 0; i < std::min(weights.size(), m_weights.size()); ++i)
        m_weights[i] = std::isfinite(weights[i]) ? std::clamp(weights[i], -kMostWeight, kMostWeight) : 0.0F;
}

} // namespace gatewright::decode
