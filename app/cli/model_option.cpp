// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_option.h"

#include "core/model/model_catalog.h"

namespace gatewright::cli {

Result<QString> modelPath(const CommandContext &context)
{
    if (context.options.device == "cuda")
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("--device cuda is not in this version; use cpu."));
    return model::ModelCatalog(context.paths().modelFolders())
        .resolve(QString::fromStdString(context.options.model));
}

completion::LocalModelOptions modelOptions(const CommandContext &context, const app::ModelOptions &loading)
{
    completion::LocalModelOptions options;
    options.threads = static_cast<unsigned>(context.options.threads);
    options.draftWeights = Paths::shippedData() + QLatin1String("/drafting/mixer.json");
    app::apply(loading, options);
    return options;
}

Result<std::unique_ptr<completion::LocalModel>> loadModel(const CommandContext &context,
                                                          const app::ModelOptions &loading)
{
    GW_TRY(path, modelPath(context));
    return completion::LocalModel::load(path, modelOptions(context, loading), context.clock);
}

} // namespace gatewright::cli
