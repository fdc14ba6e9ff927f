// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/byte_reader.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace gatewright::tensors {

// GGUF's own numbers for the types of metadata values.
enum class GgufValueType : std::uint32_t {
    UInt8 = 0,
    Int8 = 1,
    UInt16 = 2,
    Int16 = 3,
    UInt32 = 4,
    Int32 = 5,
    Float32 = 6,
    Bool = 7,
    String = 8,
    Array = 9,
    UInt64 = 10,
    Int64 = 11,
    Float64 = 12,
};

// An array stays as it lies in the file, already checked; it is decoded when somebody asks.
struct GgufArray
{
    GgufValueType elementType = GgufValueType::UInt8;
    std::uint64_t count = 0;
    std::span<const std::byte> content;
};

struct GgufEntry
{
    std::string_view key;
    GgufValueType type = GgufValueType::UInt8;
    std::variant<std::uint64_t, std::int64_t, double, bool, std::string_view, GgufArray> value;
};

// The key-value part of a GGUF file. Texts point into the file's bytes, which must outlive this.
//
// A getter fails with Corrupt when the key is missing or its value has another type or does not fit; the
// ...Or variants give the fallback when the key is missing, and still fail on a wrong type. Integer getters
// accept any integer type.
class GgufMetadata
{
public:
    // More keys, or arrays nested deeper, than this are refused.
    static constexpr std::uint64_t kMaximumEntries = 65'536;
    static constexpr int kMaximumArrayDepth = 4;
    static constexpr std::size_t kMaximumKeyLength = 65'535;

    // Reads `count` entries and leaves the reader behind them.
    [[nodiscard]] static Result<GgufMetadata> read(ByteReader &reader, std::uint64_t count);

    // In file order.
    [[nodiscard]] std::span<const GgufEntry> entries() const { return m_entries; }
    [[nodiscard]] const GgufEntry *find(std::string_view key) const;
    [[nodiscard]] bool contains(std::string_view key) const { return find(key) != nullptr; }

    [[nodiscard]] Result<std::uint64_t> unsignedInteger(std::string_view key) const;
    [[nodiscard]] Result<double> real(std::string_view key) const;
    [[nodiscard]] Result<bool> boolean(std::string_view key) const;
    [[nodiscard]] Result<std::string_view> text(std::string_view key) const;
    [[nodiscard]] Result<std::vector<std::string_view>> texts(std::string_view key) const;
    [[nodiscard]] Result<std::vector<std::int64_t>> integers(std::string_view key) const;
    [[nodiscard]] Result<std::vector<float>> reals(std::string_view key) const;

    [[nodiscard]] Result<std::uint64_t> unsignedIntegerOr(std::string_view key, std::uint64_t fallback) const;
    [[nodiscard]] Result<double> realOr(std::string_view key, double fallback) const;
    [[nodiscard]] Result<bool> booleanOr(std::string_view key, bool fallback) const;
    [[nodiscard]] Result<std::string_view> textOr(std::string_view key, std::string_view fallback) const;

private:
    [[nodiscard]] Result<const GgufEntry *> require(std::string_view key) const;
    [[nodiscard]] Result<const GgufArray *> requireArray(std::string_view key) const;
    [[nodiscard]] tl::unexpected<Error> wrongType(std::string_view key, const char *expected) const;

    QString m_fileName;
    std::vector<GgufEntry> m_entries;
    std::unordered_map<std::string_view, std::size_t> m_byKey;
};

// Keys and tensor names are printable ASCII, so that they can be shown and compared without surprise.
[[nodiscard]] bool isPlainName(std::string_view name);
// For messages and terminals: control characters, which a hostile file could use to repaint a screen, are
// replaced.
[[nodiscard]] QString toQString(std::string_view text);

} // namespace gatewright::tensors
