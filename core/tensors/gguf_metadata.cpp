// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/gguf_metadata.h"

#include <algorithm>
#include <cstring>

namespace gatewright::tensors {

namespace {

// Bytes of one element; 0 for String and Array, which have no fixed size.
std::size_t fixedSize(GgufValueType type)
{
    switch (type) {
    case GgufValueType::UInt8:
    case GgufValueType::Int8:
    case GgufValueType::Bool:
        return 1;
    case GgufValueType::UInt16:
    case GgufValueType::Int16:
        return 2;
    case GgufValueType::UInt32:
    case GgufValueType::Int32:
    case GgufValueType::Float32:
        return 4;
    case GgufValueType::UInt64:
    case GgufValueType::Int64:
    case GgufValueType::Float64:
        return 8;
    case GgufValueType::String:
    case GgufValueType::Array:
        break;
    }
    return 0;
}

Result<GgufValueType> readValueType(ByteReader &reader)
{
    GW_TRY(id, reader.read<std::uint32_t>("the type of a metadata value"));
    if (id > static_cast<std::uint32_t>(GgufValueType::Float64))
        return reader.corrupt(QStringLiteral("A metadata value has a type that GGUF does not define."),
                              QStringLiteral("type %1").arg(id));
    return static_cast<GgufValueType>(id);
}

Result<bool> readBool(ByteReader &reader)
{
    GW_TRY(byte, reader.read<std::uint8_t>("a boolean"));
    if (byte > 1)
        return reader.corrupt(QStringLiteral("A boolean in the metadata is neither 0 nor 1."),
                              QString::number(byte));
    return byte == 1;
}

// Walks over the elements, so that whoever decodes the array later need not check again.
Result<GgufArray> readArray(ByteReader &reader, int depth)
{
    if (depth > GgufMetadata::kMaximumArrayDepth)
        return reader.corrupt(QStringLiteral("Arrays in the metadata are nested too deep."));
    GgufArray array;
    GW_TRY(elementType, readValueType(reader));
    GW_TRY(count, reader.read<std::uint64_t>("the length of an array"));
    array.elementType = elementType;
    array.count = count;
    const std::size_t begin = reader.position();
    if (const std::size_t size = fixedSize(elementType); size > 0) {
        if (count > reader.remaining() / size)
            return reader.corrupt(QStringLiteral("An array in the metadata is longer than the file."),
                                  QStringLiteral("%1 elements").arg(count));
        GW_TRY(content, reader.take(count * size, "an array"));
        const auto isNoBool = [](std::byte byte) { return std::to_integer<unsigned>(byte) > 1; };
        if (elementType == GgufValueType::Bool && std::ranges::any_of(content, isNoBool))
            return reader.corrupt(QStringLiteral("A boolean in the metadata is neither 0 nor 1."));
    } else {
        // Each element takes some bytes of the file, so a huge count ends in "truncated" and not in an
        // endless loop.
        for (std::uint64_t i = 0; i < count; ++i) {
            if (elementType == GgufValueType::String)
                GW_CHECK(reader.string("a string of an array"));
            else
                GW_CHECK(readArray(reader, depth + 1));
        }
    }
    array.content = reader.bytes().subspan(begin, reader.position() - begin);
    return array;
}

template <class Stored, class Wide>
Result<void> readInto(ByteReader &reader, GgufEntry &entry)
{
    GW_TRY(value, reader.read<Stored>("a metadata value"));
    entry.value = static_cast<Wide>(value);
    return {};
}

Result<void> readValue(ByteReader &reader, GgufEntry &entry)
{
    switch (entry.type) {
    case GgufValueType::UInt8:
        return readInto<std::uint8_t, std::uint64_t>(reader, entry);
    case GgufValueType::UInt16:
        return readInto<std::uint16_t, std::uint64_t>(reader, entry);
    case GgufValueType::UInt32:
        return readInto<std::uint32_t, std::uint64_t>(reader, entry);
    case GgufValueType::UInt64:
        return readInto<std::uint64_t, std::uint64_t>(reader, entry);
    case GgufValueType::Int8:
        return readInto<std::int8_t, std::int64_t>(reader, entry);
    case GgufValueType::Int16:
        return readInto<std::int16_t, std::int64_t>(reader, entry);
    case GgufValueType::Int32:
        return readInto<std::int32_t, std::int64_t>(reader, entry);
    case GgufValueType::Int64:
        return readInto<std::int64_t, std::int64_t>(reader, entry);
    case GgufValueType::Float32:
        return readInto<float, double>(reader, entry);
    case GgufValueType::Float64:
        return readInto<double, double>(reader, entry);
    case GgufValueType::Bool: {
        GW_TRY(value, readBool(reader));
        entry.value = value;
        return {};
    }
    case GgufValueType::String: {
        GW_TRY(value, reader.string("a metadata string"));
        entry.value = value;
        return {};
    }
    case GgufValueType::Array: {
        GW_TRY(value, readArray(reader, 1));
        entry.value = value;
        return {};
    }
    }
    return reader.corrupt(QStringLiteral("A metadata value has a type that GGUF does not define."));
}

// Decodes a checked array of fixed-size elements; T is what the caller wants.
template <class Stored, class T>
std::vector<T> decodeElements(const GgufArray &array)
{
    std::vector<T> values(static_cast<std::size_t>(array.count));
    for (std::size_t i = 0; i < values.size(); ++i) {
        Stored value;
        std::memcpy(&value, array.content.data() + i * sizeof value, sizeof value);
        values[i] = static_cast<T>(value);
    }
    return values;
}

} // namespace

Result<GgufMetadata> GgufMetadata::read(ByteReader &reader, std::uint64_t count)
{
    if (count > kMaximumEntries)
        return reader.corrupt(QStringLiteral("The file claims more metadata entries than any model has."),
                              QStringLiteral("%1 entries, at most %2").arg(count).arg(kMaximumEntries));
    GgufMetadata metadata;
    metadata.m_fileName = reader.fileName();
    for (std::uint64_t i = 0; i < count; ++i) {
        GgufEntry entry;
        GW_TRY(key, reader.string("a metadata key"));
        if (key.size() > kMaximumKeyLength || !isPlainName(key))
            return reader.corrupt(QStringLiteral("A metadata key is empty, too long or not plain text."));
        entry.key = key;
        GW_TRY(type, readValueType(reader));
        entry.type = type;
        GW_CHECK(readValue(reader, entry));
        if (!metadata.m_byKey.emplace(key, metadata.m_entries.size()).second)
            return reader.corrupt(QStringLiteral("A metadata key appears twice."), toQString(key));
        metadata.m_entries.push_back(entry);
    }
    return metadata;
}

const GgufEntry *GgufMetadata::find(std::string_view key) const
{
    const auto found = m_byKey.find(key);
    return found == m_byKey.end() ? nullptr : &m_entries[found->second];
}

Result<std::uint64_t> GgufMetadata::unsignedInteger(std::string_view key) const
{
    GW_TRY(entry, require(key));
    if (const auto *value = std::get_if<std::uint64_t>(&entry->value))
        return *value;
    if (const auto *value = std::get_if<std::int64_t>(&entry->value); value && *value >= 0)
        return static_cast<std::uint64_t>(*value);
    return wrongType(key, "an integer that is not negative");
}

Result<double> GgufMetadata::real(std::string_view key) const
{
    GW_TRY(entry, require(key));
    if (const auto *value = std::get_if<double>(&entry->value))
        return *value;
    return wrongType(key, "a floating-point number");
}

Result<bool> GgufMetadata::boolean(std::string_view key) const
{
    GW_TRY(entry, require(key));
    if (const auto *value = std::get_if<bool>(&entry->value))
        return *value;
    return wrongType(key, "a boolean");
}

Result<std::string_view> GgufMetadata::text(std::string_view key) const
{
    GW_TRY(entry, require(key));
    if (const auto *value = std::get_if<std::string_view>(&entry->value))
        return *value;
    return wrongType(key, "a string");
}

Result<std::vector<std::string_view>> GgufMetadata::texts(std::string_view key) const
{
    GW_TRY(array, requireArray(key));
    if (array->elementType != GgufValueType::String)
        return wrongType(key, "an array of strings");
    std::vector<std::string_view> values;
    values.reserve(static_cast<std::size_t>(array->count)); // each took eight bytes or more of the file
    ByteReader reader(array->content, m_fileName);
    for (std::uint64_t i = 0; i < array->count; ++i) {
        GW_TRY(value, reader.string("a string of an array"));
        values.push_back(value);
    }
    return values;
}

Result<std::vector<std::int64_t>> GgufMetadata::integers(std::string_view key) const
{
    GW_TRY(array, requireArray(key));
    switch (array->elementType) {
    case GgufValueType::UInt8:
        return decodeElements<std::uint8_t, std::int64_t>(*array);
    case GgufValueType::Int8:
        return decodeElements<std::int8_t, std::int64_t>(*array);
    case GgufValueType::UInt16:
        return decodeElements<std::uint16_t, std::int64_t>(*array);
    case GgufValueType::Int16:
        return decodeElements<std::int16_t, std::int64_t>(*array);
    case GgufValueType::UInt32:
        return decodeElements<std::uint32_t, std::int64_t>(*array);
    case GgufValueType::Int32:
        return decodeElements<std::int32_t, std::int64_t>(*array);
    case GgufValueType::Int64:
        return decodeElements<std::int64_t, std::int64_t>(*array);
    default:
        return wrongType(key, "an array of integers");
    }
}

Result<std::vector<float>> GgufMetadata::reals(std::string_view key) const
{
    GW_TRY(array, requireArray(key));
    if (array->elementType != GgufValueType::Float32)
        return wrongType(key, "an array of 32-bit floating-point numbers");
    return decodeElements<float, float>(*array);
}

Result<std::uint64_t> GgufMetadata::unsignedIntegerOr(std::string_view key, std::uint64_t fallback) const
{
    return contains(key) ? unsignedInteger(key) : fallback;
}

Result<double> GgufMetadata::realOr(std::string_view key, double fallback) const
{
    return contains(key) ? real(key) : fallback;
}

Result<bool> GgufMetadata::booleanOr(std::string_view key, bool fallback) const
{
    return contains(key) ? boolean(key) : fallback;
}

Result<std::string_view> GgufMetadata::textOr(std::string_view key, std::string_view fallback) const
{
    return contains(key) ? text(key) : fallback;
}

Result<const GgufEntry *> GgufMetadata::require(std::string_view key) const
{
    if (const GgufEntry *entry = find(key))
        return entry;
    return makeError(ErrorCode::Corrupt,
                     QStringLiteral("The model file lacks the metadata key %1.").arg(toQString(key)), {},
                     m_fileName);
}

Result<const GgufArray *> GgufMetadata::requireArray(std::string_view key) const
{
    GW_TRY(entry, require(key));
    if (const auto *array = std::get_if<GgufArray>(&entry->value))
        return array;
    return wrongType(key, "an array");
}

tl::unexpected<Error> GgufMetadata::wrongType(std::string_view key, const char *expected) const
{
    return makeError(
        ErrorCode::Corrupt,
        QStringLiteral("The metadata key %1 does not hold %2.").arg(toQString(key), QLatin1String(expected)),
        {}, m_fileName);
}

bool isPlainName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f; });
}

QString toQString(std::string_view text)
{
    QString shown = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    const auto isControl = [](QChar character) { return character.category() == QChar::Other_Control; };
    std::ranges::replace_if(shown, isControl, QChar(QChar::ReplacementCharacter));
    return shown;
}

} // namespace gatewright::tensors
