// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/client/cursor_place.h"

#include <chrono>
#include <deque>
#include <optional>

namespace gatewright::completion {

enum class DebounceMode { Adaptive, Fixed, Manual };

// How long to wait after a key before asking. Adaptive is Tabby's formula (tabby-agent, debouncer.ts): the
// user's own rhythm, shorter where a suggestion is likely to fit (after a non-word character, at a line's
// end, at the document's end), minus what the engine needs anyway.
class DebouncePolicy
{
public:
    using Duration = std::chrono::milliseconds;
    using TimePoint = std::chrono::steady_clock::time_point;

    void setMode(DebounceMode mode, Duration fixedDelay);

    void keyTyped(TimePoint now);
    void answerCame(Duration took);
    // Nothing: do not ask at all.
    [[nodiscard]] std::optional<Duration> delay(const CursorPlace &place) const;

private:
    [[nodiscard]] double rhythm() const; // mean gap between two keys, milliseconds

    DebounceMode m_mode = DebounceMode::Adaptive;
    Duration m_fixedDelay{250};
    std::optional<TimePoint> m_lastKey;
    std::deque<double> m_gaps;      // milliseconds, the newest last
    std::deque<double> m_responses; // milliseconds, the newest last
};

} // namespace gatewright::completion
