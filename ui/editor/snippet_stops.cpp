// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/snippet_stops.h"

#include "ui/editor/code_view.h"
#include "ui/editor/document_buffer.h"

#include <algorithm>

namespace gatewright {

SnippetStops::SnippetStops(QObject *parent)
    : QObject(parent)
{
}

SnippetStops::~SnippetStops()
{
    end();
}

void SnippetStops::begin(CodeView &view, std::vector<TextSpan> stops)
{
    end();
    if (stops.empty())
        return;
    m_view = &view;
    m_stops = std::move(stops);
    goTo(0);
    if (!m_view)
        return; // there was only the end
    view.addKeyFilter(*this);
    connect(&view.document(), &DocumentBuffer::edited, this, &SnippetStops::textChanged);
    connect(&view.document(), &DocumentBuffer::reset, this, &SnippetStops::end);
    // Queued: the caret moves before the edit that moved it is told.
    connect(&view, &CodeView::caretMoved, this, &SnippetStops::caretMoved, Qt::QueuedConnection);
}

void SnippetStops::end()
{
    if (m_view) {
        m_view->removeKeyFilter(*this);
        disconnect(&m_view->document(), nullptr, this, nullptr);
        disconnect(m_view, nullptr, this, nullptr);
    }
    m_view = nullptr;
    m_stops.clear();
}

void SnippetStops::goTo(std::size_t stop)
{
    m_current = stop;
    const TextSpan span = m_stops[stop];
    CodeView &view = *m_view;
    if (stop + 1 == m_stops.size())
        end();
    view.select(span);
}

bool SnippetStops::wantsKey(const QKeyEvent &event) const
{
    if (!isActive())
        return false;
    switch (event.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Escape:
        return event.modifiers() == Qt::NoModifier;
    case Qt::Key_Backtab:
        return m_current > 0;
    default:
        return false;
    }
}

bool SnippetStops::handleKey(const QKeyEvent &event)
{
    if (!wantsKey(event))
        return false;
    if (event.key() == Qt::Key_Tab)
        goTo(m_current + 1);
    else if (event.key() == Qt::Key_Backtab)
        goTo(m_current - 1);
    else
        end();
    return true;
}

void SnippetStops::textChanged(const DocumentEdit &edit)
{
    const TextEdit &change = edit.edit;
    const TextSpan current = m_stops[m_current];
    if (change.begin < current.begin || change.end > current.end) {
        end();
        return;
    }
    const auto grown = static_cast<std::ptrdiff_t>(change.text.size()) -
                       static_cast<std::ptrdiff_t>(change.end - change.begin);
    const auto moved = [grown](std::size_t place) {
        return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(place) + grown);
    };
    for (std::size_t index = 0; index < m_stops.size(); ++index) {
        TextSpan &stop = m_stops[index];
        if (index == m_current)
            stop.end = moved(stop.end);
        else if (stop.begin >= current.end)
            stop = {moved(stop.begin), moved(stop.end)};
        else if (stop.begin <= current.begin && stop.end >= current.end)
            stop.end = moved(stop.end); // the one around it
    }
}

void SnippetStops::caretMoved()
{
    if (!isActive())
        return;
    const auto first = std::ranges::min_element(m_stops, {}, &TextSpan::begin);
    const auto last = std::ranges::max_element(m_stops, {}, &TextSpan::end);
    if (m_view->caret() < first->begin || m_view->caret() > last->end)
        end();
}

} // namespace gatewright
