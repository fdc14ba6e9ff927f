// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/place_history.h"

#include <cstdlib>

namespace gatewright {

bool areNear(const VisitedPlace &a, const VisitedPlace &b)
{
    const bool sameDocument = a.path.isEmpty() ? a.document == b.document : a.path == b.path;
    return sameDocument && std::abs(a.place.line - b.place.line) < PlaceHistory::nearLines;
}

void PlaceHistory::push(std::deque<VisitedPlace> &places, const VisitedPlace &place)
{
    if (!places.empty() && areNear(places.back(), place)) {
        places.back() = place;
        return;
    }
    places.push_back(place);
    if (places.size() > mostPlaces)
        places.pop_front();
}

void PlaceHistory::leave(const VisitedPlace &place)
{
    push(m_back, place);
    m_forward.clear();
}

std::optional<VisitedPlace> PlaceHistory::back(const VisitedPlace &now)
{
    // Where one stands already is no place to go to.
    while (!m_back.empty() && areNear(m_back.back(), now))
        m_back.pop_back();
    if (m_back.empty())
        return std::nullopt;
    push(m_forward, now);
    const VisitedPlace place = m_back.back();
    m_back.pop_back();
    return place;
}

std::optional<VisitedPlace> PlaceHistory::forward(const VisitedPlace &now)
{
    while (!m_forward.empty() && areNear(m_forward.back(), now))
        m_forward.pop_back();
    if (m_forward.empty())
        return std::nullopt;
    push(m_back, now);
    const VisitedPlace place = m_forward.back();
    m_forward.pop_back();
    return place;
}

void PlaceHistory::shift(int document, const std::function<int(int line)> &shifted)
{
    for (std::deque<VisitedPlace> *places : {&m_back, &m_forward}) {
        for (VisitedPlace &place : *places) {
            if (place.document == document)
                place.place.line = shifted(place.place.line - 1) + 1;
        }
    }
}

void PlaceHistory::forget(int document)
{
    for (std::deque<VisitedPlace> *places : {&m_back, &m_forward})
        std::erase_if(*places, [document](const VisitedPlace &place) {
            return place.document == document && place.path.isEmpty();
        });
}

} // namespace gatewright
