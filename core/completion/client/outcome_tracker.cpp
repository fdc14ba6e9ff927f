// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/outcome_tracker.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

namespace {

std::vector<std::string> filledLines(const std::string &text)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::size_t first = text.find_first_not_of(" \t\r", begin);
        if (first < end) {
            const std::size_t last = text.find_last_not_of(" \t\r", end - 1);
            lines.push_back(text.substr(first, last + 1 - first));
        }
        begin = end + 1;
    }
    return lines;
}

// The first `count` code points.
std::string head(const QString &text, int count)
{
    const std::string bytes = text.toStdString();
    return bytes.substr(0, utf8::bytesOfCodePoints(bytes, static_cast<std::size_t>(count)));
}

} // namespace

OutcomeTracker::OutcomeTracker(const Clock &clock, DocumentReader reader, Report report, RetentionTimes times,
                               QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_reader(std::move(reader))
    , m_report(std::move(report))
    , m_times(times)
{
    m_poll.setInterval(m_times.pollEvery);
    connect(&m_poll, &QTimer::timeout, this, &OutcomeTracker::poll);
}

void OutcomeTracker::shown(const QString &uri, const Suggestion &suggestion)
{
    // The same suggestion again, a little further: it goes on being looked at.
    if (m_shown && m_shown->suggestion.id == suggestion.id)
        return;
    if (m_shown)
        ended(m_shown->suggestion.id, SuggestionEnd::Withdrawn);
    m_shown = Shown{uri, suggestion, m_clock.now()};
}

void OutcomeTracker::verified(const CompletionId &id, int tier)
{
    if (m_shown && m_shown->suggestion.id == id)
        m_shown->suggestion.tier = std::max(m_shown->suggestion.tier, tier);
}

void OutcomeTracker::accepted(const CompletionId &id, int characters, int remaining)
{
    if (!m_shown || m_shown->suggestion.id != id)
        return;
    m_shown->accepted += characters;
    if (remaining > 0)
        return;
    const Shown shown = *std::exchange(m_shown, std::nullopt);
    m_report({id, OutcomeKind::Accepted, shown.accepted, shown.suggestion.tier});
    watch(shown);
}

void OutcomeTracker::ended(const CompletionId &id, SuggestionEnd end, int characters)
{
    if (!m_shown || m_shown->suggestion.id != id)
        return;
    const Shown shown = *std::exchange(m_shown, std::nullopt);
    const int tier = shown.suggestion.tier;
    if (shown.accepted > 0) {
        m_report({id, OutcomeKind::Partial, shown.accepted, tier});
        watch(shown);
        return;
    }
    const bool seen = m_clock.now() - shown.since >= m_times.shortestLook;
    if (end == SuggestionEnd::TypedOut || (end == SuggestionEnd::TypedOver && seen))
        m_report({id, OutcomeKind::TypedOver, characters, tier});
    else if (end == SuggestionEnd::Dismissed && seen)
        m_report({id, OutcomeKind::Dismissed, 0, tier});
}

void OutcomeTracker::watch(const Shown &shown)
{
    Watched watched{shown.uri, shown.suggestion.id, shown.suggestion.tier,
                    filledLines(head(shown.suggestion.text, shown.accepted)), m_clock.now()};
    if (watched.lines.empty())
        return;
    m_watched.push_back(std::move(watched));
    m_poll.start();
}

void OutcomeTracker::poll()
{
    const auto now = m_clock.now();
    std::erase_if(m_watched, [&](Watched &watched) {
        const auto age = now - watched.since;
        const bool second = age >= m_times.second;
        if (!second && (watched.firstDone || age < m_times.first))
            return false;
        if (const auto kept = keptCharacters(watched))
            m_report(
                {watched.id, second ? OutcomeKind::Kept5min : OutcomeKind::Kept30s, *kept, watched.tier});
        watched.firstDone = true;
        return second;
    });
    if (m_watched.empty())
        m_poll.stop();
}

std::optional<int> OutcomeTracker::keptCharacters(const Watched &watched) const
{
    const std::optional<std::string> text = m_reader ? m_reader(watched.uri) : std::nullopt;
    if (!text)
        return std::nullopt;
    std::size_t kept = 0;
    std::size_t characters = 0;
    for (const std::string &line : watched.lines) {
        if (text->find(line) == std::string::npos)
            continue;
        ++kept;
        characters += utf8::codePoints(line);
    }
    if (2 * kept < watched.lines.size())
        return std::nullopt;
    return static_cast<int>(characters);
}

} // namespace gatewright::completion
