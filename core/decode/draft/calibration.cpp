// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/calibration.h"

#include <algorithm>

namespace gatewright::decode {

namespace {

constexpr double kBelieved = 10.0; // drafts that are taken to have been predicted rightly, at first
constexpr double kFades = 0.995;   // a pass: two hundred count

} // namespace

Calibration::Calibration()
{
    m_sums.fill({kBelieved, kBelieved});
}

double Calibration::corrected(double product, std::size_t depth) const
{
    const Sums &sums = m_sums[bucket(depth)];
    return std::min(1.0, product * std::clamp(sums.stood / sums.predicted, 0.5, 2.0));
}

void Calibration::seen(std::size_t depth, double predicted, double stood)
{
    Sums &sums = m_sums[bucket(depth)];
    sums.predicted += predicted;
    sums.stood += stood;
}

// Towards nothing to correct, so that a depth that is hardly ever reached does not keep an accident.
void Calibration::fade()
{
    for (Sums &sums : m_sums) {
        sums.predicted += (1.0 - kFades) * (kBelieved - sums.predicted);
        sums.stood += (1.0 - kFades) * (kBelieved - sums.stood);
    }
}

} // namespace gatewright::decode
