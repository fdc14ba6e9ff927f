// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/pass_times.h"

#include <algorithm>

namespace gatewright::decode {

namespace {

// Two cores with AVX-512 VNNI, relative to one row (inference.md 3.3 with attention and norms).
constexpr std::array<std::pair<std::size_t, double>, 7> kBelieved{
    {{1, 1.0}, {2, 1.08}, {4, 1.29}, {8, 1.88}, {16, 3.65}, {32, 7.1}, {64, 14.2}}};

constexpr double kFollowsLoad = 0.1;
constexpr double kFollowsShape = 0.02;
constexpr double kForgets = 0.97; // the rate, a pass

} // namespace

PassTimes::PassTimes()
{
    measured(kBelieved);
    m_isMeasured = false;
}

void PassTimes::measured(std::span<const std::pair<std::size_t, double>> times)
{
    if (times.empty())
        return;
    for (std::size_t rows = 1; rows < m_shape.size(); ++rows) {
        const auto above = std::ranges::find_if(times, [&](const auto &time) { return time.first >= rows; });
        if (above == times.begin()) {
            m_shape[rows] = above->second;
        } else if (above == times.end()) { // beyond the last: every row costs what the last ones did
            const auto &[n, last] = times.back();
            m_shape[rows] = last * static_cast<double>(rows) / static_cast<double>(n);
        } else {
            const auto &[n, below] = *(above - 1);
            const double share = static_cast<double>(rows - n) / static_cast<double>(above->first - n);
            m_shape[rows] = below + share * (above->second - below);
        }
    }
    for (std::size_t rows = m_shape.size() - 1; rows > 1; --rows)
        m_shape[rows - 1] = std::min(m_shape[rows - 1], m_shape[rows]);
    m_scale = 1.0;
    m_hasRun = false;
    m_isMeasured = true;
    m_tokens = 1.0;
    m_milliseconds = m_shape[1];
}

void PassTimes::ran(std::size_t rows, double passMs, double draftMs, std::size_t tokens)
{
    if (passMs <= 0.0 || rows == 0 || rows >= m_shape.size())
        return;
    const double seen = passMs / m_shape[rows];
    if (!std::exchange(m_hasRun, true)) {
        m_scale = seen;
        m_tokens = 1.0;
        m_milliseconds = of(1);
    }
    // A pass that lost its processor for a while says little.
    const double bounded = std::clamp(seen, m_scale * 0.5, m_scale * 2.0);
    m_shape[rows] *= 1.0 + kFollowsShape * (bounded / m_scale - 1.0);
    m_scale += kFollowsLoad * (bounded - m_scale);
    m_tokens = m_tokens * kForgets + static_cast<double>(tokens);
    m_milliseconds = m_milliseconds * kForgets + std::min(passMs, 2.0 * of(rows)) + std::min(draftMs, of(1));
}

void DraftingSwitch::ran(double ms, double plainMs)
{
    if (m_off > 0) {
        --m_off;
        return;
    }
    m_spent += ms;
    m_plain += plainMs;
    if (++m_passes < m_window)
        return;
    constexpr int kMostPatience = 1600;
    const bool pays = m_plain >= least * m_spent;
    m_off = pays ? 0 : m_patience;
    m_patience = pays ? 100 : std::min(m_patience * 2, kMostPatience);
    m_passes = 0;
    m_spent = 0.0;
    m_plain = 0.0;
}

} // namespace gatewright::decode
