// SPDX-License-Identifier: Apache-2.0
#include "core/learn/output_slice.h"

#include <algorithm>
#include <set>
#include <utility>

namespace gatewright::learn {

void TokenCounts::add(std::span<const std::int32_t> tokens)
{
    for (const std::int32_t token : tokens)
        ++m_counts[token];
}

std::vector<std::int32_t> TokenCounts::slice(std::size_t size, std::size_t vocabularySize,
                                             std::span<const std::int32_t> then) const
{
    std::vector<std::pair<std::int32_t, std::uint64_t>> ordered;
    for (const auto &[token, count] : m_counts)
        ordered.emplace_back(token, count);
    std::ranges::sort(ordered, [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::set<std::int32_t> chosen;
    const auto choose = [&](std::int32_t token) {
        if (chosen.size() < size && token >= 0 && static_cast<std::size_t>(token) < vocabularySize)
            chosen.insert(token);
    };
    for (const auto &[token, count] : ordered)
        choose(token);
    for (const std::int32_t token : then)
        choose(token);
    for (std::size_t token = 0; token < vocabularySize && chosen.size() < size; ++token)
        choose(static_cast<std::int32_t>(token));
    return {chosen.begin(), chosen.end()};
}

} // namespace gatewright::learn
