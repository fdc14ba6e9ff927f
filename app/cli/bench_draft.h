// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_context.h"
#include "app/options/model_options.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace gatewright::cli {

// What `bench draft` is measured on.
struct BenchDraftOptions
{
    std::vector<std::string> text;    // files and folders whose places are tried; empty: the sample workspace
    std::vector<std::string> history; // files and folders that were written before
    int places = 3;                   // in each file
    int tokens = 48;                  // of an answer
    int mostFiles = 40;
    int repeats = 1; // rounds over all places
};

// Plain decoding, each drafter alone, all of them, and trees of fixed sizes; prints rows and gives the JSON
// answer.
[[nodiscard]] Result<QJsonObject> benchDraft(const BenchDraftOptions &options,
                                             const app::ModelOptions &loading, const CommandContext &context,
                                             QString &kernels);

} // namespace gatewright::cli
