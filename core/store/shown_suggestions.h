// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/record.h"

#include <cstddef>
#include <deque>

namespace gatewright::store {

// The last suggestions that were handed out, in memory only: what nobody reacts to is never written.
class ShownSuggestions
{
public:
    explicit ShownSuggestions(std::size_t capacity = 256)
        : m_capacity(capacity)
    {
    }

    // Takes the place of an earlier one with the same id, and at the capacity that of the oldest.
    void add(Suggestion suggestion);
    // Null when it was never shown or too long ago. Valid until the next add() or clear().
    [[nodiscard]] const Suggestion *find(const QString &id) const;
    void clear() { m_suggestions.clear(); }
    [[nodiscard]] std::size_t size() const { return m_suggestions.size(); }

private:
    std::size_t m_capacity;
    std::deque<Suggestion> m_suggestions; // oldest first
};

} // namespace gatewright::store
