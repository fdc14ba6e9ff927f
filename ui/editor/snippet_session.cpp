// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/snippet_session.h"

#include "ui/editor/carets.h"

#include <algorithm>

namespace gatewright {

namespace {

// A span after an edit. One that is being filled in takes what is put in at its ends.
void move(std::size_t &begin, std::size_t &end, const TextEdit &edit, bool grows)
{
    const std::size_t shift = edit.text.size();
    if (edit.begin > end || (edit.begin == end && !grows))
        return;
    const bool before = edit.end < begin || (edit.end == begin && (!grows || edit.end > edit.begin));
    if (before) {
        begin = begin - (edit.end - edit.begin) + shift;
        end = end - (edit.end - edit.begin) + shift;
        return;
    }
    const std::size_t gone = std::min(edit.end, end) - std::max(edit.begin, begin);
    begin = std::min(begin, edit.begin);
    end = std::max(begin, end - gone) + shift;
    if (edit.end > end + gone - shift) // reached out of it
        end = std::max(begin, edit.begin + shift);
}

} // namespace

void SnippetSession::begin(std::size_t offset, const Snippet &snippet)
{
    m_stops = snippet.stops;
    m_begin = offset;
    m_end = offset + snippet.text.size();
    for (SnippetStop &stop : m_stops) {
        stop.begin += offset;
        stop.end += offset;
    }
    if (std::ranges::none_of(m_stops, [](const SnippetStop &stop) { return stop.number == 0; }))
        m_stops.push_back({0, m_end, m_end});
    m_order.clear();
    for (const SnippetStop &stop : m_stops)
        m_order.push_back(stop.number);
    std::ranges::sort(m_order, [](int a, int b) { return a != 0 && (b == 0 || a < b); });
    const auto twins = std::ranges::unique(m_order);
    m_order.erase(twins.begin(), twins.end());
    m_current = 0;
    select();
    if (m_order.size() == 1) // only the end
        end();
}

void SnippetSession::textChanged(const TextEdit &edit)
{
    if (!isActive())
        return;
    move(m_begin, m_end, edit, true);
    for (SnippetStop &stop : m_stops)
        move(stop.begin, stop.end, edit, stop.number == m_order[m_current]);
}

void SnippetSession::checkCaret()
{
    if (!isActive())
        return;
    const std::size_t caret = m_view.caret();
    if (caret < m_begin || caret > m_end)
        end();
}

bool SnippetSession::step(int direction)
{
    if (!isActive())
        return false;
    if (direction < 0 && m_current == 0)
        return true;
    m_current += direction > 0 ? 1 : static_cast<std::size_t>(-1);
    select();
    if (m_current + 1 == m_order.size())
        end();
    return true;
}

void SnippetSession::select()
{
    std::vector<CaretRange> carets;
    for (const SnippetStop &stop : m_stops) {
        if (stop.number == m_order[m_current])
            carets.push_back({stop.begin, stop.end});
    }
    setCarets(m_view, carets);
    m_view.send(Scintilla::Base::SCI_SETMAINSELECTION, 0);
    m_view.send(Scintilla::Base::SCI_SCROLLCARET);
    m_view.send(Scintilla::Base::SCI_CHOOSECARETX);
}

} // namespace gatewright
