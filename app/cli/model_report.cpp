// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_report.h"

#include "app/cli/command_context.h"
#include "core/model/model_catalog.h"

#include <QJsonArray>

namespace gatewright::cli {

namespace {

using model::HashState;
using model::ModelInspection;

QJsonValue number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QLatin1String hashStateName(HashState state)
{
    switch (state) {
    case HashState::Right:
        return QLatin1String("right");
    case HashState::Wrong:
        return QLatin1String("wrong");
    case HashState::Unknown:
        break;
    }
    return QLatin1String("unknown");
}

QJsonObject shapesToJson(const model::LlamaConfig &config)
{
    return {{QStringLiteral("vocabulary"), number(config.vocabularySize)},
            {QStringLiteral("embedding_length"), number(config.embeddingLength)},
            {QStringLiteral("feed_forward_length"), number(config.feedForwardLength)},
            {QStringLiteral("blocks"), number(config.blockCount)},
            {QStringLiteral("heads"), number(config.headCount)},
            {QStringLiteral("key_value_heads"), number(config.keyValueHeadCount)},
            {QStringLiteral("head_dimension"), number(config.headDimension)},
            {QStringLiteral("context_length"), number(config.contextLength)}};
}

QJsonObject memoryToJson(const model::MemoryNeed &need)
{
    QJsonObject json{{QStringLiteral("weights"), number(need.weights)},
                     {QStringLiteral("cache_per_token"), number(need.perToken)},
                     {QStringLiteral("context_tokens"), number(need.tokens)},
                     {QStringLiteral("cache"), number(need.cache())},
                     {QStringLiteral("buffers"), number(need.buffers)},
                     {QStringLiteral("total"), number(need.total())}};
    if (const auto available = model::availableMemory()) {
        json.insert(QStringLiteral("available"), number(*available));
        json.insert(QStringLiteral("fits"), need.total() <= *available);
    }
    return json;
}

QJsonArray typesToJson(const ModelInspection &inspection)
{
    QJsonArray types;
    for (const model::TypeShare &share : inspection.types)
        types.append(QJsonObject{{QStringLiteral("type"), QString(tensors::traits(share.type).name)},
                                 {QStringLiteral("tensors"), share.tensors},
                                 {QStringLiteral("parameters"), number(share.parameters)},
                                 {QStringLiteral("bytes"), number(share.bytes)}});
    return types;
}

QJsonArray tensorsToJson(const model::ModelSource &source)
{
    QJsonArray json;
    for (const tensors::TensorInfo *info : source.tensors()) {
        const tensors::TensorInfo &tensor = *info;
        QJsonArray shape;
        for (const std::uint64_t dimension : tensor.shape)
            shape.append(number(dimension));
        json.append(QJsonObject{{QStringLiteral("name"), tensors::toQString(tensor.name)},
                                {QStringLiteral("type"), QString(tensors::traits(tensor.type).name)},
                                {QStringLiteral("shape"), shape},
                                {QStringLiteral("bytes"), number(tensor.data.size())}});
    }
    return json;
}

QString formatName(model::ModelSource::Format format)
{
    return format == model::ModelSource::Format::Gguf ? QStringLiteral("gguf")
                                                      : QStringLiteral("hugging-face");
}

} // namespace

QString megabytes(std::uint64_t bytes)
{
    return QStringLiteral("%1 MB").arg(static_cast<double>(bytes) / 1e6, 0, 'f', 1);
}

QJsonObject toJson(const ModelInspection &inspection, const model::ModelSource &source)
{
    QJsonObject json{{QStringLiteral("name"), model::modelName(inspection.path)},
                     {QStringLiteral("path"), inspection.path},
                     {QStringLiteral("format"), formatName(inspection.format)},
                     {QStringLiteral("version"), static_cast<int>(inspection.ggufVersion)},
                     {QStringLiteral("bytes"), number(inspection.bytes)},
                     {QStringLiteral("architecture"), inspection.architecture},
                     {QStringLiteral("title"), inspection.title},
                     {QStringLiteral("licence"), inspection.licence},
                     {QStringLiteral("parameters"), number(inspection.parameters)},
                     {QStringLiteral("hash"),
                      QJsonObject{{QStringLiteral("sha256"), inspection.sha256},
                                  {QStringLiteral("state"), QString(hashStateName(inspection.hash))}}},
                     {QStringLiteral("quantisation"), typesToJson(inspection)},
                     {QStringLiteral("tensors"), tensorsToJson(source)},
                     {QStringLiteral("usable"), inspection.isUsable()}};
    if (inspection.config)
        json.insert(QStringLiteral("shapes"), shapesToJson(*inspection.config));
    if (inspection.tokenizer)
        json.insert(
            QStringLiteral("tokenizer"),
            QJsonObject{{QStringLiteral("kind"), inspection.tokenizer->kind},
                        {QStringLiteral("vocabulary"), number(inspection.tokenizer->vocabularySize)},
                        {QStringLiteral("end_of_text"), inspection.tokenizer->endOfText},
                        {QStringLiteral("fill_in_the_middle"), inspection.tokenizer->fillsInTheMiddle},
                        {QStringLiteral("chat"), QString(inspection.tokenizer->chatFormat)}});
    if (inspection.memory)
        json.insert(QStringLiteral("memory_needed"), memoryToJson(*inspection.memory));
    if (inspection.problem)
        json.insert(QStringLiteral("problem"), inspection.problem->toString());
    return json;
}

void print(const ModelInspection &inspection, const Output &output)
{
    const auto row = [&](const char *label, const QString &text) {
        output.line(QStringLiteral("%1 %2").arg(QLatin1String(label), -13).arg(text));
    };
    const QString form = inspection.format == model::ModelSource::Format::Gguf
                             ? QStringLiteral("GGUF %1").arg(inspection.ggufVersion)
                             : QStringLiteral("Hugging Face folder");
    row("file", QStringLiteral("%1 (%2, %3)").arg(inspection.path, megabytes(inspection.bytes), form));
    row("model", QStringLiteral("%1, %2, %3 million parameters")
                     .arg(inspection.title.isEmpty() ? QStringLiteral("(no name)") : inspection.title,
                          inspection.architecture)
                     .arg(static_cast<double>(inspection.parameters) / 1e6, 0, 'f', 1));
    row("licence", inspection.licence.isEmpty() ? QStringLiteral("(not stated)") : inspection.licence);
    row("sha256", QStringLiteral("%1 (%2)").arg(inspection.sha256, hashStateName(inspection.hash)));
    if (inspection.config)
        row("shapes", QStringLiteral("%1 blocks of %2 and %3, %4 heads over %5, context %6, vocabulary %7")
                          .arg(inspection.config->blockCount)
                          .arg(inspection.config->embeddingLength)
                          .arg(inspection.config->feedForwardLength)
                          .arg(inspection.config->headCount)
                          .arg(inspection.config->keyValueHeadCount)
                          .arg(inspection.config->contextLength)
                          .arg(inspection.config->vocabularySize));
    if (inspection.tokenizer)
        row("tokenizer",
            QStringLiteral("%1, %2 tokens, %3, chat %4")
                .arg(inspection.tokenizer->kind)
                .arg(inspection.tokenizer->vocabularySize)
                .arg(inspection.tokenizer->fillsInTheMiddle ? QStringLiteral("fills in the middle")
                                                            : QStringLiteral("no fill-in-the-middle"))
                .arg(inspection.tokenizer->chatFormat));
    for (const model::TypeShare &share : inspection.types)
        row("quantisation", QStringLiteral("%1: %2 tensors, %3 million parameters, %4")
                                .arg(tensors::traits(share.type).name)
                                .arg(share.tensors)
                                .arg(static_cast<double>(share.parameters) / 1e6, 0, 'f', 1)
                                .arg(megabytes(share.bytes)));
    if (inspection.memory) {
        const auto available = model::availableMemory();
        const bool fits = !available || inspection.memory->total() <= *available;
        row("memory", QStringLiteral("%1 (weights %2) with a context of %3 tokens; %4")
                          .arg(megabytes(inspection.memory->total()), megabytes(inspection.memory->weights))
                          .arg(inspection.memory->tokens)
                          .arg(fits ? QStringLiteral("fits")
                                    : QStringLiteral("more than is free (%1)").arg(megabytes(*available))));
    }
    row("usable", inspection.isUsable() ? QStringLiteral("yes")
                                        : QStringLiteral("no: ") + inspection.problem->toString());
}

} // namespace gatewright::cli
