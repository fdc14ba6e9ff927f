// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_context.h"
#include "app/options/model_options.h"
#include "core/completion/local/device_local_model.h"
#include "core/completion/local/local_model.h"

#include <QString>

#include <memory>

namespace gatewright::cli {

// The model that --model, --threads and --device ask for, loaded as `loading` says. Missing says how to get
// one.
[[nodiscard]] Result<QString> modelPath(const CommandContext &context);
[[nodiscard]] completion::LocalModelOptions modelOptions(const CommandContext &context,
                                                         const app::ModelOptions &loading);
[[nodiscard]] Result<std::unique_ptr<completion::LocalModel>> loadModel(const CommandContext &context,
                                                                        const app::ModelOptions &loading);

// On a GPU, whatever --device says.
[[nodiscard]] Result<std::unique_ptr<completion::DeviceLocalModel>>
loadOnDevice(const CommandContext &context, const app::ModelOptions &loading);

// On the processor or, with --device cuda, a GPU, for commands that only generate.
[[nodiscard]] Result<std::unique_ptr<completion::TextGenerator>>
loadGenerator(const CommandContext &context, const app::ModelOptions &loading);

} // namespace gatewright::cli
