// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/frame.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace gatewright::lsp {

namespace {

constexpr QByteArrayView lengthName("content-length");
constexpr QByteArrayView typeName("content-type");
// Used-up bytes are moved out of the buffer only when they are this many, so that small messages cost no
// copying.
constexpr qsizetype compactAt = qsizetype{256} * 1024;

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView lowerCase)
{
    return a.size() == lowerCase.size() && a.compare(lowerCase, Qt::CaseInsensitive) == 0;
}

bool isHeaderName(QByteArrayView name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), allowed);
}

// Decimal digits only: no sign, no fraction, no overflow.
std::optional<std::uint64_t> parseLength(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > std::numeric_limits<std::uint64_t>::digits10)
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

// LSP allows utf-8 and, for old clients, utf8.
bool namesForeignCharset(QByteArrayView contentType)
{
    const QByteArray lower = contentType.toByteArray().toLower();
    const qsizetype at = lower.indexOf("charset=");
    if (at < 0)
        return false;
    QByteArray charset = lower.mid(at + 8).trimmed();
    charset.replace('"', "");
    return !charset.startsWith("utf-8") && !charset.startsWith("utf8");
}

qsizetype indexOfLengthName(QByteArrayView bytes)
{
    const auto same = [](char a, char lower) { return a == lower || (lower >= 'a' && (a | 0x20) == lower); };
    const auto found = std::search(bytes.begin(), bytes.end(), lengthName.begin(), lengthName.end(), same);
    return found == bytes.end() ? -1 : found - bytes.begin();
}

} // namespace

FrameReader::FrameReader(FrameLimits limits)
    : m_limits(limits)
{
}

void FrameReader::feed(QByteArrayView bytes)
{
    if (m_state == State::SkippingBody) {
        const auto skipped = std::min<std::uint64_t>(m_remaining, static_cast<std::uint64_t>(bytes.size()));
        if (buffered() == 0) { // a body that nobody wants is not even stored
            m_remaining -= skipped;
            bytes = bytes.sliced(static_cast<qsizetype>(skipped));
            if (m_remaining == 0)
                m_state = State::Header;
        }
    }
    m_buffer.append(bytes);
}

std::optional<Result<QByteArray>> FrameReader::next()
{
    for (;;) {
        switch (m_state) {
        case State::Resynchronising:
            if (!findNextHeader())
                return std::nullopt;
            m_state = State::Header;
            break;
        case State::SkippingBody:
            skipBody();
            if (m_remaining > 0)
                return std::nullopt;
            m_state = State::Header;
            break;
        case State::Body: {
            const auto length = static_cast<qsizetype>(m_remaining);
            if (buffered() < length)
                return std::nullopt;
            QByteArray body = pending().first(length).toByteArray();
            drop(length);
            m_state = State::Header;
            return body;
        }
        case State::Header: {
            auto outcome = readHeader();
            if (outcome || m_state == State::Header)
                return outcome;
            break;
        }
        }
    }
}

bool FrameReader::isIdle() const
{
    return m_state == State::Header && buffered() == 0;
}

void FrameReader::drop(qsizetype count)
{
    m_begin += count;
    if (m_begin == m_buffer.size()) {
        m_begin = 0;
        if (m_buffer.capacity() > compactAt)
            m_buffer = QByteArray(); // a rare large message must not keep its memory
        else
            m_buffer.resize(0);
    } else if (m_begin > compactAt) {
        m_buffer.remove(0, m_begin);
        m_begin = 0;
    }
}

void FrameReader::skipBody()
{
    const auto count = std::min<std::uint64_t>(m_remaining, static_cast<std::uint64_t>(buffered()));
    m_remaining -= count;
    drop(static_cast<qsizetype>(count));
}

// Drops everything before the next "Content-Length:", keeping a tail that may be the beginning of one.
bool FrameReader::findNextHeader()
{
    const qsizetype at = indexOfLengthName(pending());
    if (at >= 0) {
        drop(at);
        return true;
    }
    drop(std::max<qsizetype>(0, buffered() - (lengthName.size() - 1)));
    return false;
}

std::optional<Result<QByteArray>> FrameReader::readHeader()
{
    while (buffered() > 0 && (pending().front() == '\r' || pending().front() == '\n'))
        drop(1); // some programs end a body with a line end
    const QByteArrayView bytes = pending();
    Header header;
    qsizetype lineBegin = 0;
    for (;;) {
        const qsizetype lineEnd = bytes.indexOf('\n', lineBegin);
        if (std::max(lineEnd, lineEnd < 0 ? bytes.size() : qsizetype(0)) > m_limits.headerBytes)
            return brokenHeader(
                QStringLiteral("the header is longer than %1 bytes").arg(m_limits.headerBytes));
        if (lineEnd < 0)
            return std::nullopt;
        QByteArrayView line = bytes.sliced(lineBegin, lineEnd - lineBegin);
        if (line.endsWith('\r'))
            line.chop(1);
        lineBegin = lineEnd + 1;
        if (line.isEmpty())
            return finishHeader(header, lineBegin);
        const qsizetype colon = line.indexOf(':');
        const QByteArrayView name = line.first(std::max<qsizetype>(0, colon)).trimmed();
        if (!isHeaderName(name))
            return brokenHeader(QStringLiteral("a header line has no name"));
        const QByteArrayView value = line.sliced(colon + 1).trimmed();
        if (equalsIgnoringCase(name, lengthName)) {
            const auto length = parseLength(value);
            if (!length || (header.length && *header.length != *length))
                return brokenHeader(QStringLiteral("Content-Length is not one plain number"));
            header.length = length;
        } else if (equalsIgnoringCase(name, typeName)) {
            header.foreignCharset = namesForeignCharset(value);
        }
    }
}

std::optional<Result<QByteArray>> FrameReader::finishHeader(const Header &header, qsizetype size)
{
    if (!header.length)
        return brokenHeader(QStringLiteral("Content-Length is missing"));
    drop(size);
    m_remaining = *header.length;
    if (m_remaining > static_cast<std::uint64_t>(m_limits.bodyBytes)) {
        m_state = State::SkippingBody;
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("A message is larger than %1 bytes and was refused.").arg(m_limits.bodyBytes),
            QStringLiteral("%1 bytes were announced").arg(m_remaining));
    }
    if (header.foreignCharset) {
        m_state = State::SkippingBody;
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A message is not in UTF-8, the only character set understood."));
    }
    m_state = State::Body;
    return std::nullopt;
}

tl::unexpected<Error> FrameReader::brokenHeader(const QString &what)
{
    drop(1); // look for the next header behind this one's first character
    m_state = State::Resynchronising;
    return makeError(ErrorCode::Corrupt, QStringLiteral("A message does not start with a valid header."),
                     what);
}

QByteArray frame(QByteArrayView body)
{
    QByteArray bytes;
    bytes.reserve(body.size() + 40);
    bytes.append("Content-Length: ").append(QByteArray::number(body.size())).append("\r\n\r\n").append(body);
    return bytes;
}

QByteArray frame(const QJsonObject &message)
{
    return frame(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

} // namespace gatewright::lsp
