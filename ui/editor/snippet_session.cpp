// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/snippet_session.h"

#include "ui/editor/carets.h"

#include <algorithm>
#include <utility>

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
    std::vector<SnippetStop> stops = snippet.stops;
    for (SnippetStop &stop : stops) {
        stop.begin += offset;
        stop.end += offset;
    }
    const TextSpan whole{offset, offset + snippet.text.size()};
    if (std::ranges::none_of(stops, [](const SnippetStop &stop) { return stop.number == 0; }))
        stops.push_back({0, whole.end, whole.end});
    begin(whole, std::move(stops));
}

void SnippetSession::begin(TextSpan whole, std::vector<SnippetStop> stops)
{
    Level level{std::move(stops), {}, 0, whole};
    for (const SnippetStop &stop : level.stops)
        level.order.push_back(stop.number);
    std::ranges::sort(level.order, [](int a, int b) { return a != 0 && (b == 0 || a < b); });
    const auto twins = std::ranges::unique(level.order);
    level.order.erase(twins.begin(), twins.end());
    if (level.order.empty())
        return;
    m_levels.push_back(std::move(level));
    selectCurrent();
}

void SnippetSession::textChanged(const TextEdit &edit)
{
    for (Level &level : m_levels) {
        move(level.whole.begin, level.whole.end, edit, true);
        for (SnippetStop &stop : level.stops)
            move(stop.begin, stop.end, edit, stop.number == level.order[level.current]);
    }
}

void SnippetSession::checkCaret()
{
    const std::size_t caret = m_view.caret();
    while (isActive() && (caret < m_levels.back().whole.begin || caret > m_levels.back().whole.end))
        end();
}

bool SnippetSession::step(int direction)
{
    if (!isActive())
        return false;
    Level &level = m_levels.back();
    if (direction < 0 && level.current == 0)
        return true;
    level.current += direction > 0 ? 1 : static_cast<std::size_t>(-1);
    selectCurrent();
    return true;
}

void SnippetSession::selectCurrent()
{
    const Level level = m_levels.back();
    if (level.current + 1 == level.order.size())
        end(); // before the carets move, which is told at once
    std::vector<CaretRange> carets;
    for (const SnippetStop &stop : level.stops) {
        if (stop.number == level.order[level.current])
            carets.push_back({stop.begin, stop.end});
    }
    setCarets(m_view, carets);
    m_view.send(Scintilla::Base::SCI_SETMAINSELECTION, 0);
    m_view.send(Scintilla::Base::SCI_SCROLLCARET);
    m_view.send(Scintilla::Base::SCI_CHOOSECARETX);
}

} // namespace gatewright
