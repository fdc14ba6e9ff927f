// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/safetensors_writer.h"

#include "core/base/whole_file.h"
#include "core/tensors/safetensors_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <bit>
#include <cstring>

namespace gatewright::tensors {

namespace {

static_assert(std::endian::native == std::endian::little, "safetensors is little-endian");

QString typeName(TensorType type)
{
    constexpr std::array kPlain{TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::F64,
                                TensorType::I64, TensorType::I32, TensorType::I16,  TensorType::I8};
    for (const TensorType plain : kPlain)
        if (plain == type)
            return QString(traits(type).name);
    return {};
}

bool isWhole(const TensorToWrite &tensor)
{
    std::uint64_t bytes = traits(tensor.type).bytesPerBlock;
    for (const std::uint64_t size : tensor.shape)
        if (__builtin_mul_overflow(bytes, size, &bytes))
            return false;
    return bytes == tensor.data.size();
}

Result<QByteArray> headerOf(std::span<const TensorToWrite> tensors,
                            const std::map<QString, QString> &metadata, const QString &path)
{
    QJsonObject texts;
    for (const auto &[key, value] : metadata)
        texts.insert(key, value);
    QJsonObject header{{QStringLiteral("__metadata__"), texts}};
    qint64 begin = 0;
    for (const TensorToWrite &tensor : tensors) {
        const QString type = typeName(tensor.type);
        const QString name = QString::fromStdString(tensor.name);
        if (type.isEmpty() || !isWhole(tensor) || header.contains(name))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("This tensor cannot be written as it is."), name, path);
        QJsonArray shape;
        for (const std::uint64_t size : tensor.shape)
            shape.prepend(static_cast<qint64>(size));
        const qint64 end = begin + static_cast<qint64>(tensor.data.size());
        header.insert(name, QJsonObject{{QStringLiteral("dtype"), type},
                                        {QStringLiteral("shape"), shape},
                                        {QStringLiteral("data_offsets"), QJsonArray{begin, end}}});
        begin = end;
    }
    QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
    // Data begins at a multiple of eight, as other readers like it.
    while (text.size() % 8 != 0)
        text += ' ';
    return text;
}

} // namespace

Result<void> writeSafetensors(const QString &path, std::span<const TensorToWrite> tensors,
                              const std::map<QString, QString> &metadata)
{
    GW_TRY(header, headerOf(tensors, metadata, path));
    WholeFile file(path);
    GW_CHECK(file.open());
    std::array<char, sizeof(std::uint64_t)> length{};
    const auto headerBytes = static_cast<std::uint64_t>(header.size());
    std::memcpy(length.data(), &headerBytes, length.size());
    GW_CHECK(file.write(QByteArrayView(length.data(), length.size())));
    GW_CHECK(file.write(header));
    for (const TensorToWrite &tensor : tensors)
        GW_CHECK(file.write(QByteArrayView(reinterpret_cast<const char *>(tensor.data.data()),
                                           static_cast<qsizetype>(tensor.data.size()))));
    return file.commit();
}

} // namespace gatewright::tensors
