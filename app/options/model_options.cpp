// SPDX-License-Identifier: Apache-2.0
#include "app/options/model_options.h"

#include "core/model/kernels/kernel_names.h"

#include <vector>

namespace gatewright::app {

void addModelOptions(CLI::App &command, ModelOptions &options)
{
    std::vector<std::string> kernels;
    for (const model::KernelName &known : model::kernelNames())
        kernels.emplace_back(known.name);
    command.add_option("--kernels", options.kernels, "What computes; auto takes what is fastest here")
        ->check(CLI::IsMember(kernels))
        ->capture_default_str();
    command
        .add_option("--cache", options.cache,
                    "Keys and values: bytes, or halves, which are a little closer and cost twice the memory")
        ->check(CLI::IsMember({"bytes", "halves"}))
        ->capture_default_str();
    command
        .add_option("--view", options.view,
                    "Answer contexts that are longer through so many entries: off, 256, 512, 1024 or 2048")
        ->check(CLI::IsMember({"off", "256", "512", "1024", "2048"}))
        ->capture_default_str();
}

void apply(const ModelOptions &options, completion::LocalModelOptions &model)
{
    model.kernels = model::kernelChoiceNamed(options.kernels).value_or(model::KernelChoice::Automatic);
    model.cache = options.cache == "halves" ? model::CachePrecision::Half : model::CachePrecision::Bytes;
    model.viewEntries = QString::fromStdString(options.view).toUInt(); // "off" is none
}

} // namespace gatewright::app
