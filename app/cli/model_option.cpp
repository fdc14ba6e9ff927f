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

void addModelSettings(CLI::App &command, ModelSettings &settings)
{
    command
        .add_option("--cache", settings.cache,
                    "Keys and values: bytes, or halves, which are a little closer and cost twice the memory")
        ->check(CLI::IsMember({"bytes", "halves"}))
        ->capture_default_str();
}

completion::LocalModelOptions modelOptions(const CommandContext &context, const ModelSettings &settings)
{
    completion::LocalModelOptions options;
    options.threads = static_cast<unsigned>(context.options.threads);
    options.cache = settings.cache == "halves" ? model::CachePrecision::Half : model::CachePrecision::Bytes;
    return options;
}

Result<std::unique_ptr<completion::LocalModel>> loadModel(const CommandContext &context,
                                                          const ModelSettings &settings)
{
    GW_TRY(path, modelPath(context));
    return completion::LocalModel::load(path, modelOptions(context, settings), context.clock);
}

} // namespace gatewright::cli
