// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/model_report.h"
#include "core/model/convert/model_conversion.h"
#include "core/model/model_catalog.h"
#include "core/task/progress.h"

#include <QJsonArray>

#include <memory>
#include <string>

namespace gatewright::cli {

namespace {

struct ConvertOptions
{
    std::string model;
    std::string out;
    std::string type;
    bool replaces = false;
};

QString nameOf(tensors::TensorType type)
{
    return QString(tensors::traits(type).name).toLower();
}

QJsonObject conversionToJson(const model::Conversion &conversion, tensors::TensorType type,
                             const QString &from)
{
    QJsonArray converted;
    for (const model::ConvertedTensor &tensor : conversion.tensors)
        converted.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(tensor.name)},
                                     {QStringLiteral("from"), nameOf(tensor.from)},
                                     {QStringLiteral("to"), nameOf(tensor.to)},
                                     {QStringLiteral("bytes"), static_cast<qint64>(tensor.bytes)},
                                     {QStringLiteral("error"), tensor.error}});
    QJsonObject json{{QStringLiteral("from"), from},
                     {QStringLiteral("type"), nameOf(type)},
                     {QStringLiteral("bytes_before"), static_cast<qint64>(conversion.bytesBefore)},
                     {QStringLiteral("bytes"), static_cast<qint64>(conversion.bytes)},
                     {QStringLiteral("error"), conversion.error},
                     {QStringLiteral("tensors"), converted}};
    if (const model::ConvertedTensor *worst = conversion.worst())
        json.insert(QStringLiteral("worst"),
                    QJsonObject{{QStringLiteral("name"), QString::fromStdString(worst->name)},
                                {QStringLiteral("error"), worst->error}});
    return json;
}

void printConversion(const model::Conversion &conversion, const Output &output)
{
    output.line(QStringLiteral("converted     %1 to %2, rounded by %3 % on average")
                    .arg(megabytes(conversion.bytesBefore), megabytes(conversion.bytes))
                    .arg(conversion.error * 100.0, 0, 'f', 3));
    if (const model::ConvertedTensor *worst = conversion.worst())
        output.line(QStringLiteral("most rounded  %1, by %2 %")
                        .arg(QString::fromStdString(worst->name))
                        .arg(worst->error * 100.0, 0, 'f', 3));
}

Result<ExitCode> convert(const CommandContext &context, const ConvertOptions &options)
{
    const auto type = model::conversionType(options.type);
    if (!type)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("There is no type '%1' to convert to; there are %2.")
                             .arg(QString::fromStdString(options.type), model::conversionTypeNames()));
    const model::ModelCatalog catalog(context.paths().modelFolders());
    GW_TRY(path, catalog.resolve(QString::fromStdString(options.model)));
    GW_TRY(source, model::ModelSource::open(path));
    const QString out = QString::fromStdString(options.out);
    ThrottledProgress progress(
        [&context](const Progress &now) {
            context.output.message(QStringLiteral("%1 % written").arg(now.fraction * 100.0, 0, 'f', 0));
        },
        context.clock);
    model::ConversionOptions wanted;
    wanted.type = *type;
    wanted.replaces = options.replaces;
    wanted.onProgress = [&progress](double fraction) { progress.report({fraction, {}}); };
    wanted.stop = context.stop;
    GW_TRY(conversion, model::convertModel(*source, out, wanted));
    GW_TRY(written, model::ModelSource::open(out));
    constexpr std::uint64_t kContextTokens = 2048;
    GW_TRY(inspection, model::inspectModel(*written, kContextTokens, context.stop));
    QJsonObject answer = toJson(inspection, *written);
    answer.insert(QStringLiteral("conversion"), conversionToJson(conversion, *type, path));
    context.output.document(answer);
    print(inspection, context.output);
    printConversion(conversion, context.output);
    return inspection.isUsable() ? ExitCode::Good : ExitCode::Bad;
}

} // namespace

void addConvertCommand(CommandRegistry &registry, CLI::App &parent)
{
    const auto options = std::make_shared<ConvertOptions>();
    CLI::App &command = registry.addBelow(
        parent, "convert", "Write a model, a file or a folder, as a GGUF file with another type of weights",
        [options](const CommandContext &context) { return convert(context, *options); });
    command.add_option("model", options->model, "A name from `model list` or a path")->required();
    command.add_option("out", options->out, "The new file, ….gguf")->required();
    command.add_option("--type", options->type, "f32, f16, bf16, q8_0, q5_1, q5_0, q4_1 or q4_0")->required();
    command.add_flag("--force", options->replaces, "Replace a file that is there already");
}

} // namespace gatewright::cli
