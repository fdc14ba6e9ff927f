// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_context.h"
#include "app/options/model_options.h"
#include "core/model/benchmark.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace gatewright::cli {

struct TrainBenchmark
{
    // "collect": positions of text that the model reads for training; "train": a step of the trainer, whose n
    // are the positions of its batch and whose depth are those that it chooses from.
    std::vector<model::BenchmarkRow> rows;
    // {"trainer_mb": most memory of the trainer, "seconds_for_10000": processor time for so many tokens}
    QJsonObject details;
};

// What learning an acceleration head costs here, on the C, C++ and Python files below these folders (none:
// those that come with the program). Nothing of it is kept. Missing without a trainer.
[[nodiscard]] Result<TrainBenchmark> benchTrain(const std::vector<std::string> &texts, int slices,
                                                const app::ModelOptions &loading,
                                                const CommandContext &context, QString &kernels);

} // namespace gatewright::cli
