// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/syntax_styles.h"

#include "ui/inline/ghost_layer.h"
#include "ui/theme/colour.h"

// clang-format off
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>
// clang-format on

#include <algorithm>

namespace gatewright {

namespace {

// Numbers 0-31, 40-59 and 65-255; the gaps are Scintilla's own styles and the ghost's.
constexpr std::size_t styleLimit = 32 + 20 + 191;
constexpr double fractionsOfPoint = Scintilla::Base::SC_FONT_SIZE_MULTIPLIER;

unsigned char numberOf(std::size_t index)
{
    if (index < 32)
        return static_cast<unsigned char>(index);
    if (index < 52)
        return static_cast<unsigned char>(index - 32 + 40);
    return static_cast<unsigned char>(index - 52 + 65);
}

void setStyle(Scintilla view, int number, const TextStyle &style)
{
    using Base = Scintilla::Base;
    view.send(Base::SCI_STYLESETFORE, number, style.foreground);
    view.send(Base::SCI_STYLESETBACK, number, style.background);
    view.send(Base::SCI_STYLESETBOLD, number, style.bold);
    view.send(Base::SCI_STYLESETITALIC, number, style.italic);
    view.send(Base::SCI_STYLESETUNDERLINE, number, style.underline);
}

} // namespace

SyntaxStyles::SyntaxStyles(const KSyntaxHighlighting::Definition &definition, const Theme &theme)
{
    m_styles.push_back({theme.editor().text, theme.editor().background, false, false, false});
    if (!definition.isValid())
        return;
    for (const auto &format : definition.formats())
        add(format, theme);
    for (const auto &included : definition.includedDefinitions())
        for (const auto &format : included.formats())
            add(format, theme);
}

void SyntaxStyles::add(const KSyntaxHighlighting::Format &format, const Theme &theme)
{
    const auto &syntax = theme.syntax();
    const QColor &text = theme.editor().text;
    const QColor background =
        format.hasBackgroundColor(syntax) ? format.backgroundColor(syntax) : theme.editor().background;
    // Some colours of the stock themes are hard to read on their own background (operators and functions in
    // Breeze Dark).
    constexpr double readable = 4.5;
    const QColor foreground =
        format.hasTextColor(syntax) ? readableOn(background, format.textColor(syntax), text, readable) : text;
    const TextStyle style{foreground, background, format.isBold(syntax), format.isItalic(syntax),
                          format.isUnderline(syntax)};
    auto known = std::ranges::find(m_styles, style);
    if (known == m_styles.end()) {
        if (m_styles.size() == styleLimit)
            return; // shown plain; no theme comes near this
        known = m_styles.insert(m_styles.end(), style);
    }
    m_byFormat.insert(format.id(), numberOf(static_cast<std::size_t>(known - m_styles.begin())));
}

unsigned char SyntaxStyles::styleOf(const KSyntaxHighlighting::Format &format) const
{
    return m_byFormat.value(format.id(), 0);
}

void SyntaxStyles::apply(Scintilla view, const Theme &theme, const QFont &font) const
{
    using Base = Scintilla::Base;
    const EditorColours &colours = theme.editor();
    const TextStyle plain{colours.text, colours.background, false, false, false};
    const QByteArray family = font.family().toUtf8();
    view.send(Base::SCI_STYLESETFONT, Base::STYLE_DEFAULT, family.constData());
    view.send(Base::SCI_STYLESETSIZEFRACTIONAL, Base::STYLE_DEFAULT,
              qRound(font.pointSizeF() * fractionsOfPoint));
    setStyle(view, Base::STYLE_DEFAULT, plain);
    view.send(Base::SCI_STYLECLEARALL);
    for (std::size_t index = 0; index < m_styles.size(); ++index)
        setStyle(view, numberOf(index), m_styles[index]);
    setStyle(view, Base::STYLE_LINENUMBER, {colours.lineNumber, colours.gutter, false, false, false});
    setStyle(view, Base::STYLE_BRACELIGHT, {colours.text, colours.bracketMatch, true, false, false});
    setStyle(view, Base::STYLE_BRACEBAD, {colours.bracketMismatch, colours.background, true, false, false});
    setStyle(view, Base::STYLE_INDENTGUIDE, {colours.indentGuide, colours.background, false, false, false});
    setStyle(view, ghostRoomStyle, {colours.ghost, colours.background, false, false, false});
}

} // namespace gatewright
