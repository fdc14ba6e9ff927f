// SPDX-License-Identifier: Apache-2.0
#include "core/decode/loop_detector.h"

#include <algorithm>

namespace gatewright::decode {

std::optional<std::size_t> LoopDetector::add(TokenId token)
{
    m_tokens.push_back(token);
    const std::size_t count = m_tokens.size();
    for (std::size_t period = 1; period <= m_settings.longestPeriod; ++period) {
        const std::size_t rounds = (m_settings.tokens + period - 1) / period;
        const std::size_t window = std::max(rounds, m_settings.repeats) * period;
        if (window > count)
            continue;
        // The window has this period when it equals itself, moved by the period.
        const auto begin = m_tokens.end() - static_cast<std::ptrdiff_t>(window);
        if (std::equal(begin, m_tokens.end() - static_cast<std::ptrdiff_t>(period),
                       begin + static_cast<std::ptrdiff_t>(period)))
            return count - window + period;
    }
    return std::nullopt;
}

} // namespace gatewright::decode
