// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/server/model_worker.h"
#include "core/task/progress.h"

#include <QString>

#include <stop_token>

namespace gatewright::completion {

struct LoadWish
{
    QString model; // a name, a path, or nothing for the default model
    bool evenIfTooLarge = false;
};

// Loads a model in place of the worker's. The one that is there stays until the new one is, and beyond if
// there is no new one; only where both together would not fit does it go first. LimitExceeded, with the
// figures, when the new one would not fit at all. On the scheduler's thread, and so is `progress`.
[[nodiscard]] Result<void> loadInto(ModelWorker &worker, const ModelHost &host, const LoadWish &wish,
                                    const ProgressSink &progress, std::stop_token stop);
// Of this process, from /proc; zero where that is not readable.
[[nodiscard]] qint64 residentBytes();
// Its memory is free again; `why` and `problem` are what requests hear until another one is loaded.
void unloadFrom(ModelWorker &worker, WhyNothing why, const QString &problem);

} // namespace gatewright::completion
