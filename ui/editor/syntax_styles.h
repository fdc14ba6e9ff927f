// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/scintilla.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QHash>

#include <vector>

namespace KSyntaxHighlighting {
class Definition;
class Format;
} // namespace KSyntaxHighlighting

namespace gatewright {

// One entry of Scintilla's style table.
struct TextStyle
{
    QColor foreground;
    QColor background;
    bool bold = false;
    bool italic = false;
    bool underline = false;

    friend bool operator==(const TextStyle &, const TextStyle &) = default;
};

// Which style number each format of a definition has under a theme. Formats that look alike share a number,
// because there are more formats (94 in C++) than comfortable numbers.
class SyntaxStyles
{
public:
    SyntaxStyles() = default;
    SyntaxStyles(const KSyntaxHighlighting::Definition &definition, const Theme &theme);

    // 0, the plain style, for a format that is not the definition's.
    [[nodiscard]] unsigned char styleOf(const KSyntaxHighlighting::Format &format) const;

    // Fills the style table of a view: default style first, then all others, because clearing resets
    // everything.
    void apply(Scintilla view, const Theme &theme, const QFont &font) const;

private:
    void add(const KSyntaxHighlighting::Format &format, const Theme &theme);

    std::vector<TextStyle> m_styles; // in the order of their numbers, see numberOf()
    QHash<quint16, unsigned char> m_byFormat;
};

} // namespace gatewright
