// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/drafter.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::decode {

// One probability from the evidence of all drafters: P = sigmoid(sum of the weights of the evidence that
// there is), learned from what the model chose. Taking the largest probability instead makes a tree worse by
// each drafter that joins it, because a sure drafter that proposes something else counts for nothing there.
//
// Starts from given weights (shipped ones) and is drawn back to them, so that rare evidence is not learned by
// heart. For one thread at a time.
class Mixer
{
public:
    using Evidence = std::span<const std::uint32_t>; // ids of weights

    explicit Mixer(std::size_t evidences)
        : m_weights(evidences, 0.0F)
        , m_start(evidences, 0.0F)
    {
    }

    [[nodiscard]] double probability(Evidence evidence) const;
    // One step of gradient descent on the logistic loss. `probability` is what probability() gave.
    void learn(Evidence evidence, double probability, bool isRight);
    void setRate(double rate, double drawnBack)
    {
        m_rate = rate;
        m_drawnBack = drawnBack;
    }

    [[nodiscard]] std::span<const float> weights() const { return m_weights; }
    // As many as there are. What is not finite counts as nothing.
    void startFrom(std::span<const float> weights);
    void goOnFrom(std::span<const float> weights);

private:
    std::vector<float> m_weights;
    std::vector<float> m_start;
    double m_rate = 0.02;
    double m_drawnBack = 0.002;
};

} // namespace gatewright::decode
