// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/snippet.h"
#include "core/text/text_edit.h"
#include "ui/inline/scintilla.h"

#include <vector>

namespace gatewright {

// The places of a snippet that stands in the text and is being filled in: Tab goes from one to the next, and
// the last one ends it. Places of one number are selected together, so that what is typed goes into all.
class SnippetSession
{
public:
    explicit SnippetSession(Scintilla view)
        : m_view(view)
    {
    }

    // The snippet's text was put in at `offset`. Selects the first place.
    void begin(std::size_t offset, const Snippet &snippet);
    [[nodiscard]] bool isActive() const { return !m_stops.empty(); }
    // Each change of the text, in order; offsets as they were before it.
    void textChanged(const TextEdit &edit);
    // After anything that may have moved the caret: outside of the snippet there is nothing to fill in.
    void checkCaret();
    // The next (1) or the one before (-1). False when it has ended.
    bool step(int direction);
    void end() { m_stops.clear(); }

private:
    void select();

    Scintilla m_view;
    std::vector<SnippetStop> m_stops; // offsets in the text
    std::vector<int> m_order;         // of the numbers; 0 comes last
    std::size_t m_current = 0;        // in m_order
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace gatewright
