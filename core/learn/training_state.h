// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/draft_head.h"

#include <QString>

#include <cstddef>

namespace gatewright::learn {

// Where a training stands: all that the next step depends on beside the job. Batches are drawn by the job's
// seed and the step's number, so that there is no state of chance.
struct TrainingState
{
    std::size_t step = 0; // steps done
    tensors::HeadWeights weights;
    tensors::HeadWeights mean;     // of the gradients, AdamW's first moment
    tensors::HeadWeights variance; // of the gradients, AdamW's second moment
    double loss = 0.0;             // a running mean

    // `fingerprint` is the job's.
    [[nodiscard]] Result<void> write(const QString &path, const QString &fingerprint) const;
    // NotFound; Corrupt for a damaged file, a wrong shape, or one of another job: start anew then.
    [[nodiscard]] static Result<TrainingState> read(const QString &path, const QString &fingerprint,
                                                    const tensors::HeadShape &shape);
};

} // namespace gatewright::learn
