// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensors/gguf_metadata.h"
#include "core/tensors/tensor_type.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace gatewright::test {

// Writes little-endian values one after the other: what GGUF files are made of.
class GgufBytes
{
public:
    template <class T>
    GgufBytes &number(T value)
    {
        m_bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
        return *this;
    }

    GgufBytes &string(std::string_view text)
    {
        number<std::uint64_t>(text.size());
        m_bytes.append(text.data(), static_cast<qsizetype>(text.size()));
        return *this;
    }

    GgufBytes &type(tensors::GgufValueType type) { return number(static_cast<std::uint32_t>(type)); }
    GgufBytes &raw(const QByteArray &bytes)
    {
        m_bytes += bytes;
        return *this;
    }

    void padTo(std::uint64_t alignment)
    {
        while (static_cast<std::uint64_t>(m_bytes.size()) % alignment != 0)
            m_bytes.append('\0');
    }

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

// Builds GGUF files for tests, right ones and, through its public knobs, wrong ones in one place at a time.
class GgufBuilder
{
public:
    struct Tensor
    {
        QByteArray name;
        std::vector<std::uint64_t> shape;
        std::uint32_t type = 0;
        QByteArray data;
        std::uint64_t offset = 0; // set by bytes() unless keepOffset
        bool keepOffset = false;
    };

    // What the header says; left alone, bytes() writes the truth.
    std::uint32_t magic = 0x46554747;
    std::uint32_t version = 3;
    std::int64_t claimedTensors = -1;
    std::int64_t claimedEntries = -1;
    std::uint64_t alignment = 32;
    std::vector<Tensor> tensors;

    // One metadata entry: its key and whatever `write` writes after it (type and value).
    GgufBuilder &entry(std::string_view key, const std::function<void(GgufBytes &)> &write)
    {
        m_metadata.string(key);
        write(m_metadata);
        ++m_entryCount;
        return *this;
    }

    GgufBuilder &text(std::string_view key, std::string_view value)
    {
        return entry(key, [&](GgufBytes &out) { out.type(tensors::GgufValueType::String).string(value); });
    }
    GgufBuilder &uint32(std::string_view key, std::uint32_t value)
    {
        return entry(key, [&](GgufBytes &out) { out.type(tensors::GgufValueType::UInt32).number(value); });
    }
    GgufBuilder &float32(std::string_view key, float value)
    {
        return entry(key, [&](GgufBytes &out) { out.type(tensors::GgufValueType::Float32).number(value); });
    }
    GgufBuilder &boolean(std::string_view key, bool value)
    {
        return entry(key, [&](GgufBytes &out) {
            out.type(tensors::GgufValueType::Bool).number(static_cast<std::uint8_t>(value));
        });
    }
    GgufBuilder &texts(std::string_view key, const std::vector<QByteArray> &values)
    {
        return entry(key, [&](GgufBytes &out) {
            out.type(tensors::GgufValueType::Array).type(tensors::GgufValueType::String);
            out.number<std::uint64_t>(values.size());
            for (const QByteArray &value : values)
                out.string({value.data(), static_cast<std::size_t>(value.size())});
        });
    }
    GgufBuilder &int32s(std::string_view key, const std::vector<std::int32_t> &values)
    {
        return entry(key, [&](GgufBytes &out) {
            out.type(tensors::GgufValueType::Array).type(tensors::GgufValueType::Int32);
            out.number<std::uint64_t>(values.size());
            for (const std::int32_t value : values)
                out.number(value);
        });
    }

    GgufBuilder &tensor(std::string_view name, std::vector<std::uint64_t> shape, tensors::TensorType type,
                        QByteArray data)
    {
        tensors.push_back({QByteArray(name.data(), static_cast<qsizetype>(name.size())), std::move(shape),
                           static_cast<std::uint32_t>(type), std::move(data)});
        return *this;
    }

    [[nodiscard]] QByteArray bytes()
    {
        GgufBytes out;
        out.number(magic).number(version);
        out.number<std::uint64_t>(claimedTensors >= 0 ? static_cast<std::uint64_t>(claimedTensors)
                                                      : tensors.size());
        out.number<std::uint64_t>(claimedEntries >= 0 ? static_cast<std::uint64_t>(claimedEntries)
                                                      : m_entryCount);
        out.raw(m_metadata.bytes());
        std::uint64_t next = 0;
        for (Tensor &tensor : tensors) {
            if (!tensor.keepOffset)
                tensor.offset = next;
            next = (next + static_cast<std::uint64_t>(tensor.data.size()) + alignment - 1) / alignment *
                   alignment;
            out.string({tensor.name.data(), static_cast<std::size_t>(tensor.name.size())});
            out.number(static_cast<std::uint32_t>(tensor.shape.size()));
            for (const std::uint64_t dimension : tensor.shape)
                out.number(dimension);
            out.number(tensor.type).number(tensor.offset);
        }
        if (!tensors.empty())
            out.padTo(alignment);
        GgufBytes data;
        for (const Tensor &tensor : tensors) {
            data.padTo(alignment);
            data.raw(tensor.data);
        }
        return out.raw(data.bytes()).bytes();
    }

private:
    GgufBytes m_metadata;
    std::uint64_t m_entryCount = 0;
};

} // namespace gatewright::test
