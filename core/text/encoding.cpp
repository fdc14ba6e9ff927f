// SPDX-License-Identifier: Apache-2.0
#include "core/text/encoding.h"

#include "core/text/legacy_encoding.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gatewright {

namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16LittleEndianMark = "\xFF\xFE";
constexpr std::string_view utf16BigEndianMark = "\xFE\xFF";

// As git does it: a NUL this close to the start means that the file is no text.
constexpr std::size_t binaryProbe = 8000;

bool isHighSurrogate(char32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

bool isLowSurrogate(char32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

// The shape of the bytes that are not ASCII: whole UTF-8 characters against bytes that are part of none.
struct HighBytes
{
    std::size_t characters = 0;
    std::size_t invalid = 0;
};

HighBytes countHighBytes(std::string_view bytes, std::size_t from)
{
    HighBytes count;
    while (from < bytes.size()) {
        const utf8::Character character = utf8::characterAt(bytes, from);
        if (!character.valid)
            ++count.invalid;
        else if (character.length > 1)
            ++count.characters;
        from += character.length;
    }
    return count;
}

bool isLittleEndian(Encoding encoding)
{
    return encoding == Encoding::Utf16LittleEndian || encoding == Encoding::Utf16LittleEndianPlain;
}

// Where the lower byte of a unit stands in it.
std::string decodeUtf16(std::string_view bytes, std::size_t lowByte)
{
    const auto unitAt = [&](std::size_t at) -> char32_t {
        const auto low = static_cast<unsigned char>(bytes[at + lowByte]);
        const auto high = static_cast<unsigned char>(bytes[at + 1 - lowByte]);
        return static_cast<char32_t>((high << 8U) | low);
    };
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        const char32_t unit = unitAt(at);
        if (isHighSurrogate(unit) && at + 2 < bytes.size() && isLowSurrogate(unitAt(at + 2))) {
            utf8::append(text, 0x10000 + ((unit - 0xD800) << 10U) + (unitAt(at + 2) - 0xDC00));
            at += 2;
        } else {
            utf8::append(text, unit);
        }
    }
    return text;
}

// The surrogate that three bytes of WTF-8 hold, or 0.
char32_t surrogateAt(std::string_view text, std::size_t at)
{
    if (text.size() - at < 3 || text[at] != '\xED' || !utf8::isContinuation(text[at + 1]) ||
        !utf8::isContinuation(text[at + 2]))
        return 0;
    const auto middle = static_cast<unsigned char>(text[at + 1]) & 0x3FU;
    const auto last = static_cast<unsigned char>(text[at + 2]) & 0x3FU;
    const char32_t unit = 0xD000U | (middle << 6U) | last;
    return unit >= 0xD800 ? unit : 0;
}

std::string_view markOf(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8WithMark:
        return utf8Mark;
    case Encoding::Utf16LittleEndian:
        return utf16LittleEndianMark;
    case Encoding::Utf16BigEndian:
        return utf16BigEndianMark;
    default:
        return {};
    }
}

tl::unexpected<Error> notEncodable(Encoding encoding, std::size_t offset)
{
    return makeError(ErrorCode::InvalidInput,
                     QStringLiteral("The text has a character that %1 cannot hold; save it as UTF-8.")
                         .arg(encodingName(encoding)),
                     QStringLiteral("byte %1").arg(offset));
}

Result<std::string> encodeUtf16(std::string_view text, Encoding encoding)
{
    const bool bigEndian = !isLittleEndian(encoding);
    std::string bytes(markOf(encoding));
    bytes.reserve(bytes.size() + text.size() * 2);
    const auto appendUnit = [&](char32_t unit) {
        const std::array<char, 2> pair{static_cast<char>(unit & 0xFFU), static_cast<char>(unit >> 8U)};
        bytes += pair[bigEndian ? 1 : 0];
        bytes += pair[bigEndian ? 0 : 1];
    };
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Character character = utf8::characterAt(text, at);
        if (!character.valid) {
            const char32_t surrogate = surrogateAt(text, at);
            if (surrogate == 0)
                return notEncodable(encoding, at);
            appendUnit(surrogate);
            at += 3;
            continue;
        }
        if (character.codePoint > 0xFFFF) {
            appendUnit(0xD800 + ((character.codePoint - 0x10000) >> 10U));
            appendUnit(0xDC00 + ((character.codePoint - 0x10000) & 0x3FFU));
        } else {
            appendUnit(character.codePoint);
        }
        at += character.length;
    }
    return bytes;
}

Result<std::string> encodeLatin1(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Character character = utf8::characterAt(text, at);
        if (!character.valid || character.codePoint > 0xFF)
            return notEncodable(Encoding::Latin1, at);
        bytes += static_cast<char>(character.codePoint);
        at += character.length;
    }
    return bytes;
}

std::string decodeLatin1(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (const char byte : bytes)
        utf8::append(text, static_cast<unsigned char>(byte));
    return text;
}

LineEnding lineEndingOfUtf16(std::string_view bytes, Encoding encoding)
{
    const std::size_t even = bytes.size() - bytes.size() % 2;
    const Result<std::string> text = decode(bytes.substr(0, even), encoding);
    return text ? detectLineEnding(*text) : LineEnding::None;
}

// Text in UTF-16 without a mark has a zero in most units, always in the same half; nothing else has.
std::optional<Encoding> plainUtf16(std::string_view bytes)
{
    constexpr std::size_t probe = 4096;
    const std::string_view start = bytes.substr(0, std::min(bytes.size(), probe) & ~std::size_t{1});
    if (bytes.size() % 2 != 0 || start.size() < 4)
        return std::nullopt;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t at = 0; at < start.size(); ++at)
        zeros.at(at % 2) += start[at] == '\0' ? 1 : 0;
    const std::size_t units = start.size() / 2;
    for (const std::size_t high : {std::size_t{1}, std::size_t{0}}) {
        if (zeros.at(1 - high) == 0 && zeros.at(high) * 2 > units)
            return high == 1 ? Encoding::Utf16LittleEndianPlain : Encoding::Utf16BigEndianPlain;
    }
    return std::nullopt;
}

// Bytes from 0x80 to 0x9f are control characters in Latin-1, which nobody writes, and quotes and dashes in
// Windows-1252, but for five that it does not have.
Encoding latinOf(std::string_view bytes)
{
    bool quotes = false;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        if (value < 0x80 || value > 0x9f)
            continue;
        if (value == 0x81 || value == 0x8d || value == 0x8f || value == 0x90 || value == 0x9d)
            return Encoding::Latin1;
        quotes = true;
    }
    return quotes ? Encoding::Windows1252 : Encoding::Latin1;
}

} // namespace

FileFormat detectFormat(std::string_view bytes)
{
    FileFormat format;
    if (bytes.starts_with(utf16LittleEndianMark) || bytes.starts_with(utf16BigEndianMark)) {
        format.encoding =
            bytes.starts_with(utf16BigEndianMark) ? Encoding::Utf16BigEndian : Encoding::Utf16LittleEndian;
        format.lineEnding = lineEndingOfUtf16(bytes, format.encoding);
        return format;
    }
    if (const std::optional<Encoding> plain = plainUtf16(bytes)) {
        format.encoding = *plain;
        format.encodingGuessed = true;
        format.lineEnding = lineEndingOfUtf16(bytes, format.encoding);
        return format;
    }
    format.lineEnding = detectLineEnding(bytes);
    format.looksBinary = bytes.substr(0, binaryProbe).find('\0') != std::string_view::npos;
    if (bytes.starts_with(utf8Mark))
        format.encoding = Encoding::Utf8WithMark;
    format.invalidByte = utf8::firstInvalid(bytes);
    if (format.invalidByte == std::string_view::npos || format.encoding == Encoding::Utf8WithMark)
        return format;
    // Real UTF-8 with a damaged place has more whole characters than damage; Latin-1 text has hardly any by
    // chance.
    const HighBytes high = countHighBytes(bytes, 0);
    if (high.characters <= high.invalid && !format.looksBinary) {
        format.encoding = latinOf(bytes);
        format.encodingGuessed = true;
        format.invalidByte = std::string_view::npos;
    }
    return format;
}

LineEnding detectLineEnding(std::string_view text)
{
    std::size_t pairs = 0;
    std::size_t returns = 0;
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
        ++returns;
        if (text.substr(at, 2) == "\r\n")
            ++pairs;
    }
    const bool lf = std::cmp_greater(std::count(text.begin(), text.end(), '\n'), pairs);
    const bool crLf = pairs > 0;
    const bool cr = returns > pairs;
    if (lf + crLf + cr > 1)
        return LineEnding::Mixed;
    if (lf)
        return LineEnding::Lf;
    if (crLf)
        return LineEnding::CrLf;
    return cr ? LineEnding::Cr : LineEnding::None;
}

Result<std::string> decode(std::string_view bytes, Encoding encoding)
{
    bytes.remove_prefix(std::min(markOf(encoding).size(), bytes.size()));
    switch (encoding) {
    case Encoding::Utf16LittleEndian:
    case Encoding::Utf16BigEndian:
    case Encoding::Utf16LittleEndianPlain:
    case Encoding::Utf16BigEndianPlain:
        if (bytes.size() % 2 != 0)
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("The file says that it is UTF-16 but has an odd number of bytes; it is "
                               "damaged or no text."));
        return decodeUtf16(bytes, isLittleEndian(encoding) ? 0 : 1);
    case Encoding::Latin1:
        return decodeLatin1(bytes);
    case Encoding::Utf8:
    case Encoding::Utf8WithMark:
        return std::string(bytes);
    default:
        break;
    }
    return decodeLegacy(bytes, encoding);
}

Result<DecodedFile> decodeFile(std::string_view bytes, std::optional<Encoding> chosen)
{
    DecodedFile decoded;
    decoded.format = detectFormat(bytes);
    const Encoding encoding = chosen.value_or(decoded.format.encoding);
    decoded.verbatim = encoding == Encoding::Utf8;
    if (encoding != decoded.format.encoding) {
        decoded.format.encodingGuessed = false;
        decoded.format.invalidByte = decoded.verbatim ? utf8::firstInvalid(bytes) : std::string_view::npos;
        decoded.format.encoding = encoding;
    }
    if (decoded.verbatim)
        return decoded;
    GW_TRY(text, decode(bytes, encoding));
    decoded.text = std::move(text);
    decoded.format.lineEnding = detectLineEnding(decoded.text);
    return decoded;
}

Result<std::string> encode(std::string_view text, Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf16LittleEndian:
    case Encoding::Utf16BigEndian:
    case Encoding::Utf16LittleEndianPlain:
    case Encoding::Utf16BigEndianPlain:
        return encodeUtf16(text, encoding);
    case Encoding::Latin1:
        return encodeLatin1(text);
    case Encoding::Utf8WithMark:
        return std::string(utf8Mark).append(text);
    case Encoding::Utf8:
        return std::string(text);
    default:
        break;
    }
    return encodeLegacy(text, encoding);
}

QString encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8WithMark:
        return QStringLiteral("UTF-8 with BOM");
    case Encoding::Utf16LittleEndian:
        return QStringLiteral("UTF-16 LE");
    case Encoding::Utf16BigEndian:
        return QStringLiteral("UTF-16 BE");
    case Encoding::Utf16LittleEndianPlain:
        return QStringLiteral("UTF-16 LE without BOM");
    case Encoding::Utf16BigEndianPlain:
        return QStringLiteral("UTF-16 BE without BOM");
    case Encoding::Latin1:
        return QStringLiteral("Latin-1");
    default:
        break;
    }
    return legacyName(encoding).value_or(QStringLiteral("UTF-8"));
}

std::optional<Encoding> encodingFromName(const QString &name)
{
    for (const Encoding encoding : allEncodings()) {
        if (encodingName(encoding) == name)
            return encoding;
    }
    return std::nullopt;
}

const std::vector<Encoding> &allEncodings()
{
    static const std::vector<Encoding> all = [] {
        std::vector<Encoding> made{
            Encoding::Utf8,           Encoding::Utf8WithMark,           Encoding::Utf16LittleEndian,
            Encoding::Utf16BigEndian, Encoding::Utf16LittleEndianPlain, Encoding::Utf16BigEndianPlain,
            Encoding::Latin1};
        made.insert(made.end(), legacyEncodings().begin(), legacyEncodings().end());
        return made;
    }();
    return all;
}

QString lineEndingName(LineEnding ending)
{
    switch (ending) {
    case LineEnding::CrLf:
        return QStringLiteral("CR LF");
    case LineEnding::Cr:
        return QStringLiteral("CR");
    case LineEnding::Mixed:
        return QStringLiteral("mixed");
    case LineEnding::None:
    case LineEnding::Lf:
        break;
    }
    return QStringLiteral("LF");
}

} // namespace gatewright
