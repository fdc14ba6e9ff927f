// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/local/local_model.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

namespace gatewright::app {

// --kernels and --cache.
struct ModelOptions
{
    std::string kernels = "auto";
    std::string cache = "bytes";
};

// Words that no option knows are refused by the command line.
void addModelOptions(CLI::App &command, ModelOptions &options);
void apply(const ModelOptions &options, completion::LocalModelOptions &model);

} // namespace gatewright::app
