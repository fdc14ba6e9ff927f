// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/snippet.h"
#include "core/text/text_edit.h"
#include "ui/editor/text_search.h"
#include "ui/inline/scintilla.h"

#include <vector>

namespace gatewright {

// The places of a snippet that stands in the text and is being filled in: Tab goes from one to the next, and
// the last one ends it. Places of one number are selected together, so that what is typed goes into all. A
// snippet put in while another is filled in comes first; with its end the other one goes on.
class SnippetSession
{
public:
    explicit SnippetSession(Scintilla view)
        : m_view(view)
    {
    }

    // The snippet's text was put in at `offset`. Selects the first place.
    void begin(std::size_t offset, const Snippet &snippet);
    // The same for places of the text; `whole` is what belongs to them. With nothing to fill in only the
    // caret is set, one for each place of number 0.
    void begin(TextSpan whole, std::vector<SnippetStop> stops);
    [[nodiscard]] bool isActive() const { return !m_levels.empty(); }
    // Each change of the text, in order; offsets as they were before it.
    void textChanged(const TextEdit &edit);
    // After anything that may have moved the caret: outside of the snippet there is nothing to fill in.
    void checkCaret();
    // The next (1) or the one before (-1). False when it has ended.
    bool step(int direction);
    // The innermost one.
    void end() { m_levels.pop_back(); }
    void endAll() { m_levels.clear(); }

private:
    struct Level
    {
        std::vector<SnippetStop> stops; // offsets in the text
        std::vector<int> order;         // of the numbers; 0 comes last
        std::size_t current = 0;        // in `order`
        TextSpan whole;
    };

    // The last ones end it.
    void selectCurrent();

    Scintilla m_view;
    std::vector<Level> m_levels; // the innermost is the last
};

} // namespace gatewright
