// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/client/cursor_place.h"
#include "core/completion/protocol/engine_messages.h"

#include <functional>

class QObject;

namespace gatewright::completion {

enum class Trigger {
    Automatic, // the user types
    Invoked,   // the user asked
};

// Who answers requests for suggestions: the engine, or a test. For the window's thread.
class SuggestionSource
{
public:
    using Done = std::function<void(Result<SuggestionAnswer>)>;

    virtual ~SuggestionSource() = default;

    // `done` runs once, later, unless `context` is gone or the request was cancelled. Asking again cancels
    // what was asked before: one request is in flight.
    virtual void ask(const CursorPlace &place, Trigger trigger, QObject *context, Done done) = 0;
    // Nothing happens when no request is in flight.
    virtual void cancel() = 0;
    // The cursor rests at a place where nothing was asked: a request may come there.
    virtual void rests(const CursorPlace &) {}
    virtual void report(const Outcome &outcome) = 0;
};

} // namespace gatewright::completion
