// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/journal_record.h"

#include "core/project/file_access.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <limits>

namespace gatewright::recovery {

namespace {

enum Kind : char {
    HeaderKind = 'H',
    BaseKind = 'B',
    EditKind = 'E',
    MarkKind = 'M',
    SavedKind = 'S',
    KeptKind = 'K'
};

constexpr qsizetype lengthSize = 4;
constexpr qsizetype checkSize = 8;
constexpr qsizetype checksumSize = 32;
constexpr int longestText = 64 * 1024; // of a header
// The fastest of zlib: a journal begins while somebody types.
constexpr int compression = 1;

template <class Number>
void appendNumber(QByteArray &bytes, Number number)
{
    const qsizetype at = bytes.size();
    bytes.resize(at + qsizetype(sizeof number));
    qToBigEndian(number, bytes.data() + at);
}

template <class Number>
std::optional<Number> takeNumber(QByteArrayView &bytes)
{
    if (bytes.size() < qsizetype(sizeof(Number)))
        return std::nullopt;
    const auto number = qFromBigEndian<Number>(bytes.data());
    bytes = bytes.sliced(sizeof(Number));
    return number;
}

QByteArray checkOf(QByteArrayView body)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    hash.addData(body);
    return hash.result().left(checkSize);
}

QByteArray record(Kind kind, QByteArrayView contents)
{
    QByteArray bytes;
    bytes.reserve(lengthSize + 1 + contents.size() + checkSize);
    appendNumber(bytes, static_cast<quint32>(contents.size()));
    bytes.append(kind);
    bytes.append(contents);
    bytes.append(checkOf(QByteArrayView(bytes).sliced(lengthSize)));
    return bytes;
}

Encoding encodingIn(const QJsonObject &json, QLatin1String name)
{
    return encodingFromName(json.value(name).toString()).value_or(Encoding::Utf8);
}

std::optional<JournalRecord> header(QByteArrayView contents)
{
    if (contents.size() > longestText)
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(contents.toByteArray()).object();
    JournalHeader read;
    read.path = json.value(QLatin1String("path")).toString();
    read.title = json.value(QLatin1String("title")).toString();
    read.language = languageFromId(json.value(QLatin1String("language")).toString());
    read.encoding = encodingIn(json, QLatin1String("encoding"));
    read.diskEncoding = encodingIn(json, QLatin1String("diskEncoding"));
    read.diskChecksum = QByteArray::fromHex(json.value(QLatin1String("checksum")).toString().toLatin1());
    read.started = QDateTime::fromString(json.value(QLatin1String("started")).toString(), Qt::ISODateWithMs);
    return read;
}

std::optional<JournalRecord> base(QByteArrayView contents)
{
    QByteArrayView peek = contents;
    const std::optional<quint32> size = takeNumber<quint32>(peek);
    // qUncompress believes this number before it looks at the rest.
    if (!size || *size > files::largestFile)
        return std::nullopt;
    const QByteArray text = qUncompress(contents.toByteArray());
    if (text.size() != qsizetype(*size))
        return std::nullopt;
    return JournalBase{text.toStdString()};
}

std::optional<JournalRecord> edit(QByteArrayView contents)
{
    const std::optional<quint64> begin = takeNumber<quint64>(contents);
    const std::optional<quint64> end = takeNumber<quint64>(contents);
    if (!begin || !end)
        return std::nullopt;
    return TextEdit{*begin, *end, std::string(contents.data(), static_cast<std::size_t>(contents.size()))};
}

std::optional<JournalRecord> decoded(char kind, QByteArrayView contents)
{
    switch (kind) {
    case HeaderKind:
        return header(contents);
    case BaseKind:
        return base(contents);
    case EditKind:
        return edit(contents);
    case MarkKind:
    case SavedKind: {
        const std::optional<quint32> number = takeNumber<quint32>(contents);
        if (!number)
            return std::nullopt;
        if (kind == MarkKind)
            return JournalMark{*number};
        return contents.size() == checksumSize
                   ? std::optional<JournalRecord>(JournalSaved{*number, contents.toByteArray()})
                   : std::nullopt;
    }
    case KeptKind:
        return JournalKept();
    default:
        return std::nullopt;
    }
}

} // namespace

QByteArray encodeRecord(const JournalHeader &header)
{
    const QJsonObject json{
        {QStringLiteral("path"), header.path},
        {QStringLiteral("title"), header.title},
        {QStringLiteral("language"), languageId(header.language)},
        {QStringLiteral("encoding"), encodingName(header.encoding)},
        {QStringLiteral("diskEncoding"), encodingName(header.diskEncoding)},
        {QStringLiteral("checksum"), QString::fromLatin1(header.diskChecksum.toHex())},
        {QStringLiteral("started"), header.started.toUTC().toString(Qt::ISODateWithMs)},
    };
    return record(HeaderKind, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QByteArray encodeRecord(const JournalMark &mark)
{
    QByteArray contents;
    appendNumber(contents, mark.number);
    return record(MarkKind, contents);
}

QByteArray encodeRecord(const JournalSaved &saved)
{
    QByteArray contents;
    appendNumber(contents, saved.number);
    contents.append(saved.checksum);
    return record(SavedKind, contents);
}

QByteArray encodeRecord(const JournalKept &)
{
    return record(KeptKind, {});
}

QByteArray encodeRecord(const TextEdit &edit)
{
    QByteArray contents;
    contents.reserve(static_cast<qsizetype>(2 * sizeof(quint64) + edit.text.size()));
    appendNumber(contents, static_cast<quint64>(edit.begin));
    appendNumber(contents, static_cast<quint64>(edit.end));
    contents.append(edit.text.data(), static_cast<qsizetype>(edit.text.size()));
    return record(EditKind, contents);
}

QByteArray encodeBase(std::string_view text)
{
    return record(BaseKind, qCompress(reinterpret_cast<const uchar *>(text.data()),
                                      static_cast<qsizetype>(text.size()), compression));
}

std::optional<JournalRecord> takeRecord(QByteArrayView &bytes)
{
    QByteArrayView rest = bytes;
    const std::optional<quint32> length = takeNumber<quint32>(rest);
    if (!length || rest.size() < qsizetype(*length) + 1 + checkSize)
        return std::nullopt;
    const QByteArrayView body = rest.first(qsizetype(*length) + 1);
    if (checkOf(body) != rest.sliced(body.size(), checkSize).toByteArray())
        return std::nullopt;
    std::optional<JournalRecord> found = decoded(body.front(), body.sliced(1));
    if (found)
        bytes = rest.sliced(body.size() + checkSize);
    return found;
}

} // namespace gatewright::recovery
