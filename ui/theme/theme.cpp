// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/colour.h"
#include "ui/theme/contrast_style.h"
#include "ui/theme/theme_style.h"

#include <KSyntaxHighlighting/Theme>
#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QStyle>

namespace gatewright {

namespace {

using Role = KSyntaxHighlighting::Theme;

// What text must keep to its background to be read with ease (WCAG 2.1, level AA).
constexpr double readable = 4.5;
// The same, with room for the slightly different colour of the current line.
constexpr double readableOnLines = 4.8;

void setTextColours(QPalette &palette, QPalette::ColorGroup group, const QColor &text)
{
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::ToolTipText})
        palette.setColor(group, role, text);
}

// What text must keep in the theme for those who need more (WCAG 2.1, level AAA).
constexpr double highContrast = 7.0;

ColourScheme schemeFor(ThemeChoice choice, const QPalette &systemPalette)
{
    switch (choice) {
    case ThemeChoice::System:
        return schemeOf(systemPalette);
    case ThemeChoice::Dark:
        return ColourScheme::Dark;
    case ThemeChoice::HighContrast:
        return ColourScheme::HighContrast;
    case ThemeChoice::Light:
        break;
    }
    return ColourScheme::Light;
}

QColor accentOf(ColourScheme scheme)
{
    switch (scheme) {
    case ColourScheme::Dark:
        return {0x5c, 0xa8, 0xf5};
    case ColourScheme::HighContrast:
        return {0x5c, 0xd6, 0xff};
    case ColourScheme::Light:
        break;
    }
    return {0x1b, 0x63, 0xc2};
}

} // namespace

ColourScheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness()
               ? ColourScheme::Dark
               : ColourScheme::Light;
}

Theme::Theme(const SyntaxLibrary &library, ThemeChoice choice, const QPalette &systemPalette)
    : Theme(library, schemeFor(choice, systemPalette))
{
}

Theme::Theme(const SyntaxLibrary &library, ColourScheme scheme)
    : m_scheme(scheme)
    , m_syntax(std::make_shared<const KSyntaxHighlighting::Theme>(library.theme(scheme)))
    , m_accent(accentOf(scheme))
{
    readEditorColours();
    makePalette();
    if (scheme == ColourScheme::HighContrast)
        raiseContrast();
}

// Black and white with edges that are seen; what is dimmed elsewhere keeps the contrast of text here.
void Theme::raiseContrast()
{
    EditorColours &c = m_editor;
    const QColor white(Qt::white);
    const QColor yellow(0xff, 0xe0, 0x33);
    c.currentLine = QColor(0x1c, 0x1c, 0x1c);
    c.selection = QColor(0x00, 0x4a, 0x8c);
    c.inactiveSelection = QColor(0x40, 0x40, 0x40);
    c.lineNumber = QColor(0xc8, 0xc8, 0xc8);
    c.currentLineNumber = white;
    c.foldMarker = white;
    c.indentGuide = QColor(0x70, 0x70, 0x70);
    c.whitespace = QColor(0x9a, 0x9a, 0x9a);
    c.bracketMatch = QColor(0x00, 0x5a, 0x5a);
    c.searchMatch = QColor(0x70, 0x50, 0x00);
    for (QColor *colour : {&c.ghost, &c.note, &c.error, &c.warning, &c.information, &c.hint})
        *colour = readableOn(c.currentLine, *colour, white, highContrast);
    c.bracketMismatch = c.error;
    QPalette &p = m_palette;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button, QPalette::ToolTipBase})
        p.setColor(role, Qt::black);
    setTextColours(p, QPalette::All, white);
    setTextColours(p, QPalette::Disabled, QColor(0xa0, 0xa0, 0xa0));
    p.setColor(QPalette::AlternateBase, QColor(0x18, 0x18, 0x18));
    p.setColor(QPalette::PlaceholderText, QColor(0xc0, 0xc0, 0xc0));
    p.setColor(QPalette::Highlight, yellow);
    p.setColor(QPalette::HighlightedText, Qt::black);
    p.setColor(QPalette::Inactive, QPalette::Highlight, QColor(0xb0, 0x9a, 0x20));
    p.setColor(QPalette::Inactive, QPalette::HighlightedText, Qt::black);
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0x50, 0x50, 0x50));
    p.setColor(QPalette::Link, m_accent);
    for (const auto role :
         {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
        p.setColor(role, QColor(0xb0, 0xb0, 0xb0));
}

void Theme::readEditorColours()
{
    const auto role = [this](Role::EditorColorRole name) {
        return QColor::fromRgb(m_syntax->editorColor(name));
    };
    const bool dark = m_scheme != ColourScheme::Light;
    EditorColours &c = m_editor;
    c.background = role(Role::BackgroundColor);
    c.text = QColor::fromRgb(m_syntax->textColor(Role::Normal));
    c.caret = c.text;
    // The theme's own line colour is strong beside ghost text; a step of 4 % is enough to find the line.
    c.currentLine = mixed(c.background, c.text, dark ? 0.06 : 0.04);
    c.selection = mixed(c.background, m_accent, dark ? 0.32 : 0.26);
    c.inactiveSelection = mixed(c.background, c.text, 0.16);
    c.gutter = c.background;
    c.lineNumber = dimmed(c.text, c.background, 3.2);
    c.currentLineNumber = mixed(c.background, c.text, 0.85);
    c.foldMarker = dimmed(c.text, c.background, 3.2);
    c.indentGuide = mixed(c.background, c.text, 0.14);
    c.whitespace = mixed(c.background, c.text, 0.34);
    c.bracketMatch = mixed(c.background, m_accent, dark ? 0.30 : 0.24);
    c.searchMatch = dark ? QColor(0x5e, 0x4d, 0x12) : QColor(0xff, 0xe2, 0x8a);
    c.ghost = dimmed(c.text, c.currentLine, readableOnLines);
    c.note = c.ghost;
    c.error = readableOn(c.background, dark ? QColor(0xff, 0x6b, 0x6b) : QColor(0xc6, 0x1f, 0x2b), c.text,
                         readable);
    c.warning = readableOn(c.background, dark ? QColor(0xe9, 0xb0, 0x4a) : QColor(0x9a, 0x5b, 0x00), c.text,
                           readable);
    c.information = readableOn(c.background, m_accent, c.text, readable);
    c.hint = readableOn(c.background, dark ? QColor(0x7f, 0xb8, 0x8f) : QColor(0x2f, 0x72, 0x45), c.text,
                        readable);
    c.bracketMismatch = c.error;
    c.added = readableOn(c.background, dark ? QColor(0x5f, 0xbf, 0x77) : QColor(0x1f, 0x7a, 0x3a), c.text,
                         readable);
    c.changed = c.information;
    c.removed = readableOn(c.background, dark ? QColor(0xf0, 0x70, 0x70) : QColor(0xbc, 0x2a, 0x33), c.text,
                           readable);
}

void Theme::makePalette()
{
    const bool dark = m_scheme != ColourScheme::Light;
    const QColor window = dark ? QColor(0x2b, 0x2e, 0x33) : QColor(0xf3, 0xf4, 0xf5);
    const QColor text = dark ? QColor(0xe6, 0xe8, 0xea) : QColor(0x20, 0x23, 0x26);
    const QColor base = m_editor.background;
    const QColor button = dark ? QColor(0x36, 0x3a, 0x40) : QColor(0xfb, 0xfb, 0xfc);
    QPalette &p = m_palette;
    p = QPalette(text, button, mixed(button, Qt::white, dark ? 0.14 : 0.6),
                 mixed(window, Qt::black, dark ? 0.5 : 0.35), mixed(window, Qt::black, dark ? 0.3 : 0.2),
                 text, text, base, window);
    setTextColours(p, QPalette::All, text);
    p.setColor(QPalette::AlternateBase, mixed(base, text, 0.035));
    p.setColor(QPalette::ToolTipBase, dark ? QColor(0x3a, 0x3f, 0x46) : QColor(0xff, 0xff, 0xff));
    // Words about what is not there stand on the window as well as on white; the window is the harder of the
    // two.
    p.setColor(QPalette::PlaceholderText, dimmed(text, window, readable));
    p.setColor(QPalette::Highlight, dark ? QColor(0x2c, 0x64, 0xa6) : m_accent);
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Link, m_accent);
    p.setColor(QPalette::LinkVisited,
               mixed(m_accent, dark ? QColor(0xd0, 0x90, 0xff) : QColor(0x80, 0x20, 0xa0), 0.6));
    p.setColor(QPalette::Light, mixed(window, Qt::white, dark ? 0.10 : 0.9));
    p.setColor(QPalette::Midlight, mixed(window, text, 0.06));
    p.setColor(QPalette::Mid, mixed(window, text, dark ? 0.16 : 0.20));
    p.setColor(QPalette::Dark, mixed(window, dark ? QColor(Qt::black) : text, 0.35));
    p.setColor(QPalette::Shadow, mixed(window, Qt::black, 0.7));
    setTextColours(p, QPalette::Disabled, dimmed(text, window, 2.6));
    p.setColor(QPalette::Disabled, QPalette::Highlight, mixed(window, text, 0.2));
    p.setColor(QPalette::Inactive, QPalette::Highlight, mixed(base, text, dark ? 0.22 : 0.14));
    p.setColor(QPalette::Inactive, QPalette::HighlightedText, text);
}

QColor Theme::levelColour(MarkLevel level) const
{
    switch (level) {
    case MarkLevel::Error:
        return m_editor.error;
    case MarkLevel::Warning:
        return m_editor.warning;
    case MarkLevel::Information:
        return m_editor.information;
    case MarkLevel::Hint:
        break;
    }
    return m_editor.hint;
}

void applyTheme(QApplication &application, const Theme &theme, ThemeChoice choice)
{
    const bool platformLook =
        choice == ThemeChoice::System &&
        application.style()->objectName().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0;
    if (platformLook)
        return;
    if (choice == ThemeChoice::HighContrast)
        application.setStyle(new ContrastStyle); // the application takes it
    else
        application.setStyle(new ThemeStyle);
    application.setPalette(theme.palette());
}

QFont defaultEditorFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!QFontInfo(font).fixedPitch())
        font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Liberation Mono"),
                          QStringLiteral("Monospace")});
    font.setStyleHint(QFont::Monospace);
    if (font.pointSizeF() < 10)
        font.setPointSizeF(10);
    return font;
}

} // namespace gatewright
