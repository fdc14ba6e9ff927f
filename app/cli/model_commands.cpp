// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/model_report.h"
#include "core/completion/local/model_import.h"
#include "core/model/model_catalog.h"
#include "core/model/model_inspection.h"
#include "core/model/model_source.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <memory>

namespace gatewright::cli {

namespace {

using model::HashState;

struct InspectOptions
{
    std::string model; // name or path; empty: --model, or the default model
    std::uint64_t contextTokens = 2048;
};

Result<ExitCode> listModels(const CommandContext &context)
{
    const QStringList folders = context.paths().modelFolders();
    const auto models = model::ModelCatalog(folders).list();
    QJsonArray json;
    for (const model::ModelEntry &entry : models) {
        json.append(QJsonObject{{QStringLiteral("name"), entry.name},
                                {QStringLiteral("path"), entry.path},
                                {QStringLiteral("bytes"), entry.bytes},
                                {QStringLiteral("format"),
                                 entry.isFolder ? QStringLiteral("hugging-face") : QStringLiteral("gguf")},
                                {QStringLiteral("default"), entry.isDefault}});
        context.output.line(
            QStringLiteral("%1  %2  %3%4")
                .arg(entry.name, -40)
                .arg(megabytes(static_cast<std::uint64_t>(entry.bytes)), 10)
                .arg(entry.path, entry.isDefault ? QStringLiteral("  (default)") : QString()));
    }
    if (models.isEmpty())
        context.output.message(QStringLiteral("There is no model in %1; run `packaging/dev deps`, or put a "
                                              "GGUF file or a model folder there.")
                                   .arg(folders.join(QStringLiteral(" or "))));
    context.output.document(
        {{QStringLiteral("models"), json}, {QStringLiteral("folders"), QJsonArray::fromStringList(folders)}});
    return ExitCode::Good;
}

Result<ExitCode> inspectModelFile(const CommandContext &context, const InspectOptions &options)
{
    const model::ModelCatalog catalog(context.paths().modelFolders());
    GW_TRY(path, catalog.resolve(
                     QString::fromStdString(options.model.empty() ? context.options.model : options.model)));
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(inspection, model::inspectModel(*source, options.contextTokens, context.stop));
    context.output.document(toJson(inspection, *source));
    print(inspection, context.output);
    if (inspection.hash == HashState::Wrong)
        context.output.message(QStringLiteral("%1: this is not the file that was published under this name; "
                                              "delete it and run `packaging/dev deps`.")
                                   .arg(path));
    return inspection.isUsable() && inspection.hash != HashState::Wrong ? ExitCode::Good : ExitCode::Bad;
}

Result<ExitCode> importModel(const CommandContext &context, const std::string &path)
{
    const QString folder = context.paths().modelFolders().value(0);
    GW_TRY(inspection, completion::importModel(QString::fromStdString(path), folder, context.stop));
    GW_TRY(source, model::ModelSource::open(inspection.path));
    context.output.document(toJson(inspection, *source));
    print(inspection, context.output);
    context.output.message(QStringLiteral("%1 is in %2.").arg(model::modelName(inspection.path), folder));
    return ExitCode::Good;
}

} // namespace

void addModelCommands(CommandRegistry &registry)
{
    CLI::App &command = registry.add("model", "Models: what there is, what is in one, one more", {});
    command.require_subcommand(1);
    registry.addBelow(command, "list", "List the models by name", listModels);

    const auto options = std::make_shared<InspectOptions>();
    CLI::App &inspect = registry.addBelow(
        command, "inspect", "Show a model's shapes, tokenizer, quantisation, hash and memory",
        [options](const CommandContext &context) { return inspectModelFile(context, *options); });
    inspect.add_option("model", options->model,
                       "A name from `model list` or a path (default: the default model)");
    inspect.add_option("--context", options->contextTokens, "Tokens of context to reckon the memory for")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 24))
        ->capture_default_str();

    const auto imported = std::make_shared<std::string>();
    registry
        .addBelow(command, "import",
                  "Check a model, a GGUF file or a folder, and copy it to where models are",
                  [imported](const CommandContext &context) { return importModel(context, *imported); })
        .add_option("path", *imported, "The file or the folder")
        ->required();
    addConvertCommand(registry, command);
}

} // namespace gatewright::cli
