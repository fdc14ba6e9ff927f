// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/learn/head_figures.h"

#include <QString>

#include <optional>

namespace gatewright::learn {

struct GateRules
{
    // By how much the first candidate must be right more often (drafting, measured: less is noise).
    double leastRise = 0.005;
    // Below this a head adds less to the tree than it costs.
    double leastRight = 0.25;
    // Held-out positions below which figures say nothing.
    std::size_t leastPositions = 50;
};

struct GateDecision
{
    bool keeps = false;
    QString reason; // one sentence for people
};

// Whether new weights may serve. `before` is nothing when no head served. Both were measured on the same
// positions.
[[nodiscard]] GateDecision decideGate(const std::optional<HeadFigures> &before, const HeadFigures &after,
                                      const GateRules &rules = {});

} // namespace gatewright::learn
