// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/learn/head_figures.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstddef>
#include <optional>

namespace gatewright::trainer {

// What a slice of gatewright-trainer says: a line of JSON on stdout.
struct SliceReport
{
    std::size_t step = 0; // steps done so far, of all slices
    std::size_t steps = 0;
    double loss = 0.0;         // a running mean, nats
    bool isDone = false;       // the candidate is written
    bool startedAgain = false; // the checkpoint could not be used
    // With isDone, on the held-out positions; `before` is nothing when the job starts from no head.
    std::optional<learn::HeadFigures> before;
    std::optional<learn::HeadFigures> after;

    [[nodiscard]] QJsonObject toJson() const;
    // The last line that is a report; nothing when there is none.
    [[nodiscard]] static std::optional<SliceReport> lastOf(const QByteArray &output);
};

} // namespace gatewright::trainer
