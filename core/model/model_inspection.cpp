// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_inspection.h"

#include "core/model/chat_template.h"
#include "core/model/decoder_pass.h"
#include "core/model/llama_model.h"
#include "core/model/llama_weights.h"
#include "core/model/tokenizer.h"

#include <QFile>

#include <algorithm>

namespace gatewright::model {

using tensors::GgufFile;
using tensors::TensorInfo;
using tensors::toQString;

namespace {

QList<TypeShare> sharesOf(const ModelSource &source)
{
    QList<TypeShare> shares;
    for (const TensorInfo *info : source.tensors()) {
        const TensorInfo &tensor = *info;
        auto share = std::ranges::find(shares, tensor.type, &TypeShare::type);
        if (share == shares.end())
            share = shares.insert(shares.end(), TypeShare{tensor.type, 0, 0, 0});
        ++share->tensors;
        share->parameters += tensor.elementCount();
        share->bytes += tensor.data.size();
    }
    std::ranges::stable_sort(shares, std::ranges::greater(), &TypeShare::bytes);
    return shares;
}

Result<TokenizerFacts> tokenizerFacts(const ModelSource &source)
{
    GW_TRY(parts, source.tokenizer());
    GW_TRY(tokenizer, Tokenizer::create(std::move(parts)));
    return TokenizerFacts{toQString(tokenizer->kind()), tokenizer->vocabularySize(),
                          toQString(tokenizer->bytesOf(tokenizer->endOfText())),
                          tokenizer->fillInTheMiddle().isComplete(),
                          chatFormatName(chatFormatOf(*tokenizer))};
}

// What DecoderPass keeps for its rows and Context for the logits of one of them.
std::uint64_t bufferBytes(const LlamaConfig &config)
{
    const std::uint64_t row = 2 * config.embeddingLength + 2 * config.feedForwardLength +
                              2 * config.queryLength() + 2 * config.keyValueLength();
    return (kMaximumPassRows * row + config.vocabularySize) * sizeof(float);
}

Result<void> checkVocabularies(const LlamaConfig &config, const TokenizerFacts &tokenizer,
                               const QString &path)
{
    if (tokenizer.vocabularySize <= config.vocabularySize)
        return {};
    return makeError(ErrorCode::Corrupt, QStringLiteral("The model has fewer tokens than its tokenizer."),
                     QStringLiteral("%1, %2").arg(config.vocabularySize).arg(tokenizer.vocabularySize), path);
}

MemoryNeed memoryNeed(const LlamaConfig &config, std::uint64_t weights, std::uint64_t contextTokens)
{
    MemoryNeed need;
    need.weights = weights;
    need.perToken = KvCache::bytesPerToken(config, ModelOptions().cache);
    need.tokens = std::min<std::uint64_t>(contextTokens, config.contextLength);
    need.buffers = bufferBytes(config);
    return need;
}

// The first problem is the one that is told.
template <class T>
std::optional<T> take(Result<T> &&result, std::optional<Error> &problem)
{
    if (result)
        return std::move(*result);
    if (!problem)
        problem = std::move(result.error());
    return std::nullopt;
}

} // namespace

Result<ModelInspection> inspectModel(const ModelSource &source, std::uint64_t contextTokens,
                                     std::stop_token stop)
{
    ModelInspection inspection;
    inspection.path = source.path();
    inspection.format = source.format();
    inspection.ggufVersion = source.ggufVersion();
    const auto files = source.weightFiles();
    for (const auto &file : files)
        inspection.bytes += file.size();
    GW_TRY(hash, sha256Of(files, std::move(stop)));
    inspection.sha256 = std::move(hash);
    inspection.hash = hashState(source.path(), static_cast<qint64>(inspection.bytes), inspection.sha256);
    inspection.architecture = source.architecture();
    inspection.title = source.title();
    inspection.licence = source.licence();
    inspection.types = sharesOf(source);
    for (const TypeShare &share : std::as_const(inspection.types))
        inspection.parameters += share.parameters;

    inspection.config = take(source.config(), inspection.problem);
    inspection.tokenizer = take(tokenizerFacts(source), inspection.problem);
    if (!inspection.config)
        return inspection;
    if (const auto weights = take(LlamaWeights::plan(source, *inspection.config), inspection.problem))
        inspection.memory = memoryNeed(*inspection.config, *weights, contextTokens);
    if (inspection.tokenizer)
        if (auto fits = checkVocabularies(*inspection.config, *inspection.tokenizer, source.path());
            !fits && !inspection.problem)
            inspection.problem = std::move(fits.error());
    return inspection;
}

Result<ModelInspection> inspectModel(const GgufFile &file, std::uint64_t contextTokens, std::stop_token stop)
{
    return inspectModel(*ModelSource::over(file), contextTokens, std::move(stop));
}

Result<MemoryNeed> memoryNeededFor(const ModelSource &source, std::uint64_t contextTokens)
{
    GW_TRY(config, source.config());
    GW_TRY(weights, LlamaWeights::plan(source, config));
    return memoryNeed(config, weights, contextTokens);
}

std::optional<std::uint64_t> availableMemory()
{
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith("MemAvailable:"))
            continue;
        bool isNumber = false;
        const qulonglong kibibytes =
            line.mid(line.indexOf(':') + 1).replace("kB", "").trimmed().toULongLong(&isNumber);
        return isNumber ? std::optional<std::uint64_t>(kibibytes * 1024) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace gatewright::model
