// SPDX-License-Identifier: Apache-2.0
#include "core/store/shown_suggestions.h"

#include <algorithm>
#include <utility>

namespace gatewright::store {

void ShownSuggestions::add(Suggestion suggestion)
{
    std::erase_if(m_suggestions, [&](const Suggestion &other) { return other.id == suggestion.id; });
    m_suggestions.push_back(std::move(suggestion));
    if (m_suggestions.size() > m_capacity)
        m_suggestions.pop_front();
}

const Suggestion *ShownSuggestions::find(const QString &id) const
{
    // Outcomes are mostly about the newest.
    const auto found = std::find_if(m_suggestions.rbegin(), m_suggestions.rend(),
                                    [&](const Suggestion &suggestion) { return suggestion.id == id; });
    return found == m_suggestions.rend() ? nullptr : &*found;
}

} // namespace gatewright::store
