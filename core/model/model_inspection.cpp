// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_inspection.h"

#include "core/model/kernels/packed_matrix.h"
#include "core/model/tokenizer.h"

#include <QFile>

#include <algorithm>

namespace gatewright::model {

using tensors::GgufFile;
using tensors::TensorInfo;
using tensors::toQString;

namespace {

// A text of the metadata for people; empty when it is missing or no text.
QString textOf(const GgufFile &file, std::string_view key)
{
    const auto text = file.metadata().textOr(key, {});
    return text ? toQString(*text) : QString();
}

QList<TypeShare> sharesOf(const GgufFile &file)
{
    QList<TypeShare> shares;
    for (const TensorInfo &tensor : file.tensors()) {
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

// Bytes of the weights once they are repacked, or why they cannot be.
Result<std::uint64_t> packedWeights(const GgufFile &file)
{
    std::uint64_t bytes = 0;
    for (const TensorInfo &tensor : file.tensors()) {
        if (tensor.shape.size() != 2) {
            bytes += tensor.elementCount() * sizeof(float);
            continue;
        }
        const auto layout = layoutFor(tensor.type);
        if (!layout)
            return makeError(ErrorCode::Unsupported,
                             QStringLiteral("This version cannot compute with weights of type %1; choose a "
                                            "file with Q4_0, Q4_1, Q8_0, F16 or F32.")
                                 .arg(tensors::traits(tensor.type).name),
                             toQString(tensor.name), file.name());
        bytes += packedBytes(*layout, tensor.shape[1], tensor.shape[0]);
    }
    return bytes;
}

Result<TokenizerFacts> tokenizerFacts(const GgufFile &file)
{
    GW_TRY(tokenizer, Tokenizer::create(file));
    return TokenizerFacts{toQString(tokenizer->kind()), tokenizer->vocabularySize(),
                          toQString(tokenizer->bytesOf(tokenizer->endOfText()))};
}

MemoryNeed memoryNeed(const LlamaConfig &config, std::uint64_t weights, std::uint64_t contextTokens)
{
    constexpr std::uint64_t kBytesOfHalf = 2;
    MemoryNeed need;
    need.weights = weights;
    need.perToken = 2 * config.blockCount * config.keyValueLength() * kBytesOfHalf; // keys and values
    need.tokens = std::min<std::uint64_t>(contextTokens, config.contextLength);
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

Result<ModelInspection> inspectModel(const GgufFile &file, std::uint64_t contextTokens, std::stop_token stop)
{
    ModelInspection inspection;
    inspection.path = file.name();
    inspection.bytes = file.bytes().size();
    inspection.ggufVersion = file.version();
    GW_TRY(hash, sha256Of(file, std::move(stop)));
    inspection.sha256 = std::move(hash);
    inspection.hash = hashState(file.name(), static_cast<qint64>(inspection.bytes), inspection.sha256);
    inspection.architecture = textOf(file, "general.architecture");
    inspection.title = textOf(file, "general.name");
    inspection.licence = textOf(file, "general.license");
    inspection.types = sharesOf(file);
    for (const TypeShare &share : std::as_const(inspection.types))
        inspection.parameters += share.parameters;

    inspection.config = take(readLlamaConfig(file), inspection.problem);
    inspection.tokenizer = take(tokenizerFacts(file), inspection.problem);
    const auto weights = take(packedWeights(file), inspection.problem);
    if (inspection.config && weights)
        inspection.memory = memoryNeed(*inspection.config, *weights, contextTokens);
    return inspection;
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
