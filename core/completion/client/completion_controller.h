// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/client/answer_cache.h"
#include "core/completion/client/cursor_place.h"
#include "core/completion/client/debounce_policy.h"
#include "core/completion/client/outcome_tracker.h"
#include "core/completion/client/suggestion_source.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace gatewright::completion {

struct ControllerSettings
{
    bool enabled = true;
    DebounceMode mode = DebounceMode::Adaptive;
    std::chrono::milliseconds fixedDelay{250};
    // A fresh answer is painted no earlier than this after the last key, so that ghost text does not flicker
    // while somebody types on. What comes from the cache is painted at once.
    std::chrono::milliseconds hold{150};
    // Nothing comes by itself while snoozed, nor ever in these languages; asking by hand still answers.
    bool snoozed = false;
    std::vector<Language> languagesOff{};
};

// One try to suggest something, for the question "why was nothing shown?".
struct Attempt
{
    QDateTime when; // UTC
    WhyNothing why = WhyNothing::Nothing;
    QString detail;
    double milliseconds = 0.0;
    bool fromCache = false;
    int times = 1; // in a row, for a place that gets no suggestions
};

// Decides when to ask for a suggestion and when to show one, for the view that has the focus. The view
// paints, keeps the remainder while the suggestion is typed or accepted in parts, and tells what happens; the
// controller never touches the text. Lives on the window's thread.
//
// A key starts the debounce; the request that follows cancels the one before it. An answer goes into the
// cache under the place it was asked for, and is shown where the cursor is by then if what was typed
// meanwhile is how it begins.
class CompletionController : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostAttempts = 20;

    // `source` and `clock` outlive the controller. `reader` serves the retention outcomes.
    CompletionController(SuggestionSource &source, const Clock &clock,
                         OutcomeTracker::DocumentReader reader = {}, RetentionTimes retention = {},
                         QObject *parent = nullptr);
    ~CompletionController() override;

    void setSettings(const ControllerSettings &settings);
    [[nodiscard]] const ControllerSettings &settings() const { return m_settings; }

    // --- what happens in the view
    // --------------------------------------------------------------------------------------- The user typed
    // at the cursor, and no ghost text stands there (any more).
    void typed(const CursorPlace &place);
    // The user typed what the ghost text said next: it still stands, nothing is asked.
    void typedAsSuggested(const CursorPlace &place);
    // The user asks for a suggestion here and now; debounce, hold, cache and trigger rules do not apply.
    void requestNow(const CursorPlace &place);
    // Cursor moved, text changed elsewhere, focus lost, document closed: nothing may come for the old place.
    void left();
    // The same, and the cursor rests here now: the engine may read what a request would ask.
    void moved(const CursorPlace &place);
    // The next or previous candidate, if there are several.
    void cycle(int step);
    // The user accepted `characters` code points; `place` is where the cursor is now. After the last part the
    // next suggestion is asked for, at once: nobody is typing, and the engine may have made it ahead.
    void accepted(const CompletionId &id, int characters, int remaining, const CursorPlace &place);
    void ended(const CompletionId &id, SuggestionEnd end, int characters = 0);
    // The suggestion that stands was tried and passed this tier; its outcome says so.
    void verified(const CompletionId &id, int tier) { m_outcomes.verified(id, tier); }

    // The newest last.
    [[nodiscard]] const std::deque<Attempt> &attempts() const { return m_attempts; }
    [[nodiscard]] bool isAsking() const { return m_asked.has_value(); }

Q_SIGNALS:
    // Show this at the cursor, if the view still is at that revision. `suggestion.text` has LF line ends;
    // `index` counts from 1.
    void suggestionReady(const QString &uri, gatewright::Revision revision,
                         const gatewright::completion::Suggestion &suggestion, int index, int count);
    // A try ended without a suggestion, or with one (Nothing).
    void attempted(const gatewright::completion::Attempt &attempt);

private:
    struct Asked
    {
        CursorPlace place;
        Trigger trigger = Trigger::Automatic;
        std::chrono::steady_clock::time_point at;
    };

    // Whether a suggestion may appear by itself at the place; anything but Nothing is the reason why not.
    [[nodiscard]] WhyNothing automaticRefusal(const CursorPlace &place) const;
    // False when a suggestion may appear at the place; otherwise what was shown is over, and why is recorded.
    [[nodiscard]] bool isRefused(const CursorPlace &place);
    void ask(Trigger trigger);
    void answered(const Result<SuggestionAnswer> &answer);
    // Shows what the cache has for the current place.
    bool showFromCache(bool fresh);
    void emitCurrent();
    void record(WhyNothing why, const QString &detail, double milliseconds, bool fromCache);
    // Nothing was asked: one entry for a row of keys with the same reason.
    void recordRefusal(WhyNothing why);
    void forgetRequest();

    SuggestionSource &m_source;
    const Clock &m_clock;
    ControllerSettings m_settings;
    DebouncePolicy m_debounce;
    AnswerCache m_cache;
    OutcomeTracker m_outcomes;
    std::optional<CursorPlace> m_place; // nothing: no place where a suggestion may appear
    std::optional<Asked> m_asked;
    std::vector<Suggestion> m_items; // the candidates of the suggestion that stands or waits for its hold
    std::size_t m_index = 0;
    std::chrono::steady_clock::time_point m_lastKey;
    QTimer m_askTimer;
    QTimer m_holdTimer;
    std::deque<Attempt> m_attempts;
};

} // namespace gatewright::completion

Q_DECLARE_METATYPE(gatewright::completion::Suggestion)
Q_DECLARE_METATYPE(gatewright::completion::Attempt)
