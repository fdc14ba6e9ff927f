// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/completion_controller.h"

#include "core/completion/client/trigger_rules.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

namespace {

// Silence that says something about the place, and not about the engine's moment.
bool isAboutThePlace(WhyNothing why)
{
    switch (why) {
    case WhyNothing::Nothing:
    case WhyNothing::EmptyAnswer:
    case WhyNothing::RepeatsText:
    case WhyNothing::RepeatsItself:
    case WhyNothing::LowConfidence:
    case WhyNothing::DoesNotParse:
    case WhyNothing::TooShort:
        return true;
    default:
        return false;
    }
}

WhyNothing whyOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return WhyNothing::Cancelled;
    case ErrorCode::Timeout:
        return WhyNothing::TimeLimit;
    case ErrorCode::Crashed:
    case ErrorCode::Missing:
        return WhyNothing::EngineDown;
    default:
        return WhyNothing::ModelFailed;
    }
}

} // namespace

CompletionController::CompletionController(SuggestionSource &source, const Clock &clock,
                                           OutcomeTracker::DocumentReader reader, RetentionTimes retention,
                                           QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_outcomes(
          clock, std::move(reader), [this](const Outcome &outcome) { m_source.report(outcome); }, retention)
{
    m_askTimer.setSingleShot(true);
    m_askTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_askTimer, &QTimer::timeout, this, [this] { ask(Trigger::Automatic); });
    m_holdTimer.setSingleShot(true);
    m_holdTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_holdTimer, &QTimer::timeout, this, &CompletionController::emitCurrent);
}

CompletionController::~CompletionController()
{
    m_source.cancel();
}

void CompletionController::setSettings(const ControllerSettings &settings)
{
    m_settings = settings;
    m_debounce.setMode(settings.mode, settings.fixedDelay);
    if (!settings.enabled || settings.snoozed)
        left();
}

void CompletionController::typed(const CursorPlace &place)
{
    m_lastKey = m_clock.now();
    m_debounce.keyTyped(m_lastKey);
    m_place = place;
    m_askTimer.stop();
    m_holdTimer.stop();
    m_items.clear();
    if (isRefused(place))
        return;
    const auto delay = m_debounce.delay(place);
    if (!delay) {
        left();
        return;
    }
    if (!showFromCache(false))
        m_askTimer.start(*delay);
}

WhyNothing CompletionController::automaticRefusal(const CursorPlace &place) const
{
    if (!m_settings.enabled)
        return WhyNothing::SwitchedOff;
    if (m_settings.snoozed)
        return WhyNothing::Snoozed;
    if (std::ranges::find(m_settings.languagesOff, place.language) != m_settings.languagesOff.end())
        return WhyNothing::LanguageOff;
    return refusal(place, Trigger::Automatic);
}

bool CompletionController::isRefused(const CursorPlace &place)
{
    const WhyNothing why = automaticRefusal(place);
    if (why == WhyNothing::Nothing)
        return false;
    left();
    recordRefusal(why);
    return true;
}

void CompletionController::typedAsSuggested(const CursorPlace &place)
{
    m_lastKey = m_clock.now();
    m_debounce.keyTyped(m_lastKey);
    m_place = place;
    m_askTimer.stop();
}

void CompletionController::requestNow(const CursorPlace &place)
{
    m_lastKey = m_clock.now();
    m_place = place;
    m_askTimer.stop();
    m_holdTimer.stop();
    m_items.clear();
    const WhyNothing why = refusal(place, Trigger::Invoked);
    if (why != WhyNothing::Nothing) {
        left();
        recordRefusal(why);
        return;
    }
    ask(Trigger::Invoked);
}

void CompletionController::left()
{
    m_place.reset();
    m_askTimer.stop();
    m_holdTimer.stop();
    m_items.clear();
    forgetRequest();
}

void CompletionController::moved(const CursorPlace &place)
{
    left();
    if (automaticRefusal(place) == WhyNothing::Nothing)
        m_source.rests(place);
}

void CompletionController::forgetRequest()
{
    if (m_asked) {
        m_asked.reset();
        m_source.cancel();
    }
}

void CompletionController::cycle(int step)
{
    if (!m_place || m_holdTimer.isActive() || m_items.empty())
        return;
    // Anew from the cache: part of the suggestion may have been typed or accepted since it was shown.
    m_items = m_cache.find(*m_place).value_or(std::vector<Suggestion>());
    const auto count = static_cast<int>(m_items.size());
    if (count < 2)
        return;
    m_index = static_cast<std::size_t>(((static_cast<int>(m_index) + step) % count + count) % count);
    emitCurrent();
}

void CompletionController::accepted(const CompletionId &id, int characters, int remaining,
                                    const CursorPlace &place)
{
    m_outcomes.accepted(id, characters, remaining);
    m_place = place;
    if (remaining > 0)
        return;
    m_askTimer.stop();
    m_holdTimer.stop();
    m_items.clear();
    if (isRefused(place))
        return;
    if (m_settings.mode == DebounceMode::Manual)
        return left();
    if (!showFromCache(false))
        ask(Trigger::Automatic);
}

void CompletionController::ended(const CompletionId &id, SuggestionEnd end, int characters)
{
    m_outcomes.ended(id, end, characters);
    m_items.clear();
}

void CompletionController::ask(Trigger trigger)
{
    if (!m_place)
        return;
    m_asked = Asked{*m_place, trigger, m_clock.now()};
    m_source.ask(*m_place, trigger, this,
                 [this](const Result<SuggestionAnswer> &answer) { answered(answer); });
}

void CompletionController::answered(const Result<SuggestionAnswer> &answer)
{
    if (!m_asked)
        return;
    const Asked asked = *std::exchange(m_asked, std::nullopt);
    const auto took = m_clock.now() - asked.at;
    if (!answer) {
        if (answer.error().code != ErrorCode::Cancelled)
            record(whyOf(answer.error()), answer.error().toString(), milliseconds(took), false);
        return;
    }
    if (!answer->cached) // says nothing about how long the next one takes
        m_debounce.answerCame(std::chrono::duration_cast<std::chrono::milliseconds>(took));
    record(answer->why, answer->detail, milliseconds(took), answer->cached);
    if (!isAboutThePlace(answer->why))
        return;
    std::vector<Suggestion> items = answer->items;
    for (Suggestion &item : items)
        item.text.remove(QLatin1Char('\r'));
    m_cache.store(asked.place, items);
    if (m_place && showFromCache(asked.trigger == Trigger::Automatic))
        m_askTimer.stop();
}

bool CompletionController::showFromCache(bool fresh)
{
    auto items = m_cache.find(*m_place);
    if (!items)
        return false;
    if (!fresh && !items->empty())
        record(WhyNothing::Nothing, {}, 0.0, true);
    m_items = std::move(*items);
    m_index = 0;
    if (m_items.empty())
        return true;
    const auto earliest = m_lastKey + m_settings.hold;
    const auto now = m_clock.now();
    if (fresh && now < earliest)
        m_holdTimer.start(std::chrono::ceil<std::chrono::milliseconds>(earliest - now));
    else
        emitCurrent();
    return true;
}

void CompletionController::emitCurrent()
{
    if (!m_place || m_index >= m_items.size())
        return;
    const Suggestion suggestion = m_items[m_index];
    m_outcomes.shown(m_place->uri, suggestion);
    Q_EMIT suggestionReady(m_place->uri, m_place->revision, suggestion, static_cast<int>(m_index) + 1,
                           static_cast<int>(m_items.size()));
}

void CompletionController::recordRefusal(WhyNothing why)
{
    if (m_attempts.empty() || m_attempts.back().why != why) {
        record(why, {}, 0.0, false);
        return;
    }
    Attempt &last = m_attempts.back();
    last.when = m_clock.today();
    ++last.times;
    Q_EMIT attempted(Attempt(last));
}

void CompletionController::record(WhyNothing why, const QString &detail, double milliseconds, bool fromCache)
{
    m_attempts.push_back({m_clock.today(), why, detail, milliseconds, fromCache});
    if (m_attempts.size() > mostAttempts)
        m_attempts.pop_front();
    const Attempt attempt = m_attempts.back();
    Q_EMIT attempted(attempt);
}

} // namespace gatewright::completion
