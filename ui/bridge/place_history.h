// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/position.h"

#include <QString>

#include <deque>
#include <functional>
#include <optional>

namespace gatewright {

// A place that the user was at. Documents without a path are known by their id alone.
struct VisitedPlace
{
    int document = 0;
    QString path;
    HumanPosition place;

    friend bool operator==(const VisitedPlace &, const VisitedPlace &) = default;
};

// The way through the files, to go back and forward on. A value without widgets.
class PlaceHistory
{
public:
    static constexpr std::size_t mostPlaces = 100;
    // Places of one document that are nearer than this many lines are one.
    static constexpr int nearLines = 10;

    // The user left this place by a jump. What could be gone forward to is forgotten.
    void leave(const VisitedPlace &place);
    // `now` is where the user is; nothing when there is nowhere to go.
    [[nodiscard]] std::optional<VisitedPlace> back(const VisitedPlace &now);
    [[nodiscard]] std::optional<VisitedPlace> forward(const VisitedPlace &now);
    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }
    // Moves the places of a document along with its text; lines are 0-based.
    void shift(int document, const std::function<int(int line)> &shifted);
    // An untitled document is gone for good.
    void forget(int document);

private:
    static void push(std::deque<VisitedPlace> &places, const VisitedPlace &place);

    std::deque<VisitedPlace> m_back; // the latest last
    std::deque<VisitedPlace> m_forward;
};

// Whether two places are near enough to be one in the history.
[[nodiscard]] bool areNear(const VisitedPlace &a, const VisitedPlace &b);

} // namespace gatewright
