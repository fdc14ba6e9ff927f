// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <string_view>
#include <vector>

namespace gatewright {

// Bytes as the UTF-16 text that Qt and KSyntaxHighlighting need, with the way back from its offsets to bytes.
// A byte that is not UTF-8 becomes one U+FFFD. ASCII, which is nearly everything, costs no table.
class LineText
{
public:
    explicit LineText(std::string_view bytes);

    [[nodiscard]] const QString &text() const { return m_text; }
    // The byte offset of a UTF-16 offset; the end of the text gives the number of bytes.
    [[nodiscard]] std::size_t byteOffset(qsizetype utf16Offset) const
    {
        return m_offsets.empty() ? static_cast<std::size_t>(utf16Offset)
                                 : m_offsets[static_cast<std::size_t>(utf16Offset)];
    }
    // The UTF-16 offset of a byte offset (of the character that holds it).
    [[nodiscard]] qsizetype utf16Offset(std::size_t byteOffset) const;

private:
    QString m_text;
    std::vector<std::size_t> m_offsets; // one a unit and one for the end; empty for ASCII
};

} // namespace gatewright
