// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/protocol/engine_messages.h"
#include "core/lsp/json_field.h"
#include "core/lsp/responder.h"
#include "core/text/language.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace gatewright::completion {

class AnswerStates;

// Where suggestions were made.
struct SuggestionPlace
{
    QString path; // of the file, decoded; empty = not saved yet
    Language language = Language::PlainText;
    QString linePrefix; // the line up to the cursor
    QString model;
};

// Remembers the suggestions that were handed out and what became of them. Nothing here waits for a disk.
class CompletionLog
{
public:
    virtual ~CompletionLog() = default;

    // When the client says `initialized`.
    virtual void start() = 0;
    // On the model's thread, before the answer leaves: no outcome can overtake it.
    virtual void suggested(const SuggestionPlace &place, const std::vector<Suggestion> &suggestions) = 0;
    // What the model knew when it wrote one of them, from byte `begin` of the answer on. On the model's
    // thread, before suggested().
    virtual void learnable(const CompletionId &, const std::shared_ptr<const AnswerStates> &, std::size_t) {}
    // The rest on the server's thread.
    virtual void ended(const Outcome &outcome) = 0;
    // The user's settings of the log, now. InvalidInput, and nothing changed, when they cannot be right.
    [[nodiscard]] virtual Result<void> configure(const lsp::Field &settings) = 0;
    // The request gatewright/store.
    virtual void answer(const lsp::Field &params, const lsp::Responder &responder) = 0;
};

} // namespace gatewright::completion
