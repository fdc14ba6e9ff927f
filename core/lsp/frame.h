// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>
#include <optional>

namespace gatewright::lsp {

struct FrameLimits
{
    // Of all header lines of one message together.
    qsizetype headerBytes = 4096;
    // Of one message's body (contract: a message over 64 MiB is refused).
    qsizetype bodyBytes = qsizetype{64} * 1024 * 1024;
};

// Cuts a byte stream into the bodies of LSP messages ("Content-Length: N", blank line, N bytes of UTF-8 JSON;
// LSP 3.18, base protocol). Any bytes may be fed: memory is only taken for bytes that came, never for a
// length that was announced.
//
// After an error the reader goes on by itself: a body that is too large or in a foreign character set is
// skipped to its announced end; after a broken header everything up to the next "Content-Length:" is dropped.
// One error is reported for each such stretch.
class FrameReader
{
public:
    explicit FrameReader(FrameLimits limits = {});

    void feed(QByteArrayView bytes);
    // The next body, an error, or nothing when more bytes are needed. Call until it says nothing.
    [[nodiscard]] std::optional<Result<QByteArray>> next();
    // How many bytes are held for messages that are not complete yet.
    [[nodiscard]] qsizetype buffered() const { return m_buffer.size() - m_begin; }
    // True between two messages: an end of the stream here loses nothing.
    [[nodiscard]] bool isIdle() const;

private:
    enum class State { Header, Body, SkippingBody, Resynchronising };
    struct Header
    {
        std::optional<std::uint64_t> length;
        bool foreignCharset = false;
    };

    [[nodiscard]] QByteArrayView pending() const { return QByteArrayView(m_buffer).sliced(m_begin); }
    void drop(qsizetype count);
    void skipBody();
    [[nodiscard]] bool findNextHeader();
    [[nodiscard]] std::optional<Result<QByteArray>> readHeader();
    [[nodiscard]] std::optional<Result<QByteArray>> finishHeader(const Header &header, qsizetype size);
    [[nodiscard]] tl::unexpected<Error> brokenHeader(const QString &what);

    FrameLimits m_limits;
    QByteArray m_buffer;
    qsizetype m_begin = 0; // bytes of m_buffer that are used up
    State m_state = State::Header;
    std::uint64_t m_remaining = 0; // of the body
};

// One message as it goes over the wire.
[[nodiscard]] QByteArray frame(const QJsonObject &message);
[[nodiscard]] QByteArray frame(QByteArrayView body);

} // namespace gatewright::lsp
