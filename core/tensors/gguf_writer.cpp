// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/gguf_writer.h"

#include <array>
#include <bit>
#include <utility>
#include <variant>

namespace gatewright::tensors {

namespace {

static_assert(std::endian::native == std::endian::little, "GGUF is little-endian");

constexpr std::uint64_t kAlignment = 32; // what a file without general.alignment has
constexpr std::uint32_t kVersion = 3;

std::uint64_t padded(std::uint64_t bytes)
{
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

template <class T>
void append(QByteArray &bytes, T value)
{
    const auto raw = std::bit_cast<std::array<char, sizeof(T)>>(value);
    bytes.append(raw.data(), static_cast<qsizetype>(raw.size()));
}

void appendText(QByteArray &bytes, std::string_view text)
{
    append(bytes, static_cast<std::uint64_t>(text.size()));
    bytes.append(text.data(), static_cast<qsizetype>(text.size()));
}

// A single number of metadata, in the width that its type has.
template <class Value>
void appendNumber(QByteArray &bytes, GgufValueType type, Value value)
{
    switch (type) {
    case GgufValueType::UInt8:
    case GgufValueType::Int8:
    case GgufValueType::Bool:
        return append(bytes, static_cast<std::uint8_t>(value));
    case GgufValueType::UInt16:
    case GgufValueType::Int16:
        return append(bytes, static_cast<std::uint16_t>(value));
    case GgufValueType::UInt32:
    case GgufValueType::Int32:
        return append(bytes, static_cast<std::uint32_t>(value));
    case GgufValueType::Float32:
        return append(bytes, static_cast<float>(value));
    case GgufValueType::Float64:
        return append(bytes, static_cast<double>(value));
    default:
        return append(bytes, static_cast<std::uint64_t>(value));
    }
}

} // namespace

GgufWriter::GgufWriter(const QString &path)
    : m_path(path)
    , m_file(path)
{
}

void GgufWriter::addKey(std::string_view key, GgufValueType type)
{
    appendText(m_metadata, key);
    append(m_metadata, static_cast<std::uint32_t>(type));
    ++m_entries;
}

void GgufWriter::addText(std::string_view key, std::string_view value)
{
    addKey(key, GgufValueType::String);
    appendText(m_metadata, value);
}

void GgufWriter::addUnsigned(std::string_view key, std::uint32_t value)
{
    addKey(key, GgufValueType::UInt32);
    append(m_metadata, value);
}

void GgufWriter::addReal(std::string_view key, float value)
{
    addKey(key, GgufValueType::Float32);
    append(m_metadata, value);
}

void GgufWriter::addBoolean(std::string_view key, bool value)
{
    addKey(key, GgufValueType::Bool);
    append(m_metadata, static_cast<std::uint8_t>(value));
}

void GgufWriter::addArray(std::string_view key, GgufValueType elements, std::size_t count)
{
    addKey(key, GgufValueType::Array);
    append(m_metadata, static_cast<std::uint32_t>(elements));
    append(m_metadata, static_cast<std::uint64_t>(count));
}

void GgufWriter::addTexts(std::string_view key, std::span<const std::string> values)
{
    addArray(key, GgufValueType::String, values.size());
    for (const std::string &value : values)
        appendText(m_metadata, value);
}

void GgufWriter::addIntegers(std::string_view key, std::span<const std::int32_t> values)
{
    addArray(key, GgufValueType::Int32, values.size());
    for (const std::int32_t value : values)
        append(m_metadata, value);
}

void GgufWriter::addReals(std::string_view key, std::span<const float> values)
{
    addArray(key, GgufValueType::Float32, values.size());
    for (const float value : values)
        append(m_metadata, value);
}

void GgufWriter::copy(const GgufEntry &entry)
{
    if (const auto *array = std::get_if<GgufArray>(&entry.value)) {
        addArray(entry.key, array->elementType, array->count);
        m_metadata.append(reinterpret_cast<const char *>(array->content.data()),
                          static_cast<qsizetype>(array->content.size()));
        return;
    }
    addKey(entry.key, entry.type);
    if (const auto *text = std::get_if<std::string_view>(&entry.value))
        return appendText(m_metadata, *text);
    std::visit(
        [&](const auto &value) {
            if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(value)>>)
                appendNumber(m_metadata, entry.type, value);
        },
        entry.value);
}

void GgufWriter::declare(std::string_view name, TensorType type, std::span<const std::uint64_t> shape)
{
    const TensorTypeTraits &form = traits(type);
    std::uint64_t elements = 1;
    for (const std::uint64_t size : shape)
        elements *= size;
    m_tensors.push_back({std::string(name),
                         type,
                         {shape.begin(), shape.end()},
                         elements / form.elementsPerBlock * form.bytesPerBlock});
}

QByteArray GgufWriter::header() const
{
    QByteArray bytes("GGUF");
    append(bytes, kVersion);
    append(bytes, static_cast<std::uint64_t>(m_tensors.size()));
    append(bytes, m_entries);
    bytes.append(m_metadata);
    std::uint64_t offset = 0;
    for (const Declared &tensor : m_tensors) {
        appendText(bytes, tensor.name);
        append(bytes, static_cast<std::uint32_t>(tensor.shape.size()));
        for (const std::uint64_t size : tensor.shape)
            append(bytes, size);
        append(bytes, static_cast<std::uint32_t>(tensor.type));
        append(bytes, offset);
        offset += padded(tensor.bytes);
    }
    return bytes.append(
        static_cast<qsizetype>(padded(std::uint64_t(bytes.size())) - std::uint64_t(bytes.size())), '\0');
}

std::uint64_t GgufWriter::fileBytes() const
{
    auto bytes = static_cast<std::uint64_t>(header().size());
    for (const Declared &tensor : m_tensors)
        bytes += padded(tensor.bytes);
    return bytes;
}

Result<void> GgufWriter::begin()
{
    GW_CHECK(m_file.open());
    return m_file.write(header());
}

Result<void> GgufWriter::writePadding(std::uint64_t behind)
{
    const QByteArray zeros(static_cast<qsizetype>(padded(behind) - behind), '\0');
    return m_file.write(zeros);
}

Result<void> GgufWriter::write(std::span<const std::byte> bytes)
{
    if (m_next == m_tensors.size() || bytes.size() > m_tensors[m_next].bytes - m_written)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("There is more data than the tensors have room for."), {}, m_path);
    GW_CHECK(m_file.write(
        QByteArrayView(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()))));
    m_written += bytes.size();
    if (m_written < m_tensors[m_next].bytes)
        return {};
    ++m_next;
    return writePadding(std::exchange(m_written, 0));
}

Result<void> GgufWriter::commit()
{
    if (m_next < m_tensors.size())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("A tensor has no data."),
                         QString::fromStdString(m_tensors[m_next].name), m_path);
    return m_file.commit();
}

} // namespace gatewright::tensors
