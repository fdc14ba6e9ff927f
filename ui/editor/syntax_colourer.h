// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/syntax_styles.h"
#include "ui/inline/scintilla.h"

// clang-format off
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/State>
// clang-format on

#include <QElapsedTimer>

#include <memory>
#include <vector>

namespace gatewright {

class FoldLevels;

// Colours one document line by line, and only what must be: the state at the start of every coloured line is
// kept, so that an edit colours its own lines and stops where the state is again what it was.
//
// Lines in front of m_front have their right colours. Lines from there to m_tail were right once: their
// states still say where colouring may stop. Lines from m_tail on have never been seen. Scintilla's own mark
// ("styled up to here") is kept at m_front, so that it asks when it wants to paint more.
class SyntaxColourer : private KSyntaxHighlighting::AbstractHighlighter
{
public:
    // `document` is any view of the document that lives as long as this.
    SyntaxColourer(Scintilla document, FoldLevels &folds);
    ~SyntaxColourer() override;

    // Starts again from the top; an invalid definition makes plain text.
    void start(const KSyntaxHighlighting::Definition &definition, const SyntaxStyles &styles);

    // The text of `line` changed, and with it `removed` line ends went and `added` came.
    void linesChanged(int line, int removed, int added);

    // Scintilla wants to paint up to `offset`. Near the front this colours everything in between; far from it
    // the last lines in front of `offset` get a first guess, which colourSlice() makes right in time.
    void colourUpTo(std::size_t offset);

    // Colours for at most `milliseconds`. True when nothing is left to do.
    bool colourSlice(int milliseconds);
    [[nodiscard]] bool isComplete() const;
    // How many lines were run through the highlighter; for tests of "one key, one line".
    [[nodiscard]] std::size_t linesColoured() const { return m_linesColoured; }

private:
    // Lines longer than this are shown plain: a minified file must not stop the window.
    static constexpr std::size_t longestColouredLine = 8192;
    // At some 5 µs a line, this many may be coloured while a paint waits.
    static constexpr int linesPerPaint = 800;
    static constexpr int guessedLines = 160;

    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;
    void applyFolding(int offset, int length, KSyntaxHighlighting::FoldingRegion region) override;

    // Appends the style bytes of the line to m_styleBytes and gives the state behind it.
    KSyntaxHighlighting::State colourLine(int line, const KSyntaxHighlighting::State &state);
    template <class Enough>
    void colourWhile(Enough enough);
    void guess(int firstLine, int lastLine);
    void writeStyles(std::size_t begin);
    void setMark(int line);

    Scintilla m_document;
    FoldLevels &m_folds;
    const SyntaxStyles *m_styles = nullptr;
    std::vector<KSyntaxHighlighting::State> m_states; // at the start of lines 0 to m_tail
    int m_front = 0;
    int m_dirtyEnd = 0; // the last changed line is in front of this one
    int m_tail = 0;
    std::size_t m_linesColoured = 0;

    // While one line is coloured.
    class Line;
    const Line *m_line = nullptr;
    std::vector<char> m_styleBytes;
    std::size_t m_lineStyles = 0; // where the line begins in m_styleBytes
    int m_foldDepth = 0;          // relative to the start of the line
    int m_foldLowest = 0;
};

} // namespace gatewright
