// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/client/cursor_place.h"
#include "core/completion/client/suggestion_source.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace gatewright::completion {

// Time that goes on only when the test says so.
class SteppedClock final : public Clock
{
public:
    std::chrono::steady_clock::time_point time{std::chrono::hours(1)};

    [[nodiscard]] std::chrono::steady_clock::time_point now() const override { return time; }
    [[nodiscard]] QDateTime today() const override { return QDateTime::fromMSecsSinceEpoch(0, Qt::UTC); }
};

// The place at the '|' of a marked text.
inline CursorPlace placeIn(std::string marked, Language language = Language::HlsCpp)
{
    const std::size_t cursor = marked.find('|');
    marked.erase(cursor, 1);
    return cursorPlace(QStringLiteral("file:///a.cpp"), language,
                       Revision{static_cast<std::int64_t>(marked.size())}, marked, cursor, {});
}

inline Suggestion suggestionOf(const char *id, const char *text)
{
    return {CompletionId(QString::fromLatin1(id)), QString::fromUtf8(text), 0.5, 0, 1};
}

// Answers when the test says so.
class ScriptedSource final : public SuggestionSource
{
public:
    struct Question
    {
        CursorPlace place;
        Trigger trigger = Trigger::Automatic;
    };

    std::vector<Question> questions;
    std::vector<Outcome> outcomes;
    std::vector<CursorPlace> rested;
    int cancels = 0;

    void ask(const CursorPlace &place, Trigger trigger, QObject *context, Done done) override
    {
        questions.push_back({place, trigger});
        m_context = context;
        m_done = std::move(done);
    }
    void cancel() override
    {
        ++cancels;
        m_done = nullptr;
    }
    void rests(const CursorPlace &place) override { rested.push_back(place); }
    void report(const Outcome &outcome) override { outcomes.push_back(outcome); }

    [[nodiscard]] bool isAsked() const { return static_cast<bool>(m_done); }
    void answer(std::vector<Suggestion> items, WhyNothing why = WhyNothing::Nothing)
    {
        SuggestionAnswer answer;
        answer.items = std::move(items);
        answer.why = why;
        deliver(answer);
    }
    void fail(ErrorCode code) { deliver(makeError(code, QStringLiteral("No."))); }

private:
    void deliver(const Result<SuggestionAnswer> &answer)
    {
        const Done done = std::exchange(m_done, nullptr);
        if (done && m_context)
            done(answer);
    }

    QPointer<QObject> m_context;
    Done m_done;
};

} // namespace gatewright::completion
