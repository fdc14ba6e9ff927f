// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/protocol/engine_messages.h"
#include "core/completion/serve/answer_memory.h"
#include "core/completion/serve/completion_query.h"
#include "core/completion/serve/post_process.h"
#include "core/completion/serve/prompt_assembly.h"
#include "core/completion/serve/standing_answer.h"
#include "core/completion/serve/text_generator.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace gatewright::completion {

// The part of the first candidate that is good up to a whole line, while the rest is still being generated.
using CompletionProgress = std::function<void(const CompletionId &id, const std::string &text)>;

// T0 of an insertion into a document of this language: the text before it, and the insertion.
using InsertionGate = std::function<bool(Language, std::string_view before, std::string_view insertion)>;

// What became of an answer that was to be made ahead of time.
enum class Preparation {
    Kept,
    Known,   // it was there already
    Costly,  // the prompt is not one that begins with what was read last, which the next key will want
    NotKept, // stopped or failed
};

// One model, one thread: all functions are called from the thread that owns the generator (the engine's
// executor).
class CompletionService
{
public:
    // All three outlive the service. A gate that is empty lets everything pass.
    CompletionService(TextGenerator &generator, InsertionGate gate, const Clock &clock,
                      PostProcessSettings settings = {}, PromptBudget budget = {});

    // Never fails: an answer without items says why. A stopped request gives WhyNothing::Cancelled. An answer
    // that is remembered (AnswerMemory) is given again, with ids of its own and without progress.
    [[nodiscard]] CompletionAnswer complete(const CompletionQuery &query, std::stop_token stop,
                                            const CompletionProgress &progress = {});
    // Makes the answer to a query that may come, and remembers it.
    [[nodiscard]] Preparation prepare(const CompletionQuery &query, std::stop_token stop);
    // The prompt of a query, which begins with what stays while text is typed.
    [[nodiscard]] Prompt promptOf(const CompletionQuery &query) const;
    // Reads the prompt of a query ahead of time, so that a request at this place starts warm.
    [[nodiscard]] Result<GenerationTiming> warm(const CompletionQuery &query, std::stop_token stop);

private:
    struct Place;
    struct Candidate;

    Candidate makeCandidate(const Place &place, const CompletionQuery &query, int index, std::stop_token stop,
                            const CompletionProgress &progress);
    // What of the suggestion that stands is left, or how the text that drafts are made from goes on behind
    // it.
    [[nodiscard]] std::optional<CompletionAnswer> typedOn(const Place &place, const CompletionQuery &query);
    [[nodiscard]] CompletionAnswer generate(const Place &place, const CompletionQuery &query,
                                            std::stop_token stop, const CompletionProgress &progress);
    [[nodiscard]] CompletionId nextId();
    [[nodiscard]] Prompt::Form form() const;

    TextGenerator &m_generator;
    InsertionGate m_gate;
    const Clock &m_clock;
    PostProcessSettings m_settings;
    PromptBudget m_budget;
    AnswerMemory m_memory;
    StandingAnswer m_standing;
    Prompt
        m_lastPrompt; // of the last request or warming; what the model holds begins with it, if it was read
    std::uint64_t m_session; // tells the ids of this run from those of another
    std::uint64_t m_count = 0;
};

} // namespace gatewright::completion
