// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

#include <array>
#include <cstddef>

namespace gatewright::learn {

// What a head is worth on positions that it did not learn from. "Right" is the model's own choice there: what
// greedy verification accepts.
struct HeadFigures
{
    static constexpr std::size_t kDepths = 4;

    std::size_t positions = 0;
    std::array<double, kDepths>
        right{};                  // of the first candidate at depth 1 ... when all before it were right
    double rightAmongEight = 0.0; // at depth 1
    // One and the mean number of drafts accepted, when the head alone drafts a chain of kDepths.
    double tokensPerPass = 1.0;

    // {"positions", "top1": [...], "top8", "tokens_per_pass"}
    [[nodiscard]] QJsonObject toJson() const;
    // What is missing or no number is zero.
    [[nodiscard]] static HeadFigures fromJson(const QJsonObject &json);
};

} // namespace gatewright::learn
