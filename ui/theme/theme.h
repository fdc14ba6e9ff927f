// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/syntax_library.h"

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace gatewright {

enum class ThemeChoice { System, Light, Dark, HighContrast };

// How serious a mark in the text is. Each has its own colour, its own underline and its own gutter shape.
enum class MarkLevel { Error, Warning, Information, Hint };

// Every colour that the editor paints beside those of the syntax. All opaque.
struct EditorColours
{
    QColor background;
    QColor text;
    QColor caret;
    QColor currentLine;
    QColor selection;
    QColor inactiveSelection;
    QColor gutter;
    QColor lineNumber;
    QColor currentLineNumber;
    QColor foldMarker;
    QColor indentGuide;
    QColor whitespace;
    QColor bracketMatch;    // background of the pair at the caret
    QColor bracketMismatch; // foreground of a bracket without partner
    QColor searchMatch;     // background of what a search found
    QColor ghost;           // dimmer than text, contrast >= 4.5 on background and on currentLine
    QColor note;            // end-of-line notes; the same rule
    QColor error;           // squiggles, markers and words of a level; contrast >= 4.5 for use as text
    QColor warning;
    QColor information;
    QColor hint;
    QColor added; // lines of a comparison and bars of the change gutter; contrast >= 3, text >= 4.5
    QColor changed;
    QColor removed;
};

// How everything looks under one choice of light or dark. A value: make a new one when the choice changes and
// hand it to the views. Built from a syntax theme, so that editor and syntax colours belong together.
class Theme
{
public:
    // For System the scheme follows `systemPalette` (the palette that the platform gave the application at
    // its start).
    Theme(const SyntaxLibrary &library, ThemeChoice choice, const QPalette &systemPalette);
    Theme(const SyntaxLibrary &library, ColourScheme scheme);

    [[nodiscard]] ColourScheme scheme() const { return m_scheme; }
    [[nodiscard]] const EditorColours &editor() const { return m_editor; }
    [[nodiscard]] QColor accent() const { return m_accent; }
    [[nodiscard]] QColor levelColour(MarkLevel level) const;
    // The application's palette under this theme.
    [[nodiscard]] QPalette palette() const { return m_palette; }
    [[nodiscard]] const KSyntaxHighlighting::Theme &syntax() const { return *m_syntax; }

private:
    void readEditorColours();
    void makePalette();
    void raiseContrast();

    ColourScheme m_scheme;
    std::shared_ptr<const KSyntaxHighlighting::Theme>
        m_syntax; // shared: an incomplete type here, and never changed
    EditorColours m_editor;
    QColor m_accent;
    QPalette m_palette;
};

// Dark when the window background is darker than its text.
[[nodiscard]] ColourScheme schemeOf(const QPalette &palette);

// Gives the application the palette of the theme, with the Fusion style, which is the one that honours every
// role. With ThemeChoice::System a platform style other than Fusion keeps its own look.
void applyTheme(QApplication &application, const Theme &theme, ThemeChoice choice);

// The platform's fixed-width font, never below 10 points.
[[nodiscard]] QFont defaultEditorFont();

} // namespace gatewright
