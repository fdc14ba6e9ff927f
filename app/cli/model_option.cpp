// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_option.h"

#include "core/model/model_catalog.h"

namespace gatewright::cli {

Result<QString> modelPath(const CommandContext &context)
{
    return model::ModelCatalog(context.paths().modelFolders())
        .resolve(QString::fromStdString(context.options.model));
}

completion::LocalModelOptions modelOptions(const CommandContext &context, const app::ModelOptions &loading)
{
    completion::LocalModelOptions options;
    using Device = completion::LocalModelOptions::Device;
    options.device = context.options.device == "cuda" ? Device::Cuda : Device::Processor;
    options.threads = static_cast<unsigned>(context.options.threads);
    options.shippedHead = Paths::shippedHead();
    options.draftWeights = Paths::shippedData() + QLatin1String("/drafting/mixer.json");
    app::apply(loading, options);
    return options;
}

Result<std::unique_ptr<completion::LocalModel>> loadModel(const CommandContext &context,
                                                          const app::ModelOptions &loading)
{
    if (context.options.device == "cuda")
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This command runs on the processor; leave --device cuda out."));
    GW_TRY(path, modelPath(context));
    return completion::LocalModel::load(path, modelOptions(context, loading), context.clock);
}

Result<std::unique_ptr<completion::DeviceLocalModel>> loadOnDevice(const CommandContext &context,
                                                                   const app::ModelOptions &loading)
{
    GW_TRY(path, modelPath(context));
    return completion::DeviceLocalModel::load(path, modelOptions(context, loading), context.clock);
}

Result<std::unique_ptr<completion::TextGenerator>> loadGenerator(const CommandContext &context,
                                                                 const app::ModelOptions &loading)
{
    if (context.options.device != "cuda") {
        GW_TRY(local, loadModel(context, loading));
        return local;
    }
    GW_TRY(device, loadOnDevice(context, loading));
    return device;
}

} // namespace gatewright::cli
