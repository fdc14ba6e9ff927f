// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/draft_head.h"

#include "core/tensors/dequantise.h"
#include "core/tensors/half.h"
#include "core/tensors/safetensors_file.h"
#include "core/tensors/safetensors_writer.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace gatewright::tensors {

namespace {

constexpr std::size_t kBlockColumns = 32;
constexpr std::size_t kBlockBytes = sizeof(std::uint16_t) + kBlockColumns;
constexpr std::size_t kMaximumLength = 16'384; // of a row, and of a number of rows
constexpr std::size_t kMaximumDepths = 16;

bool allFinite(std::span<const float> values)
{
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

std::vector<float> dequantised(std::span<const std::byte> blocks)
{
    std::vector<float> values(blocks.size() / kBlockBytes * kBlockColumns);
    // Whole blocks of a type that it knows: it cannot fail.
    if (!dequantise(TensorType::Q8_0, blocks, values))
        values.clear();
    return values;
}

// The scales and the bytes of blocks apart, as the file has them, and back.
struct Apart
{
    std::vector<std::byte> scales;
    std::vector<std::byte> numbers;
};

Apart takeApart(std::span<const std::byte> blocks)
{
    Apart apart;
    apart.scales.reserve(blocks.size() / kBlockBytes * sizeof(std::uint16_t));
    apart.numbers.reserve(blocks.size() / kBlockBytes * kBlockColumns);
    for (std::size_t begin = 0; begin < blocks.size(); begin += kBlockBytes) {
        const auto block = blocks.subspan(begin, kBlockBytes);
        apart.scales.insert(apart.scales.end(), block.begin(), block.begin() + sizeof(std::uint16_t));
        apart.numbers.insert(apart.numbers.end(), block.begin() + sizeof(std::uint16_t), block.end());
    }
    return apart;
}

std::vector<std::byte> putTogether(std::span<const std::byte> scales, std::span<const std::byte> numbers)
{
    std::vector<std::byte> blocks;
    blocks.reserve(numbers.size() / kBlockColumns * kBlockBytes);
    for (std::size_t block = 0; block * kBlockColumns < numbers.size(); ++block) {
        const auto scale = scales.subspan(block * sizeof(std::uint16_t), sizeof(std::uint16_t));
        const auto row = numbers.subspan(block * kBlockColumns, kBlockColumns);
        blocks.insert(blocks.end(), scale.begin(), scale.end());
        blocks.insert(blocks.end(), row.begin(), row.end());
    }
    return blocks;
}

template <class Number>
QString numbersText(const std::vector<Number> &numbers)
{
    QStringList texts;
    texts.reserve(static_cast<qsizetype>(numbers.size()));
    for (const Number number : numbers)
        texts.append(QString::number(number));
    return texts.join(QLatin1Char(','));
}

// Reads a head out of a file; each error names the file and what is wrong in it.
class HeadReader
{
public:
    explicit HeadReader(const SafetensorsFile &file)
        : m_file(file)
    {
    }

    Result<DraftHead> read()
    {
        GW_CHECK(checkFormat());
        DraftHead head;
        GW_CHECK(readShape(head.shape));
        GW_CHECK(readNames(head));
        GW_CHECK(readVocabulary(head.vocabulary));
        GW_CHECK(readSources(head.sources));
        if (head.sliceHash() != text("slice_hash"))
            return corrupt(QStringLiteral("its tokens are not those that its hash is of"));
        GW_TRY(input, matrix("input", 2 * head.shape.embedding, head.shape.inner));
        head.input = std::move(input);
        GW_TRY(output, matrix("output", head.shape.inner, head.shape.embedding));
        head.output = std::move(output);
        GW_CHECK(readBias(head));
        return head;
    }

private:
    [[nodiscard]] QString text(const char *key) const
    {
        const auto found = m_file.metadata().find(QLatin1String(key));
        return found == m_file.metadata().end() ? QString() : found->second;
    }

    [[nodiscard]] tl::unexpected<Error> corrupt(const QString &detail) const
    {
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("This is not an acceleration head, or it is damaged; learn again or "
                                        "go back to an earlier version."),
                         detail, m_file.name());
    }

    Result<void> checkFormat() const
    {
        bool isNumber = false;
        const int format = text("format").toInt(&isNumber);
        if (!isNumber || format < 1)
            return corrupt(QStringLiteral("no format"));
        if (format > DraftHead::kFormat)
            return makeError(ErrorCode::Unsupported,
                             QStringLiteral("This acceleration head is of a newer version of the program."),
                             QStringLiteral("format %1").arg(format), m_file.name());
        return {};
    }

    Result<void> readShape(HeadShape &shape) const
    {
        const TensorInfo *input = m_file.find("input.weight");
        const TensorInfo *bias = m_file.find("depth.bias");
        if (input == nullptr || bias == nullptr || input->shape.size() != 2 || bias->shape.size() != 2)
            return corrupt(QStringLiteral("weights are missing"));
        const std::uint64_t columns = input->shape[0];
        const std::uint64_t inner = input->shape[1];
        const std::uint64_t depths = bias->shape[1];
        if (columns == 0 || columns > 2 * kMaximumLength || columns % (2 * kBlockColumns) != 0 ||
            inner == 0 || inner > kMaximumLength || inner % kBlockColumns != 0 || depths == 0 ||
            depths > kMaximumDepths)
            return corrupt(QStringLiteral("a size is out of range"));
        shape = {static_cast<std::size_t>(columns / 2), static_cast<std::size_t>(inner),
                 static_cast<std::size_t>(depths)};
        return {};
    }

    Result<void> readNames(DraftHead &head) const
    {
        head.modelHash = text("model_hash");
        head.adapterHash = text("adapter_hash");
        head.title = text("title").left(kLongestTitle);
        bool isNumber = false;
        head.version = text("version").toInt(&isNumber);
        if (!isNumber || head.version < 0 || head.modelHash.size() != kHashDigits)
            return corrupt(QStringLiteral("it does not say what it belongs to"));
        head.before = QJsonDocument::fromJson(text("before").toUtf8()).object();
        head.after = QJsonDocument::fromJson(text("after").toUtf8()).object();
        return {};
    }

    Result<void> readVocabulary(std::vector<std::int32_t> &vocabulary) const
    {
        const QString ids = text("vocabulary_ids");
        const QList<QStringView> texts = QStringView(ids).split(QLatin1Char(','), Qt::SkipEmptyParts);
        if (texts.empty() || static_cast<std::size_t>(texts.size()) > DraftHead::kMaximumVocabulary)
            return corrupt(QStringLiteral("no tokens, or too many"));
        for (const QStringView text : texts) {
            bool isNumber = false;
            const int id = text.toInt(&isNumber);
            if (!isNumber || id < 0 || (!vocabulary.empty() && id <= vocabulary.back()))
                return corrupt(QStringLiteral("tokens are no rising numbers"));
            vocabulary.push_back(id);
        }
        return {};
    }

    Result<void> readSources(std::vector<std::uint64_t> &sources) const
    {
        const QString numbers = text("sources");
        const QList<QStringView> texts = QStringView(numbers).split(QLatin1Char(','), Qt::SkipEmptyParts);
        if (static_cast<std::size_t>(texts.size()) > DraftHead::kMaximumSources)
            return corrupt(QStringLiteral("too many sources"));
        for (const QStringView text : texts) {
            bool isNumber = false;
            sources.push_back(text.toULongLong(&isNumber));
            if (!isNumber)
                return corrupt(QStringLiteral("a source is no number"));
        }
        return {};
    }

    Result<std::vector<std::byte>> matrix(const std::string &name, std::uint64_t columns,
                                          std::uint64_t rows) const
    {
        const TensorInfo *numbers = m_file.find(name + ".weight");
        const TensorInfo *scales = m_file.find(name + ".scale");
        if (numbers == nullptr || scales == nullptr || numbers->type != TensorType::I8 ||
            scales->type != TensorType::F16 || numbers->shape != std::vector{columns, rows} ||
            scales->shape != std::vector{columns / kBlockColumns, rows})
            return corrupt(
                QStringLiteral("%1 has the wrong shape or type").arg(QString::fromStdString(name)));
        for (std::size_t i = 0; i < scales->data.size(); i += sizeof(std::uint16_t)) {
            std::uint16_t half = 0;
            std::memcpy(&half, scales->data.data() + i, sizeof half);
            if (!std::isfinite(halfToFloat(half)))
                return corrupt(
                    QStringLiteral("%1 holds what is no number").arg(QString::fromStdString(name)));
        }
        return putTogether(scales->data, numbers->data);
    }

    Result<void> readBias(DraftHead &head) const
    {
        const TensorInfo *bias = m_file.find("depth.bias");
        head.depthBias.resize(head.shape.depths * head.shape.inner);
        if (bias->type != TensorType::F32 ||
            bias->shape != std::vector<std::uint64_t>{head.shape.inner, head.shape.depths} ||
            !dequantise(bias->type, bias->data, head.depthBias) || !allFinite(head.depthBias))
            return corrupt(QStringLiteral("depth.bias holds what is no number"));
        return {};
    }

    static constexpr qsizetype kHashDigits = 64;
    static constexpr qsizetype kLongestTitle = 200;

    const SafetensorsFile &m_file;
};

} // namespace

bool HeadWeights::fits(const HeadShape &shape) const
{
    return input.size() == 2 * shape.embedding * shape.inner &&
           depthBias.size() == shape.depths * shape.inner && output.size() == shape.embedding * shape.inner &&
           allFinite(input) && allFinite(depthBias) && allFinite(output);
}

Result<DraftHead> DraftHead::read(const QString &path)
{
    const QFileInfo info(path);
    if (info.size() > kMaximumFileBytes)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("This file is too large for an acceleration head."), {}, path);
    GW_TRY(file, SafetensorsFile::open(path));
    return fromFile(*file);
}

Result<DraftHead> DraftHead::fromFile(const SafetensorsFile &file)
{
    return HeadReader(file).read();
}

Result<void> DraftHead::write(const QString &path) const
{
    const Apart inputParts = takeApart(input);
    const Apart outputParts = takeApart(output);
    const std::uint64_t columns = 2 * shape.embedding;
    const std::vector<TensorToWrite> tensors{
        {"input.weight", TensorType::I8, {columns, shape.inner}, inputParts.numbers},
        {"input.scale", TensorType::F16, {columns / kBlockColumns, shape.inner}, inputParts.scales},
        {"depth.bias", TensorType::F32, {shape.inner, shape.depths}, std::as_bytes(std::span(depthBias))},
        {"output.weight", TensorType::I8, {shape.inner, shape.embedding}, outputParts.numbers},
        {"output.scale", TensorType::F16, {shape.inner / kBlockColumns, shape.embedding}, outputParts.scales},
    };
    const auto json = [](const QJsonObject &object) {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    };
    return writeSafetensors(path, tensors,
                            {{QStringLiteral("format"), QString::number(kFormat)},
                             {QStringLiteral("model_hash"), modelHash},
                             {QStringLiteral("adapter_hash"), adapterHash},
                             {QStringLiteral("slice_hash"), sliceHash()},
                             {QStringLiteral("version"), QString::number(version)},
                             {QStringLiteral("title"), title},
                             {QStringLiteral("vocabulary_ids"), numbersText(vocabulary)},
                             {QStringLiteral("sources"), numbersText(sources)},
                             {QStringLiteral("before"), json(before)},
                             {QStringLiteral("after"), json(after)}});
}

std::vector<std::byte> quantiseBytes(std::span<const float> values)
{
    std::vector<std::byte> blocks(values.size() / kBlockColumns * kBlockBytes);
    for (std::size_t block = 0; block * kBlockColumns < values.size(); ++block) {
        const auto source = values.subspan(block * kBlockColumns, kBlockColumns);
        float largest = 0.0F;
        for (const float value : source)
            largest = std::max(largest, std::fabs(value));
        const std::uint16_t half = floatToHalf(largest / 127.0F);
        const float scale = halfToFloat(half);
        std::byte *stored = blocks.data() + block * kBlockBytes;
        std::memcpy(stored, &half, sizeof half);
        for (std::size_t i = 0; i < kBlockColumns; ++i) {
            const float scaled = scale > 0.0F ? std::nearbyint(source[i] / scale) : 0.0F;
            stored[sizeof half + i] =
                static_cast<std::byte>(static_cast<std::int8_t>(std::clamp(scaled, -127.0F, 127.0F)));
        }
    }
    return blocks;
}

void DraftHead::setWeights(const HeadWeights &weights)
{
    input = quantiseBytes(weights.input);
    depthBias = weights.depthBias;
    output = quantiseBytes(weights.output);
}

HeadWeights DraftHead::weights() const
{
    return {dequantised(input), depthBias, dequantised(output)};
}

QString DraftHead::sliceHash() const
{
    return tensors::sliceHash(vocabulary);
}

Result<void> DraftHead::checkBelongsTo(const QString &wantedModelHash, const QString &wantedAdapterHash,
                                       const QString &place) const
{
    if (modelHash == wantedModelHash && adapterHash == wantedAdapterHash)
        return {};
    return makeError(
        ErrorCode::Unsupported,
        QStringLiteral("This acceleration head was trained for another model or adapter; "
                       "decoding goes on without it. Learn again for this one."),
        QStringLiteral("model %1, adapter %2")
            .arg(modelHash.left(12), adapterHash.isEmpty() ? QStringLiteral("none") : adapterHash.left(12)),
        place);
}

QString sliceHash(std::span<const std::int32_t> vocabulary)
{
    const auto bytes = std::as_bytes(vocabulary);
    return QString::fromLatin1(QCryptographicHash::hash({reinterpret_cast<const char *>(bytes.data()),
                                                         static_cast<qsizetype>(bytes.size())},
                                                        QCryptographicHash::Sha256)
                                   .toHex());
}

} // namespace gatewright::tensors
