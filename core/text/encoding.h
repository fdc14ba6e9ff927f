// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How the bytes of a file become the text of a document and go back. Reading and writing an unchanged file
// gives the same bytes for every encoding here; line ends are reported and never changed.
namespace gatewright {

enum class Encoding {
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian, // these two with a byte order mark
    Utf16BigEndian,
    Utf16LittleEndianPlain, // and without
    Utf16BigEndianPlain,
    Latin1,
    // From here on the C library converts: legacy_encoding.h.
    Windows1252,
    Latin9,
    Windows1250,
    Latin2,
    Windows1251,
    Koi8R,
    Gb18030,
    Big5,
    ShiftJis,
    EucJp,
    EucKr,
};
enum class LineEnding { None, Lf, CrLf, Cr, Mixed };

// What kind of file some bytes are.
struct FileFormat
{
    Encoding encoding = Encoding::Utf8;
    LineEnding lineEnding = LineEnding::None;
    // Latin-1 and Windows-1252 have no marks of their own: they are what remains when the bytes are not
    // UTF-8; UTF-16 without a mark is known by its zeros. Say so to the user.
    bool encodingGuessed = false;
    // Offset of the first byte that is not UTF-8 in a file that otherwise is; npos when there is none. Such
    // bytes stay.
    std::size_t invalidByte = std::string_view::npos;
    // Has a NUL byte near its start and no mark of UTF-16, so it is hardly text.
    bool looksBinary = false;

    friend bool operator==(const FileFormat &, const FileFormat &) = default;
};

[[nodiscard]] FileFormat detectFormat(std::string_view bytes);
[[nodiscard]] LineEnding detectLineEnding(std::string_view text);

// The text without a byte order mark. Corrupt: UTF-16 with an odd number of bytes. An unpaired surrogate
// stays as its three WTF-8 bytes, bytes that are not UTF-8 stay as they are.
[[nodiscard]] Result<std::string> decode(std::string_view bytes, Encoding encoding);

// A file's bytes as the editor takes them. `text` is empty where the bytes are the text: an ordinary file is
// not copied.
struct DecodedFile
{
    FileFormat format;
    bool verbatim = true;
    std::string text;

    [[nodiscard]] std::string_view view(std::string_view bytes) const { return verbatim ? bytes : text; }
};

// In the encoding that the user chose, else in the one that is found.
[[nodiscard]] Result<DecodedFile> decodeFile(std::string_view bytes, std::optional<Encoding> chosen = {});

// The bytes with the byte order mark that the encoding has. InvalidInput: a character that the encoding does
// not have, with its byte offset in `detail`; the remedy (UTF-8) is in the message.
[[nodiscard]] Result<std::string> encode(std::string_view text, Encoding encoding);

// For people: "UTF-8", "UTF-8 with BOM", "UTF-16 LE", "Latin-1", "Windows-1252 (Western)" and "LF", "CR LF",
// "CR", "mixed".
[[nodiscard]] QString encodingName(Encoding encoding);
// By its name for people.
[[nodiscard]] std::optional<Encoding> encodingFromName(const QString &name);
// In the order of a menu.
[[nodiscard]] const std::vector<Encoding> &allEncodings();
[[nodiscard]] QString lineEndingName(LineEnding ending);

} // namespace gatewright
