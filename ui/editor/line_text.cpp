// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/line_text.h"

#include "core/text/utf8.h"

#include <QChar>

#include <algorithm>

namespace gatewright {

LineText::LineText(std::string_view bytes)
{
    const auto isAscii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
    if (std::ranges::all_of(bytes, isAscii)) {
        m_text = QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return;
    }
    m_text.reserve(static_cast<qsizetype>(bytes.size()));
    m_offsets.reserve(bytes.size() + 1);
    for (std::size_t offset = 0; offset < bytes.size();) {
        const utf8::Character character = utf8::characterAt(bytes, offset);
        if (QChar::requiresSurrogates(character.codePoint)) {
            m_text.append(QChar(QChar::highSurrogate(character.codePoint)));
            m_text.append(QChar(QChar::lowSurrogate(character.codePoint)));
            m_offsets.push_back(offset);
        } else {
            m_text.append(QChar(static_cast<char16_t>(character.codePoint)));
        }
        m_offsets.push_back(offset);
        offset += character.length;
    }
    m_offsets.push_back(bytes.size());
}

qsizetype LineText::utf16Offset(std::size_t byteOffset) const
{
    if (m_offsets.empty())
        return static_cast<qsizetype>(std::min(byteOffset, static_cast<std::size_t>(m_text.size())));
    const auto behind = std::ranges::upper_bound(m_offsets, byteOffset);
    const auto unit = std::max<std::ptrdiff_t>(0, behind - m_offsets.begin() - 1);
    // A surrogate pair has its offset twice: its first unit is meant.
    const auto first = std::ranges::lower_bound(m_offsets, m_offsets[static_cast<std::size_t>(unit)]);
    return first - m_offsets.begin();
}

} // namespace gatewright
