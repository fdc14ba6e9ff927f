// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/gguf_file.h"

#include "core/tensors/byte_reader.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <optional>

namespace gatewright::tensors {

namespace {

constexpr std::uint32_t kMagic = 0x46554747; // "GGUF"
constexpr std::uint64_t kMaximumAlignment = 65'536;

std::optional<std::uint64_t> checkedProduct(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::nullopt : std::optional(product);
}

Result<void> checkVersion(const ByteReader &reader, std::uint32_t version)
{
    if (version == 2 || version == 3)
        return {};
    if ((version & 0xffffU) == 0)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This is a big-endian GGUF file; fetch the little-endian one."), {},
                         reader.place());
    return makeError(ErrorCode::Unsupported,
                     QStringLiteral("GGUF version %1 is not supported, only 2 and 3; convert the model anew.")
                         .arg(version),
                     {}, reader.place());
}

// Bytes that a tensor of this shape takes, or an error that says why there is no such tensor.
Result<std::uint64_t> storedSize(const ByteReader &reader, const TensorInfo &tensor)
{
    const TensorTypeTraits &layout = traits(tensor.type);
    std::optional<std::uint64_t> elements = 1;
    for (const std::uint64_t dimension : tensor.shape) {
        if (dimension == 0)
            return reader.corrupt(QStringLiteral("A tensor has an empty dimension."), toQString(tensor.name));
        elements = elements ? checkedProduct(*elements, dimension) : std::nullopt;
    }
    if (tensor.shape[0] % layout.elementsPerBlock != 0)
        return reader.corrupt(QStringLiteral("The rows of a tensor are not made of whole blocks."),
                              QStringLiteral("%1: %2 elements of %3")
                                  .arg(toQString(tensor.name))
                                  .arg(tensor.shape[0])
                                  .arg(layout.name));
    const auto bytes =
        elements ? checkedProduct(*elements / layout.elementsPerBlock, layout.bytesPerBlock) : std::nullopt;
    if (!bytes)
        return reader.corrupt(QStringLiteral("The size of a tensor overflows."), toQString(tensor.name));
    return *bytes;
}

Result<TensorInfo> readTensorInfo(ByteReader &reader)
{
    TensorInfo tensor;
    GW_TRY(name, reader.string("the name of a tensor"));
    if (name.size() > GgufFile::kMaximumNameLength || !isPlainName(name))
        return reader.corrupt(QStringLiteral("The name of a tensor is empty, too long or not plain text."));
    tensor.name = name;
    GW_TRY(dimensions, reader.read<std::uint32_t>("the shape of a tensor"));
    if (dimensions == 0 || dimensions > GgufFile::kMaximumDimensions)
        return reader.corrupt(QStringLiteral("A tensor has no dimensions or too many."),
                              QStringLiteral("%1: %2").arg(toQString(name)).arg(dimensions));
    for (std::uint32_t i = 0; i < dimensions; ++i) {
        GW_TRY(dimension, reader.read<std::uint64_t>("the shape of a tensor"));
        tensor.shape.push_back(dimension);
    }
    GW_TRY(id, reader.read<std::uint32_t>("the type of a tensor"));
    const auto type = tensorTypeFromId(id);
    if (!type)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral(
                "A tensor has a type this version does not know; convert the model to Q4_1, Q8_0 or F16."),
            QStringLiteral("%1: type %2").arg(toQString(name)).arg(id), reader.place());
    tensor.type = *type;
    return tensor;
}

} // namespace

std::uint64_t TensorInfo::elementCount() const
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

Result<std::unique_ptr<GgufFile>> GgufFile::open(const QString &path)
{
    std::unique_ptr<GgufFile> file(new GgufFile);
    GW_TRY(bytes, file->m_file.open(path));
    file->m_name = path;
    file->m_bytes = bytes;
    GW_CHECK(file->readAll());
    return file;
}

Result<std::unique_ptr<GgufFile>> GgufFile::parse(std::span<const std::byte> bytes, const QString &name)
{
    std::unique_ptr<GgufFile> file(new GgufFile);
    file->m_name = name;
    file->m_bytes = bytes;
    GW_CHECK(file->readAll());
    return file;
}

const TensorInfo *GgufFile::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : &m_tensors[found->second];
}

Result<const TensorInfo *> GgufFile::require(std::string_view name) const
{
    if (const TensorInfo *tensor = find(name))
        return tensor;
    return makeError(ErrorCode::Corrupt,
                     QStringLiteral("The model file lacks the tensor %1.").arg(toQString(name)), {}, m_name);
}

Result<void> GgufFile::readAll()
{
    ByteReader reader(m_bytes, m_name);
    GW_TRY(magic, reader.read<std::uint32_t>("its first word"));
    if (magic != kMagic)
        return reader.corrupt(QStringLiteral("This is not a GGUF file."));
    GW_TRY(version, reader.read<std::uint32_t>("its header"));
    GW_CHECK(checkVersion(reader, version));
    m_version = version;
    GW_TRY(tensorCount, reader.read<std::uint64_t>("its header"));
    GW_TRY(entryCount, reader.read<std::uint64_t>("its header"));
    GW_TRY(metadata, GgufMetadata::read(reader, entryCount));
    m_metadata = std::move(metadata);
    GW_TRY(alignment, m_metadata.unsignedIntegerOr("general.alignment", 32));
    // The format asks for a multiple of eight; a power of two besides, so that a float never lies astride.
    if (alignment < 8 || alignment > kMaximumAlignment || !std::has_single_bit(alignment))
        return reader.corrupt(
            QStringLiteral("The alignment in the metadata is not a power of two from 8 to 65536."),
            QString::number(alignment));
    m_alignment = alignment;
    GW_CHECK(readTensorInfos(reader, tensorCount));
    GW_CHECK(placeTensors(reader));
    return checkOverlaps();
}

Result<void> GgufFile::readTensorInfos(ByteReader &reader, std::uint64_t count)
{
    if (count > kMaximumTensors)
        return reader.corrupt(QStringLiteral("The file claims more tensors than any model has."),
                              QStringLiteral("%1 tensors, at most %2").arg(count).arg(kMaximumTensors));
    for (std::uint64_t i = 0; i < count; ++i) {
        GW_TRY(tensor, readTensorInfo(reader));
        GW_TRY(offset, reader.read<std::uint64_t>("the offset of a tensor"));
        if (offset % m_alignment != 0)
            return reader.corrupt(QStringLiteral("The offset of a tensor is not aligned."),
                                  toQString(tensor.name));
        m_tensors.push_back(std::move(tensor));
        m_offsets.push_back(offset);
    }
    // Only now, because names move while the vector grows.
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        if (!m_byName.emplace(m_tensors[i].name, i).second)
            return reader.corrupt(QStringLiteral("Two tensors have the same name."),
                                  toQString(m_tensors[i].name));
    }
    return {};
}

Result<void> GgufFile::placeTensors(const ByteReader &reader)
{
    if (m_tensors.empty())
        return {};
    const std::uint64_t dataBegin = (reader.position() + m_alignment - 1) / m_alignment * m_alignment;
    const std::uint64_t available = m_bytes.size() > dataBegin ? m_bytes.size() - dataBegin : 0;
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        GW_TRY(size, storedSize(reader, m_tensors[i]));
        if (m_offsets[i] > available || size > available - m_offsets[i])
            return reader.corrupt(QStringLiteral("The file ends before the data of a tensor does; it is "
                                                 "truncated or damaged, fetch it again."),
                                  QStringLiteral("%1: %2 bytes at %3 of %4")
                                      .arg(toQString(m_tensors[i].name))
                                      .arg(size)
                                      .arg(m_offsets[i])
                                      .arg(available));
        m_tensors[i].data = m_bytes.subspan(dataBegin + m_offsets[i], size);
    }
    return {};
}

Result<void> GgufFile::checkOverlaps() const
{
    std::vector<const TensorInfo *> byAddress;
    for (const TensorInfo &tensor : m_tensors)
        byAddress.push_back(&tensor);
    std::ranges::sort(byAddress, {}, [](const TensorInfo *tensor) { return tensor->data.data(); });
    for (std::size_t i = 1; i < byAddress.size(); ++i) {
        const auto &before = *byAddress[i - 1];
        if (before.data.data() + before.data.size() > byAddress[i]->data.data())
            return makeError(
                ErrorCode::Corrupt, QStringLiteral("Two tensors overlap in the file."),
                QStringLiteral("%1 and %2").arg(toQString(before.name), toQString(byAddress[i]->name)),
                m_name);
    }
    return {};
}

} // namespace gatewright::tensors
