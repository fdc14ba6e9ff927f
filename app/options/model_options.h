// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/local/local_model.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

namespace gatewright::app {

// --kernels, --cache and --view.
struct ModelOptions
{
    std::string kernels = "auto";
    std::string cache = "bytes";
    std::string view = "off";
};

// Words that no option knows are refused by the command line.
void addModelOptions(CLI::App &command, ModelOptions &options);
void apply(const ModelOptions &options, completion::LocalModelOptions &model);

} // namespace gatewright::app
