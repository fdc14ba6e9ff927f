// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace gatewright::tensors {

static_assert(std::endian::native == std::endian::little, "GGUF is little-endian and is read in place");

// Reads little-endian values from bytes that nobody vouches for. Each read checks what is left first; each
// error names the file and the offset at which it was noticed.
class ByteReader
{
public:
    ByteReader(std::span<const std::byte> bytes, QString fileName)
        : m_bytes(bytes)
        , m_fileName(std::move(fileName))
    {
    }

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }
    [[nodiscard]] const QString &fileName() const { return m_fileName; }

    template <class T>
    [[nodiscard]] Result<T> read(const char *what)
    {
        if (remaining() < sizeof(T))
            return truncated(what);
        T value;
        std::memcpy(&value, m_bytes.data() + m_position, sizeof value);
        m_position += sizeof value;
        return value;
    }

    // The next `count` bytes, in place.
    [[nodiscard]] Result<std::span<const std::byte>> take(std::uint64_t count, const char *what)
    {
        if (count > remaining())
            return truncated(what);
        const auto taken = m_bytes.subspan(m_position, static_cast<std::size_t>(count));
        m_position += taken.size();
        return taken;
    }

    // A 64-bit length and that many bytes, in place.
    [[nodiscard]] Result<std::string_view> string(const char *what)
    {
        GW_TRY(length, read<std::uint64_t>(what));
        GW_TRY(bytes, take(length, what));
        return std::string_view(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    }

    [[nodiscard]] tl::unexpected<Error> corrupt(QString message, QString detail = {}) const
    {
        return makeError(ErrorCode::Corrupt, std::move(message), std::move(detail), place());
    }

    [[nodiscard]] QString place() const
    {
        return QStringLiteral("%1, offset %2").arg(m_fileName).arg(m_position);
    }

private:
    [[nodiscard]] tl::unexpected<Error> truncated(const char *what) const
    {
        return corrupt(QStringLiteral("The file ends inside %1; it is truncated or damaged, fetch it again.")
                           .arg(QLatin1String(what)));
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0;
    QString m_fileName;
};

} // namespace gatewright::tensors
