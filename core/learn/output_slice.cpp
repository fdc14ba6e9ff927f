// SPDX-License-Identifier: Apache-2.0
#include "core/learn/output_slice.h"

#include <algorithm>
#include <utility>

namespace gatewright::learn {

void TokenCounts::add(std::span<const std::int32_t> tokens)
{
    for (const std::int32_t token : tokens)
        ++m_counts[token];
}

std::vector<std::int32_t> TokenCounts::slice(std::size_t size, std::size_t vocabularySize) const
{
    std::vector<std::pair<std::int32_t, std::uint64_t>> ordered;
    for (const auto &[token, count] : m_counts)
        if (token >= 0 && static_cast<std::size_t>(token) < vocabularySize)
            ordered.emplace_back(token, count);
    std::ranges::sort(ordered, [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    ordered.resize(std::min(ordered.size(), size));
    std::vector<std::int32_t> tokens;
    for (const auto &entry : ordered)
        tokens.push_back(entry.first);
    std::ranges::sort(tokens);
    const std::size_t counted = tokens.size();
    for (std::int32_t token = 0; tokens.size() < size && static_cast<std::size_t>(token) < vocabularySize;
         ++token)
        if (!std::binary_search(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(counted), token))
            tokens.push_back(token);
    std::ranges::sort(tokens);
    return tokens;
}

} // namespace gatewright::learn
