// SPDX-License-Identifier: GPL-3.0-or-later
// How a view looks: styles, colours, margins, markers, settings. What it does is in scintilla_view.cpp.
#include "ui/editor/document_internals.h"
#include "ui/editor/key_bindings.h"
#include "ui/editor/scintilla_view.h"
#include "ui/editor/semantic_layer.h"
#include "ui/theme/colour.h"

#include <KSyntaxHighlighting/Theme>

#include <algorithm>
#include <array>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

constexpr int markMarginWidth = 18;
constexpr int foldMarginWidth = 16;
constexpr int textPadding = 4;

} // namespace

void ScintillaView::setUp()
{
    const Scintilla view = m_scintilla;
    // Changes are told by the document's holder; a view that listens too would only cost time at every key.
    view.send(Base::SCI_SETMODEVENTMASK, 0);
    bindKeys(view);
    view.send(Base::SCI_USEPOPUP, 0);
    // The width starts at 2000 pixels and would leave a scroll bar over nothing.
    view.send(Base::SCI_SETSCROLLWIDTH, 1);
    view.send(Base::SCI_SETSCROLLWIDTHTRACKING, 1);
    view.send(Base::SCI_SETENDATLASTLINE, 0);
    view.send(Base::SCI_SETMULTIPLESELECTION, 1);
    view.send(Base::SCI_SETADDITIONALSELECTIONTYPING, 1);
    view.send(Base::SCI_SETMULTIPASTE, Base::SC_MULTIPASTE_EACH);
    view.send(Base::SCI_SETVIRTUALSPACEOPTIONS, Base::SCVS_RECTANGULARSELECTION);
    view.send(Base::SCI_SETTABINDENTS, 1);
    view.send(Base::SCI_SETBACKSPACEUNINDENTS, 1);
    view.send(Base::SCI_SETEXTRAASCENT, 1);
    view.send(Base::SCI_SETEXTRADESCENT, 1);
    view.send(Base::SCI_SETMARGINLEFT, 0, std::intptr_t{textPadding});
    view.send(Base::SCI_SETCARETWIDTH, 2);
    constexpr std::intptr_t linesAroundCaret = 2;
    view.send(Base::SCI_SETYCARETPOLICY, Base::CARET_SLOP | Base::CARET_STRICT | Base::CARET_EVEN,
              linesAroundCaret);
    view.send(Base::SCI_SETVISIBLEPOLICY, Base::VISIBLE_SLOP | Base::VISIBLE_STRICT, linesAroundCaret * 2);
    view.send(Base::SCI_SETPASTECONVERTENDINGS, 1);
    view.send(Base::SCI_SETLAYOUTCACHE, Base::SC_CACHE_PAGE);

    view.send(Base::SCI_SETMARGINTYPEN, lineNumberMargin, std::intptr_t{Base::SC_MARGIN_NUMBER});
    view.send(Base::SCI_SETMARGINTYPEN, markMargin, std::intptr_t{Base::SC_MARGIN_SYMBOL});
    view.send(Base::SCI_SETMARGINMASKN, markMargin, std::intptr_t{markMarkerMask});
    view.send(Base::SCI_SETMARGINWIDTHN, markMargin, std::intptr_t{markMarginWidth});
    view.send(Base::SCI_SETMARGINTYPEN, foldMargin, std::intptr_t{Base::SC_MARGIN_SYMBOL});
    view.send(Base::SCI_SETMARGINMASKN, foldMargin, static_cast<std::intptr_t>(Base::SC_MASK_FOLDERS));
    view.send(Base::SCI_SETMARGINSENSITIVEN, foldMargin, std::intptr_t{1});
    view.send(Base::SCI_SETMARGINWIDTHN, foldMargin, std::intptr_t{foldMarginWidth});
    m_changes.setUp();
    view.send(Base::SCI_SETAUTOMATICFOLD,
              Base::SC_AUTOMATICFOLD_SHOW | Base::SC_AUTOMATICFOLD_CLICK | Base::SC_AUTOMATICFOLD_CHANGE);
    view.send(Base::SCI_SETFOLDFLAGS, Base::SC_FOLDFLAG_LINEAFTER_CONTRACTED);
}

void ScintillaView::applyStyles()
{
    QFont font = m_settings.font == QFont() ? defaultEditorFont() : m_settings.font;
    m_document->internals().styles().apply(m_scintilla, m_theme, font);
    applyColours();
    applyMarkers();
    m_lineNumberDigits = 0;
    updateLineNumberWidth();
    viewport()->update();
}

void ScintillaView::applyColours()
{
    const Scintilla view = m_scintilla;
    const EditorColours &colours = m_theme.editor();
    SendScintilla(Base::SCI_SETCARETFORE, colours.caret);
    SendScintilla(Base::SCI_SETCARETLINEBACK, colours.currentLine);
    view.send(Base::SCI_SETCARETLINEVISIBLE, m_settings.highlightCurrentLine);
    view.send(Base::SCI_SETCARETLINEVISIBLEALWAYS, 1);
    view.send(Base::SCI_SETSELFORE, 0); // the syntax colours show through
    view.send(Base::SCI_SETSELBACK, 1, colours.selection);
    SendScintilla(Base::SCI_SETADDITIONALSELBACK, colours.selection);
    view.send(Base::SCI_SETWHITESPACEFORE, 1, colours.whitespace);
    SendScintilla(Base::SCI_SETEDGECOLOUR, colours.indentGuide);
    view.send(Base::SCI_SETFOLDMARGINCOLOUR, 1, colours.gutter);
    view.send(Base::SCI_SETFOLDMARGINHICOLOUR, 1, colours.gutter);
    view.send(Base::SCI_SETMARGINBACKN, markMargin, colours.gutter);
    m_ghostLayer.setColour(colours.ghost);
    m_noteLayer.setColour(colours.note);

    struct Underline
    {
        MarkLevel level;
        int indicator;
    };
    constexpr std::array shapes{
        Underline{MarkLevel::Error, Base::INDIC_SQUIGGLE},
        Underline{MarkLevel::Warning, Base::INDIC_DASH},
        Underline{MarkLevel::Information, Base::INDIC_DOTS},
        Underline{MarkLevel::Hint, Base::INDIC_DOTS},
    };
    for (const Underline &shape : shapes) {
        const int number = firstMarkIndicator + static_cast<int>(shape.level);
        view.send(Base::SCI_INDICSETSTYLE, number, std::intptr_t{shape.indicator});
        view.send(Base::SCI_INDICSETFORE, number, m_theme.levelColour(shape.level));
    }
    applyWordColours();
    constexpr std::intptr_t opaque = 255;
    view.send(Base::SCI_INDICSETSTYLE, searchIndicator, std::intptr_t{Base::INDIC_STRAIGHTBOX});
    view.send(Base::SCI_INDICSETFORE, searchIndicator, colours.searchMatch);
    view.send(Base::SCI_INDICSETALPHA, searchIndicator, opaque);
    view.send(Base::SCI_INDICSETOUTLINEALPHA, searchIndicator, opaque);
    view.send(Base::SCI_INDICSETUNDER, searchIndicator, std::intptr_t{1});
}

void ScintillaView::applyWordColours()
{
    using Syntax = KSyntaxHighlighting::Theme;
    // In the order of WordKind: the syntax theme's colours, so that a class is coloured as a built-in type
    // is.
    constexpr std::array<Syntax::TextStyle, wordKinds> styles{
        Syntax::Import,       Syntax::DataType, Syntax::Extension, Syntax::Function,
        Syntax::Preprocessor, Syntax::Variable, Syntax::Attribute, Syntax::Constant};
    constexpr double readable = 4.5;
    const EditorColours &colours = m_theme.editor();
    for (int kind = 0; kind < wordKinds; ++kind) {
        const QRgb wanted = m_theme.syntax().textColor(styles[static_cast<std::size_t>(kind)]);
        const QColor colour =
            wanted == 0 ? colours.text
                        : readableOn(colours.background, QColor::fromRgb(wanted), colours.text, readable);
        m_scintilla.send(Base::SCI_INDICSETSTYLE, firstWordIndicator + kind,
                         std::intptr_t{Base::INDIC_TEXTFORE});
        m_scintilla.send(Base::SCI_INDICSETFORE, firstWordIndicator + kind, colour);
    }
}

void ScintillaView::applyMarkers()
{
    // Scintilla keeps the markers and we paint them, see GutterLayer.
    for (int marker = firstMarkMarker; marker < firstMarkMarker + markLevels; ++marker)
        m_scintilla.send(Base::SCI_MARKERDEFINE, marker, std::intptr_t{Base::SC_MARK_EMPTY});
    m_scintilla.send(Base::SCI_MARKERDEFINE, bookmarkMarker, std::intptr_t{Base::SC_MARK_EMPTY});
    for (unsigned marker = Base::SC_MARKNUM_FOLDEREND; marker <= Base::SC_MARKNUM_FOLDEROPEN; ++marker)
        m_scintilla.send(Base::SCI_MARKERDEFINE, marker, std::intptr_t{Base::SC_MARK_EMPTY});
    m_gutter.setTheme(m_theme);
    m_changes.setTheme(m_theme);
}

void ScintillaView::applySettings()
{
    const Scintilla view = m_scintilla;
    view.send(Base::SCI_SETTABWIDTH, std::max(1, m_settings.tabWidth));
    view.send(Base::SCI_SETINDENT, std::max(1, m_settings.indentWidth));
    view.send(Base::SCI_SETUSETABS, m_settings.indentWithTabs);
    view.send(Base::SCI_SETWRAPMODE, m_settings.wrapLines ? Base::SC_WRAP_WORD : Base::SC_WRAP_NONE);
    view.send(Base::SCI_SETWRAPINDENTMODE, Base::SC_WRAPINDENT_INDENT);
    view.send(Base::SCI_SETVIEWWS,
              m_settings.showWhitespace ? Base::SCWS_VISIBLEALWAYS : Base::SCWS_INVISIBLE);
    view.send(Base::SCI_SETWHITESPACESIZE, 2);
    view.send(Base::SCI_SETINDENTATIONGUIDES,
              m_settings.showIndentGuides ? Base::SC_IV_LOOKBOTH : Base::SC_IV_NONE);
    view.send(Base::SCI_SETEDGEMODE, m_settings.rulerColumn > 0 ? Base::EDGE_LINE : Base::EDGE_NONE);
    view.send(Base::SCI_SETEDGECOLUMN, m_settings.rulerColumn);
}

void ScintillaView::updateLineNumberWidth()
{
    constexpr int fewestDigits = 3;
    const int digits =
        std::max<int>(fewestDigits, static_cast<int>(QString::number(m_scintilla.lineCount()).size()));
    if (digits == m_lineNumberDigits)
        return;
    m_lineNumberDigits = digits;
    const QByteArray widest(digits + 1, '9');
    const std::intptr_t width =
        m_settings.showLineNumbers
            ? m_scintilla.send(Base::SCI_TEXTWIDTH, Base::STYLE_LINENUMBER, widest.constData())
            : 0;
    m_scintilla.send(Base::SCI_SETMARGINWIDTHN, lineNumberMargin, width);
}

} // namespace gatewright
