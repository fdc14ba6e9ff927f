// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inline/inline_geometry.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

QColor colourOf(std::intptr_t scintillaColour)
{
    const auto channel = [scintillaColour](int shift) {
        return static_cast<int>((scintillaColour >> shift) & 0xFF);
    };
    return {channel(0), channel(8), channel(16)};
}

} // namespace

InlineGeometry::InlineGeometry(QsciScintillaBase &view)
    : m_view(view)
    , m_scintilla(&view)
{
}

QPoint InlineGeometry::place(std::size_t offset) const
{
    const auto position = static_cast<std::intptr_t>(offset);
    return {static_cast<int>(m_scintilla.send(Base::SCI_POINTXFROMPOSITION, 0, position)),
            static_cast<int>(m_scintilla.send(Base::SCI_POINTYFROMPOSITION, 0, position))};
}

int InlineGeometry::lineHeight() const
{
    return static_cast<int>(m_scintilla.send(Base::SCI_TEXTHEIGHT, 0));
}

qreal InlineGeometry::baseline() const
{
    // Scintilla does not tell its baseline; it is the largest ascent of the styles, and ours differ in weight
    // and slant only.
    QFont face = font();
    qreal ascent = 0;
    for (const auto &[bold, italic] :
         {std::array{false, false}, {true, false}, {false, true}, {true, true}}) {
        face.setBold(bold);
        face.setItalic(italic);
        ascent = std::max(ascent, QFontMetricsF(face).ascent());
    }
    return ascent + static_cast<qreal>(m_scintilla.send(Base::SCI_GETEXTRAASCENT));
}

QFont InlineGeometry::font(int style) const
{
    std::array<char, 256> family{};
    m_scintilla.sendPointer(Base::SCI_STYLEGETFONT, style, family.data());
    constexpr qreal fractions = Base::SC_FONT_SIZE_MULTIPLIER;
    const auto size =
        static_cast<qreal>(m_scintilla.send(Base::SCI_STYLEGETSIZEFRACTIONAL, style)) / fractions +
        static_cast<qreal>(m_scintilla.send(Base::SCI_GETZOOM));
    QFont font(QString::fromUtf8(family.data()));
    font.setPointSizeF(std::max(2.0, size));
    font.setBold(m_scintilla.send(Base::SCI_STYLEGETBOLD, style) != 0);
    font.setItalic(m_scintilla.send(Base::SCI_STYLEGETITALIC, style) != 0);
    font.setUnderline(m_scintilla.send(Base::SCI_STYLEGETUNDERLINE, style) != 0);
    return font;
}

QColor InlineGeometry::foreground(int style) const
{
    return colourOf(m_scintilla.send(Base::SCI_STYLEGETFORE, style));
}

QColor InlineGeometry::background(bool caretLine) const
{
    if (caretLine && m_scintilla.send(Base::SCI_GETCARETLINEVISIBLE) != 0)
        return colourOf(m_scintilla.send(Base::SCI_GETCARETLINEBACK));
    return colourOf(m_scintilla.send(Base::SCI_STYLEGETBACK, Base::STYLE_DEFAULT));
}

QRect InlineGeometry::textArea() const
{
    int margins = 0;
    constexpr int marginCount = 5;
    for (int margin = 0; margin < marginCount; ++margin)
        margins += static_cast<int>(m_scintilla.send(Base::SCI_GETMARGINWIDTHN, margin));
    return m_view.viewport()->rect().adjusted(margins, 0, 0, 0);
}

int InlineGeometry::caretWidth() const
{
    return static_cast<int>(m_scintilla.send(Base::SCI_GETCARETWIDTH));
}

QString InlineGeometry::expanded(std::string_view text, int column) const
{
    const int tabWidth = std::max(1, static_cast<int>(m_scintilla.send(Base::SCI_GETTABWIDTH)));
    const QString characters = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    QString result;
    result.reserve(characters.size());
    for (const QChar character : characters) {
        const int width = character == QLatin1Char('\t') ? tabWidth - column % tabWidth : 1;
        if (character == QLatin1Char('\t'))
            result.append(QString(width, QLatin1Char(' ')));
        else
            result.append(character);
        column += character.isLowSurrogate() ? 0 : width;
    }
    return result;
}

} // namespace gatewright
