// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/coloured_word.h"
#include "ui/inline/scintilla.h"

#include <vector>

namespace gatewright {

struct DocumentEdit;
class DocumentBuffer;

// Scintilla's numbers for their colours: 20 to 27.
inline constexpr int firstWordIndicator = 20;

// The colours of words over those of the syntax. Indicators of the document, so that every view shows them,
// they move with the text, and the syntax colours under them stay as they are. What changed since the last
// time is all that is touched, some lines at a time.
class SemanticLayer
{
public:
    explicit SemanticLayer(Scintilla document)
        : m_document(document)
    {
    }

    // In the order of the text, and about the text as it is now.
    void set(std::vector<ColouredWord> words);
    // Changed lines have their words coloured anew next time.
    void textChanged(const DocumentEdit &edit);
    // The text was replaced: everything that was known is void.
    void forget();
    // Works for at most so long. True when nothing is left to do.
    bool applySlice(const DocumentBuffer &document, int milliseconds);
    [[nodiscard]] bool isComplete() const { return m_next > m_last; }
    // How many lines were touched; for tests of "one key, one line".
    [[nodiscard]] std::size_t linesTouched() const { return m_linesTouched; }

private:
    void touch(int first, int linesBehind);
    void applyLines(const DocumentBuffer &document, int first, int last);

    Scintilla m_document;
    std::vector<ColouredWord> m_words;
    int m_lines = 0; // of the text that m_words is about
    // What was typed in since then: the first line, and how many lines behind the last are untouched.
    int m_dirtyFirst = 0;
    int m_dirtyBehind = 0;
    // Lines still to be done.
    int m_next = 0;
    int m_last = -1;
    std::size_t m_linesTouched = 0;
};

} // namespace gatewright
