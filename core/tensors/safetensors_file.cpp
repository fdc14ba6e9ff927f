// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/safetensors_file.h"

#include "core/tensors/byte_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>

namespace gatewright::tensors {

namespace {

constexpr QLatin1String kMetadataKey("__metadata__");

struct NamedType
{
    QLatin1String name;
    TensorType type;
};

constexpr std::array<NamedType, 8> kTypes{{
    {QLatin1String("F32"), TensorType::F32},
    {QLatin1String("F16"), TensorType::F16},
    {QLatin1String("BF16"), TensorType::BF16},
    {QLatin1String("F64"), TensorType::F64},
    {QLatin1String("I64"), TensorType::I64},
    {QLatin1String("I32"), TensorType::I32},
    {QLatin1String("I16"), TensorType::I16},
    {QLatin1String("I8"), TensorType::I8},
}};

// Reads the header's entries; the first thing that is wrong ends it.
class HeaderReader
{
public:
    HeaderReader(const QString &fileName, std::span<const std::byte> data)
        : m_fileName(fileName)
        , m_data(data)
    {
    }

    Result<std::vector<TensorInfo>> tensors(const QJsonObject &header) const
    {
        if (static_cast<std::size_t>(header.size()) > SafetensorsFile::kMaximumTensors + 1)
            return corrupt(QStringLiteral("The file claims more tensors than any model has."),
                           QString::number(header.size()));
        std::vector<TensorInfo> tensors;
        for (auto entry = header.begin(); entry != header.end(); ++entry) {
            if (entry.key() == kMetadataKey)
                continue;
            GW_TRY(tensor, this->tensor(entry.key(), entry.value()));
            tensors.push_back(std::move(tensor));
        }
        return tensors;
    }

    Result<std::map<QString, QString>> metadata(const QJsonValue &value) const
    {
        std::map<QString, QString> texts;
        if (value.isUndefined() || value.isNull())
            return texts;
        if (!value.isObject())
            return corrupt(QStringLiteral("The metadata in the header is not an object."));
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            if (!entry.value().isString())
                return corrupt(QStringLiteral("A value of the metadata is not a text."), entry.key());
            texts.emplace(entry.key(), entry.value().toString());
        }
        return texts;
    }

    [[nodiscard]] tl::unexpected<Error> corrupt(QString message, QString detail = {}) const
    {
        return makeError(ErrorCode::Corrupt, std::move(message), std::move(detail), m_fileName);
    }

private:
    Result<TensorInfo> tensor(const QString &name, const QJsonValue &value) const
    {
        TensorInfo tensor;
        tensor.name = name.toStdString();
        if (tensor.name.size() > SafetensorsFile::kMaximumNameLength || !isPlainName(tensor.name))
            return corrupt(QStringLiteral("The name of a tensor is empty, too long or not plain text."),
                           toQString(tensor.name.substr(0, SafetensorsFile::kMaximumNameLength)));
        const QJsonObject entry = value.toObject();
        GW_TRY(type, typeOf(name, entry.value(QLatin1String("dtype"))));
        tensor.type = type;
        GW_TRY(shape, shapeOf(name, entry.value(QLatin1String("shape"))));
        tensor.shape = std::move(shape);
        GW_TRY(data, dataOf(name, entry.value(QLatin1String("data_offsets"))));
        tensor.data = data;
        std::optional<std::uint64_t> bytes = traits(type).bytesPerBlock;
        for (const std::uint64_t size : tensor.shape)
            bytes = bytes ? product(*bytes, size) : std::nullopt;
        if (bytes != tensor.data.size())
            return corrupt(QStringLiteral("The data of a tensor has another size than its shape says; the "
                                          "file is damaged, fetch it again."),
                           name);
        return tensor;
    }

    Result<TensorType> typeOf(const QString &name, const QJsonValue &value) const
    {
        const QString stated = value.toString();
        const auto found = std::ranges::find(kTypes, stated, &NamedType::name);
        if (found != kTypes.end())
            return found->type;
        if (stated.isEmpty())
            return corrupt(QStringLiteral("A tensor has no type."), name);
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A tensor has a type this version does not know; get the model with "
                                        "BF16, F16 or F32 weights."),
                         QStringLiteral("%1: %2").arg(name, toQString(stated.left(16).toStdString())),
                         m_fileName);
    }

    Result<std::vector<std::uint64_t>> shapeOf(const QString &name, const QJsonValue &value) const
    {
        const QJsonArray sizes = value.toArray();
        if (!value.isArray() || sizes.size() > SafetensorsFile::kMaximumDimensions)
            return corrupt(QStringLiteral("A tensor has no shape or too many dimensions."), name);
        std::vector<std::uint64_t> shape;
        for (qsizetype i = sizes.size(); i-- > 0;) {
            const qint64 size = sizes[i].toInteger(-1);
            if (size < 0)
                return corrupt(QStringLiteral("A tensor has a dimension that is no size."), name);
            shape.push_back(static_cast<std::uint64_t>(size));
        }
        if (shape.empty())
            shape.push_back(1);
        return shape;
    }

    Result<std::span<const std::byte>> dataOf(const QString &name, const QJsonValue &value) const
    {
        const QJsonArray offsets = value.toArray();
        const qint64 begin = offsets.size() == 2 ? offsets[0].toInteger(-1) : -1;
        const qint64 end = offsets.size() == 2 ? offsets[1].toInteger(-1) : -1;
        if (begin < 0 || end < begin)
            return corrupt(QStringLiteral("A tensor has no place in the file."), name);
        if (static_cast<std::uint64_t>(end) > m_data.size())
            return corrupt(QStringLiteral("The file ends before the data of a tensor does; it is truncated "
                                          "or damaged, fetch it again."),
                           QStringLiteral("%1: up to %2 of %3").arg(name).arg(end).arg(m_data.size()));
        return m_data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    }

    static std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b)
    {
        std::uint64_t result = 0;
        return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    }

    const QString &m_fileName;
    std::span<const std::byte> m_data;
};

// In the order of their data, which has to begin where the one before ends. A name that stood twice in the
// header leaves a hole here.
Result<void> checkCover(const HeaderReader &reader, std::vector<TensorInfo> &tensors,
                        std::span<const std::byte> data)
{
    std::ranges::sort(tensors, [](const TensorInfo &a, const TensorInfo &b) {
        return a.data.data() != b.data.data() ? a.data.data() < b.data.data() : a.data.size() < b.data.size();
    });
    const std::byte *next = data.data();
    for (const TensorInfo &tensor : tensors) {
        if (tensor.data.data() != next)
            return reader.corrupt(tensor.data.data() < next
                                      ? QStringLiteral("Two tensors overlap in the file.")
                                      : QStringLiteral("There is a hole between the tensors of the file."),
                                  toQString(tensor.name));
        next += tensor.data.size();
    }
    if (next != data.data() + data.size())
        return reader.corrupt(QStringLiteral("There is data behind the last tensor of the file."));
    return {};
}

} // namespace

Result<std::unique_ptr<SafetensorsFile>> SafetensorsFile::open(const QString &path)
{
    std::unique_ptr<SafetensorsFile> file(new SafetensorsFile);
    GW_TRY(bytes, file->m_file.open(path));
    file->m_name = path;
    file->m_bytes = bytes;
    GW_CHECK(file->readAll());
    return file;
}

Result<std::unique_ptr<SafetensorsFile>> SafetensorsFile::parse(std::span<const std::byte> bytes,
                                                                const QString &name)
{
    std::unique_ptr<SafetensorsFile> file(new SafetensorsFile);
    file->m_name = name;
    file->m_bytes = bytes;
    GW_CHECK(file->readAll());
    return file;
}

const TensorInfo *SafetensorsFile::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : &m_tensors[found->second];
}

Result<void> SafetensorsFile::readAll()
{
    ByteReader reader(m_bytes, m_name);
    GW_TRY(length, reader.read<std::uint64_t>("the length of its header"));
    if (length > kMaximumHeader)
        return reader.corrupt(QStringLiteral("This is not a safetensors file, or its header is too long."));
    GW_TRY(text, reader.take(length, "its header"));
    if (text.empty() || text.front() != std::byte{'{'})
        return reader.corrupt(QStringLiteral("This is not a safetensors file."));
    QJsonParseError problem;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(reinterpret_cast<const char *>(text.data()),
                                                        static_cast<qsizetype>(text.size())),
                                &problem);
    if (!document.isObject())
        return reader.corrupt(QStringLiteral("The header of the file is not JSON; fetch it again."),
                              problem.errorString());
    const QJsonObject header = document.object();
    const auto data = m_bytes.subspan(reader.position());
    const HeaderReader entries(m_name, data);
    GW_TRY(metadata, entries.metadata(header.value(kMetadataKey)));
    m_metadata = std::move(metadata);
    GW_TRY(tensors, entries.tensors(header));
    m_tensors = std::move(tensors);
    GW_CHECK(checkCover(entries, m_tensors, data));
    for (std::size_t i = 0; i < m_tensors.size(); ++i)
        m_byName.emplace(m_tensors[i].name, i);
    return {};
}

} // namespace gatewright::tensors
