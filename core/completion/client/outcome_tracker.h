// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/protocol/engine_messages.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gatewright::completion {

struct RetentionTimes
{
    std::chrono::milliseconds first{30'000};
    std::chrono::milliseconds second{300'000};
    std::chrono::milliseconds pollEvery{5'000};
    // A suggestion that stood shorter was not seen: its end is not counted.
    std::chrono::milliseconds shortestLook{250};
};

// How a suggestion ended, from the view.
enum class SuggestionEnd {
    Dismissed, // Escape, or the cursor went elsewhere
    TypedOver, // the user typed something else
    TypedOut,  // the user typed all of it by hand
    Withdrawn, // replaced, or taken back by the program: says nothing about the suggestion
};

// Turns what happens to suggestions into outcomes: exactly one ending for each that was looked at, and for
// accepted text whether it is still there after 30 seconds and after 5 minutes. For one thread with an event
// loop.
class OutcomeTracker : public QObject
{
    Q_OBJECT

public:
    // The current text of a document, or nothing when it is closed.
    using DocumentReader = std::function<std::optional<std::string>(const QString &uri)>;
    using Report = std::function<void(const Outcome &)>;

    OutcomeTracker(const Clock &clock, DocumentReader reader, Report report, RetentionTimes times = {},
                   QObject *parent = nullptr);

    void shown(const QString &uri, const Suggestion &suggestion);
    // It was tried and passed a higher tier; ignored when another one stands by now.
    void verified(const CompletionId &id, int tier);
    // `remaining` code points still stand as ghost text; zero = the suggestion is used up.
    void accepted(const CompletionId &id, int characters, int remaining);
    void ended(const CompletionId &id, SuggestionEnd end, int characters = 0);
    // Accepted texts that are still watched.
    [[nodiscard]] std::size_t watched() const { return m_watched.size(); }

private:
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Shown
    {
        QString uri;
        Suggestion suggestion;
        TimePoint since;
        int accepted = 0; // code points
    };
    struct Watched
    {
        QString uri;
        CompletionId id;
        int tier = 0;
        std::vector<std::string> lines; // of the accepted text, trimmed and filled
        TimePoint since;
        bool firstDone = false;
    };

    void watch(const Shown &shown);
    void poll();
    // Code points of the lines that the document still holds; nothing when more than half of them are gone.
    [[nodiscard]] std::optional<int> keptCharacters(const Watched &watched) const;

    const Clock &m_clock;
    DocumentReader m_reader;
    Report m_report;
    RetentionTimes m_times;
    std::optional<Shown> m_shown;
    std::vector<Watched> m_watched;
    QTimer m_poll;
};

} // namespace gatewright::completion
