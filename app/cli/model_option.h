// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_context.h"
#include "core/completion/local/local_model.h"

#include <QString>

#include <memory>
#include <string>

namespace gatewright::cli {

// How a command that computes with a model loads it, beside what all commands understand.
struct ModelSettings
{
    std::string cache = "bytes";
};
void addModelSettings(CLI::App &command, ModelSettings &settings);

// The model that --model, --threads and --device ask for. Missing says how to get one.
[[nodiscard]] Result<QString> modelPath(const CommandContext &context);
[[nodiscard]] completion::LocalModelOptions modelOptions(const CommandContext &context,
                                                         const ModelSettings &settings);
[[nodiscard]] Result<std::unique_ptr<completion::LocalModel>> loadModel(const CommandContext &context,
                                                                        const ModelSettings &settings);

} // namespace gatewright::cli
