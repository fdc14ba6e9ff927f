// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace gatewright::decode {

// Products of probabilities along a path say too little, because what stands at one depth makes the next
// likelier: so each depth has a factor, the drafts that stood of late by those that were predicted. A product
// times its factor is right on average, whatever the mixer makes of it.
class Calibration
{
public:
    Calibration();

    [[nodiscard]] double corrected(double product, std::size_t depth) const;
    // One tree: what the products of its nodes at a depth came to, and how many of them stood.
    void seen(std::size_t depth, double predicted, double stood);
    // Once a pass: the past fades.
    void fade();

private:
    static constexpr std::size_t kDepths = 8; // the last stands for all beyond

    [[nodiscard]] static std::size_t bucket(std::size_t depth)
    {
        return depth < kDepths ? depth : kDepths - 1;
    }

    struct Sums
    {
        double predicted = 0.0;
        double stood = 0.0;
    };
    std::array<Sums, kDepths> m_sums;
};

} // namespace gatewright::decode
