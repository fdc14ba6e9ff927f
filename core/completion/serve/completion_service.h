// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/protocol/engine_messages.h"
#include "core/completion/serve/post_process.h"
#include "core/completion/serve/prompt_assembly.h"
#include "core/completion/serve/text_generator.h"

#include <QString>

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::completion {

struct CompletionQuery
{
    Language language = Language::PlainText;
    std::string fileName;   // without its folder
    std::string_view text;  // the document, with whatever line ends it has
    std::size_t cursor = 0; // byte offset
    std::vector<ContextFile> related;
    int candidates = 1;
    // 0 = what the place of the cursor calls for.
    int maxTokens = 0;
    std::chrono::milliseconds maxTime{0};
    SamplingChoice sampling;
};

struct CompletionItem
{
    CompletionId id;
    std::string text; // to be inserted at the cursor, with the document's own line ends
    double score = 0.0;
    int tokens = 0;
};

struct CompletionAnswer
{
    std::vector<CompletionItem> items; // best first; each has passed T0 where its language has a parser
    WhyNothing why = WhyNothing::Nothing;
    QString detail; // what an engineer would want to know about `why`
    GenerationTiming timing;
    double totalMs = 0.0;
};

// The part of the first candidate that is good up to a whole line, while the rest is still being generated.
using CompletionProgress = std::function<void(const CompletionId &id, const std::string &text)>;

// T0 of an insertion into a document of this language: the text before it, and the insertion.
using InsertionGate = std::function<bool(Language, std::string_view before, std::string_view insertion)>;

// One model, one thread: all functions are called from the thread that owns the generator (the engine's
// executor).
class CompletionService
{
public:
    // All three outlive the service. A gate that is empty lets everything pass.
    CompletionService(TextGenerator &generator, InsertionGate gate, const Clock &clock,
                      PostProcessSettings settings = {}, PromptBudget budget = {});

    // Never fails: an answer without items says why. A stopped request gives WhyNothing::Cancelled.
    [[nodiscard]] CompletionAnswer complete(const CompletionQuery &query, std::stop_token stop,
                                            const CompletionProgress &progress = {});
    // Reads the prompt of a query ahead of time, so that a request at this place starts warm.
    [[nodiscard]] Result<GenerationTiming> warm(const CompletionQuery &query, std::stop_token stop);

private:
    struct Place;
    struct Candidate;

    Candidate makeCandidate(const Place &place, const CompletionQuery &query, int index, std::stop_token stop,
                            const CompletionProgress &progress);
    [[nodiscard]] CompletionId nextId();

    TextGenerator &m_generator;
    InsertionGate m_gate;
    const Clock &m_clock;
    PostProcessSettings m_settings;
    PromptBudget m_budget;
    std::uint64_t m_session; // tells the ids of this run from those of another
    std::uint64_t m_count = 0;
};

} // namespace gatewright::completion
