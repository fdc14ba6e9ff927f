// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/debounce_policy.h"

#include "core/base/clock.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace gatewright::completion {

namespace {

constexpr double longestGap = 400.0; // a longer pause is thinking, not typing
constexpr double shortestRhythm = 100.0;
constexpr double longestRhythm = 400.0;
constexpr double firstRhythm = 200.0;
constexpr std::size_t fewestGaps = 20;
constexpr std::size_t mostGaps = 100;
constexpr std::size_t mostResponses = 20;
constexpr double shortestDelay = 100.0;
constexpr double longestDelay = 1000.0;

double mean(const std::deque<double> &values)
{
    return values.empty() ? 0.0 : std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

bool isWordCharacter(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return std::isalnum(byte) != 0 || byte == '_' || byte >= 0x80;
}

// 0 in the middle of a word, 1 behind a bracket at the end of the document.
double readiness(const CursorPlace &place)
{
    double score = 0.0;
    if (!place.before.empty() && !isWordCharacter(place.before.back()))
        score += 0.5;
    if (place.lineSuffix().empty())
        score += 0.4;
    if (place.atDocumentEnd)
        score += 0.1;
    return score;
}

} // namespace

void DebouncePolicy::setMode(DebounceMode mode, Duration fixedDelay)
{
    m_mode = mode;
    m_fixedDelay = fixedDelay;
}

void DebouncePolicy::keyTyped(TimePoint now)
{
    if (m_lastKey) {
        const double gap = milliseconds(now - *m_lastKey);
        if (gap <= longestGap)
            m_gaps.push_back(gap);
        if (m_gaps.size() > mostGaps)
            m_gaps.pop_front();
    }
    m_lastKey = now;
}

void DebouncePolicy::answerCame(Duration took)
{
    m_responses.push_back(double(took.count()));
    if (m_responses.size() > mostResponses)
        m_responses.pop_front();
}

double DebouncePolicy::rhythm() const
{
    return m_gaps.size() < fewestGaps ? firstRhythm : std::clamp(mean(m_gaps), shortestRhythm, longestRhythm);
}

std::optional<DebouncePolicy::Duration> DebouncePolicy::delay(const CursorPlace &place) const
{
    switch (m_mode) {
    case DebounceMode::Manual:
        return std::nullopt;
    case DebounceMode::Fixed:
        return m_fixedDelay;
    case DebounceMode::Adaptive:
        break;
    }
    const double wanted = (3.0 - 1.5 * readiness(place)) * rhythm() - mean(m_responses);
    return Duration(static_cast<int>(std::clamp(wanted, shortestDelay, longestDelay)));
}

} // namespace gatewright::completion
