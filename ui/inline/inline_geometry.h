// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/scintilla.h"

#include <QFont>
#include <QPoint>
#include <QRect>
#include <QString>

#include <string_view>

namespace gatewright {

// Where a view's text is on its viewport, in logical pixels, and in which fonts; asked anew at every paint,
// so that zoom, scrolling, wrapping and screen scale are always right.
class InlineGeometry
{
public:
    explicit InlineGeometry(QsciScintillaBase &view);

    [[nodiscard]] Scintilla scintilla() const { return m_scintilla; }
    [[nodiscard]] QPoint place(std::size_t offset) const;
    [[nodiscard]] int lineHeight() const;
    // From the top of a line down to its baseline.
    [[nodiscard]] qreal baseline() const;
    [[nodiscard]] QFont font(int style = Scintilla::Base::STYLE_DEFAULT) const;
    [[nodiscard]] QColor foreground(int style) const;
    // Of the caret's line, or of any other.
    [[nodiscard]] QColor background(bool caretLine) const;
    // What is right of the margins.
    [[nodiscard]] QRect textArea() const;
    [[nodiscard]] int caretWidth() const;

    // The text with tabs turned into blanks, as it would stand from `column` on.
    [[nodiscard]] QString expanded(std::string_view text, int column) const;

private:
    QsciScintillaBase &m_view;
    Scintilla m_scintilla;
};

} // namespace gatewright
