// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/trainer/client/slice_report.h"
#include "core/base/result.h"

#include <QString>

#include <chrono>
#include <functional>
#include <stop_token>

namespace gatewright::trainer {

struct SliceLimits
{
    std::chrono::milliseconds work{20'000}; // of `elapsed`
    std::chrono::milliseconds betweenCheckpoints{4'000};
    // Time that counts: what the process worked, not what it stood still for others.
    std::function<std::chrono::milliseconds()> elapsed;
};

// Does a slice of the job in `folder` (learn::HeadJob): goes on from its checkpoint, leaves one, and after
// the last step measures and writes the candidate. A checkpoint that cannot be used costs the work that is in
// it. On a stop request it leaves a checkpoint and reports. Errors: those of the job's parts.
[[nodiscard]] Result<SliceReport> trainHeadSlice(const QString &folder, const SliceLimits &limits,
                                                 const std::stop_token &stop);

} // namespace gatewright::trainer
