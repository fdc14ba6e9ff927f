// SPDX-License-Identifier: Apache-2.0
#include "core/text/legacy_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace gatewright {

namespace {

struct Legacy
{
    Encoding encoding;
    const char *name;  // for people
    const char *iconv; // for the C library
};

constexpr std::array table{
    Legacy{Encoding::Windows1252, "Windows-1252 (Western)", "CP1252"},
    Legacy{Encoding::Latin9, "ISO 8859-15 (Western)", "ISO-8859-15"},
    Legacy{Encoding::Windows1250, "Windows-1250 (Central European)", "CP1250"},
    Legacy{Encoding::Latin2, "ISO 8859-2 (Central European)", "ISO-8859-2"},
    Legacy{Encoding::Windows1251, "Windows-1251 (Cyrillic)", "CP1251"},
    Legacy{Encoding::Koi8R, "KOI8-R (Cyrillic)", "KOI8-R"},
    Legacy{Encoding::Gb18030, "GB 18030 (Chinese)", "GB18030"},
    Legacy{Encoding::Big5, "Big5 (Chinese)", "BIG5-HKSCS"},
    Legacy{Encoding::ShiftJis, "Shift JIS (Japanese)", "CP932"},
    Legacy{Encoding::EucJp, "EUC-JP (Japanese)", "EUC-JP"},
    Legacy{Encoding::EucKr, "EUC-KR (Korean)", "CP949"},
};

const Legacy *find(Encoding encoding)
{
    const auto *found = std::find_if(table.begin(), table.end(),
                                     [encoding](const Legacy &entry) { return entry.encoding == encoding; });
    return found == table.end() ? nullptr : found;
}

class Converter
{
public:
    Converter(const char *to, const char *from)
        : m_handle(::iconv_open(to, from))
    {
    }
    ~Converter()
    {
        if (isOpen())
            ::iconv_close(m_handle);
    }
    Converter(const Converter &) = delete;
    Converter &operator=(const Converter &) = delete;

    [[nodiscard]] bool isOpen() const { return m_handle != reinterpret_cast<iconv_t>(-1); }

    // False: `done` bytes of the input were converted, and what follows cannot be.
    bool convert(std::string_view input, std::string &output, std::size_t &done)
    {
        char *from = const_cast<char *>(input.data()); // iconv() does not write there
        std::size_t left = input.size();
        std::array<char, 16 * 1024> buffer{};
        while (left > 0) {
            char *to = buffer.data();
            std::size_t room = buffer.size();
            const std::size_t answer = ::iconv(m_handle, &from, &left, &to, &room);
            output.append(buffer.data(), buffer.size() - room);
            if (answer == static_cast<std::size_t>(-1) && errno != E2BIG) {
                done = input.size() - left;
                return false;
            }
        }
        done = input.size();
        return true;
    }

private:
    iconv_t m_handle;
};

tl::unexpected<Error> notHere(const Legacy &legacy)
{
    return makeError(ErrorCode::Missing,
                     QStringLiteral("The C library of this system does not know %1; install its character "
                                    "sets or choose another encoding.")
                         .arg(QLatin1String(legacy.name)));
}

} // namespace

std::optional<QString> legacyName(Encoding encoding)
{
    const Legacy *legacy = find(encoding);
    return legacy ? std::optional(QString::fromLatin1(legacy->name)) : std::nullopt;
}

const std::vector<Encoding> &legacyEncodings()
{
    static const std::vector<Encoding> all = [] {
        std::vector<Encoding> made;
        for (const Legacy &legacy : table)
            made.push_back(legacy.encoding);
        return made;
    }();
    return all;
}

Result<std::string> decodeLegacy(std::string_view bytes, Encoding encoding)
{
    const Legacy &legacy = *find(encoding);
    Converter converter("UTF-8", legacy.iconv);
    if (!converter.isOpen())
        return notHere(legacy);
    std::string text;
    std::size_t done = 0;
    if (!converter.convert(bytes, text, done))
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The file is not in %1; choose another encoding.").arg(QLatin1String(legacy.name)),
            QStringLiteral("byte %1").arg(done));
    const Result<std::string> again = encodeLegacy(text, encoding);
    if (!again || *again != bytes)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("Saving this file in %1 would change bytes that you did not touch; "
                                        "choose another encoding.")
                             .arg(QLatin1String(legacy.name)));
    return text;
}

Result<std::string> encodeLegacy(std::string_view text, Encoding encoding)
{
    const Legacy &legacy = *find(encoding);
    Converter converter(legacy.iconv, "UTF-8");
    if (!converter.isOpen())
        return notHere(legacy);
    std::string bytes;
    std::size_t done = 0;
    if (!converter.convert(text, bytes, done))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The text has a character that %1 cannot hold; save it as UTF-8.")
                             .arg(QLatin1String(legacy.name)),
                         QStringLiteral("byte %1").arg(done));
    return bytes;
}

} // namespace gatewright
