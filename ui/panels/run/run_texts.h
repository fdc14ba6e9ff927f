// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/simulation.h"
#include "ui/theme/tier_badge.h"

#include <QString>

namespace gatewright {

// How a run ended, as shape and word.
struct OutcomeText
{
    TierBadge badge = TierBadge::None;
    QString word;
};

[[nodiscard]] OutcomeText outcomeText(SimulationOutcome outcome);

// "45 ms", "0.82 s", "1 min 12 s", in the user's locale.
[[nodiscard]] QString durationText(double milliseconds);
// "built in 0.60 s · ran in 0.22 s"; what did not happen is left out.
[[nodiscard]] QString timesText(const SimulationReport &report);

} // namespace gatewright
