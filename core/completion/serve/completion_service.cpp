// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/completion_service.h"

#include "core/base/random.h"
#include "core/completion/serve/draft_memory.h"
#include "core/completion/serve/indentation.h"
#include "core/completion/serve/repetition.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace gatewright::completion {

namespace {

int tokensFor(Shape shape)
{
    switch (shape) {
    case Shape::SingleLine:
        return 32;
    case Shape::Line:
        return 48;
    case Shape::Block:
        return 80;
    }
    return 32;
}

WhyNothing whyOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return WhyNothing::Cancelled;
    case ErrorCode::Missing:
        return WhyNothing::ModelMissing;
    case ErrorCode::Timeout:
        return WhyNothing::TimeLimit;
    default:
        return WhyNothing::ModelFailed;
    }
}

// How much of a document is looked at on each side of the cursor: a request costs the same in a file of any
// size.
constexpr std::size_t reachBefore = 256 * 1024;
constexpr std::size_t reachAfter = 64 * 1024;

// How much of that drafts look at beside the prompt.
constexpr std::size_t nearbyBefore = 48 * 1024;
constexpr std::size_t nearbyAfter = 32 * 1024;

std::string_view reachableBefore(std::string_view text)
{
    if (text.size() <= reachBefore)
        return text;
    const std::size_t line = text.find('\n', text.size() - reachBefore);
    return text.substr(line == std::string_view::npos ? utf8::characterStart(text, text.size() - reachBefore)
                                                      : line + 1);
}

std::string_view reachableAfter(std::string_view text)
{
    return text.substr(0, text.size() <= reachAfter ? text.size() : utf8::characterStart(text, reachAfter));
}

} // namespace

// The document as the model sees it; holds the text that the cursor context views into.
struct CompletionService::Place
{
    std::string text;
    CursorContext cursor;
    Prompt prompt;
    LineEnd lineEnd = LineEnd::Unix;

    Place(const CompletionQuery &query, const PromptBudget &budget, Prompt::Form form)
        : text(withUnixLineEnds(reachableBefore(query.text.substr(0, query.cursor))))
    {
        const std::size_t offset = text.size();
        text += withUnixLineEnds(reachableAfter(query.text.substr(query.cursor)));
        cursor = cursorContext(query.language, text, offset);
        prompt = assemblePrompt(cursor, query.fileName, query.related, budget, form);
        lineEnd = lineEndOf(query.text);
    }
    // What the prompt leaves out of the document, nearest to the cursor.
    [[nodiscard]] std::vector<std::string> nearby() const
    {
        const std::size_t kept = prompt.text.size() - prompt.contextBytes;
        const std::string_view left = cursor.before.substr(0, cursor.before.size() - kept);
        const std::size_t begin =
            utf8::characterStart(left, left.size() - std::min(left.size(), nearbyBefore));
        const std::size_t end =
            utf8::characterStart(cursor.after, std::min(cursor.after.size(), nearbyAfter));
        return {std::string(left.substr(begin)), std::string(cursor.after.substr(0, end))};
    }
    [[nodiscard]] QByteArray key(const CompletionQuery &query) const
    {
        return AnswerMemory::key(query, prompt.text, cursor.before, cursor.after);
    }
    Place(const Place &) = delete; // cursor views into text
    Place &operator=(const Place &) = delete;
    ~Place() = default;
};

struct CompletionService::Candidate
{
    CompletionItem item;
    WhyNothing why = WhyNothing::Nothing;
    QString detail;
    GenerationTiming timing;
    bool outOfTime = false;
};

CompletionService::CompletionService(TextGenerator &generator, InsertionGate gate, const Clock &clock,
                                     PostProcessSettings settings, PromptBudget budget)
    : m_generator(generator)
    , m_gate(std::move(gate))
    , m_clock(clock)
    , m_settings(settings)
    , m_budget(budget)
    , m_session(systemSeed())
{
}

CompletionId CompletionService::nextId()
{
    return CompletionId(QStringLiteral("%1-%2").arg(m_session, 16, 16, QLatin1Char('0')).arg(++m_count));
}

// One form for all places: the two begin differently, so that a change between them while text is typed would
// cost the whole prompt.
Prompt::Form CompletionService::form() const
{
    return m_generator.fillsInTheMiddle() ? Prompt::Form::FillIn : Prompt::Form::GoOn;
}

CompletionService::Candidate CompletionService::makeCandidate(const Place &place,
                                                              const CompletionQuery &query, int index,
                                                              std::stop_token stop,
                                                              const CompletionProgress &progress)
{
    Candidate candidate;
    candidate.item.id = nextId();
    const ParseGate gate = [&](std::string_view insertion) {
        return !m_gate || m_gate(query.language, place.cursor.before, insertion);
    };
    GenerationRequest request;
    request.prompt = place.prompt;
    request.maxTokens = query.maxTokens > 0 ? query.maxTokens : tokensFor(place.cursor.shape);
    request.maxTime = query.maxTime;
    request.sampling = query.sampling;
    request.drafts = query.drafts;
    request.nearby = place.nearby();
    if (index > 0) { // the first is what was asked for, the others are to differ from it
        request.sampling.strategy = SamplingChoice::Strategy::Sample;
        request.sampling.seed = query.sampling.seed + static_cast<std::uint64_t>(index);
    }
    std::size_t reported = 0;
    // The first of several texts that a beam search follows is not what will be answered.
    const bool reports = index == 0 && progress && query.sampling.strategy != SamplingChoice::Strategy::Beam;
    request.keepGoing = [&](std::string_view text) {
        const Scope scope = scopeOf(place.cursor, text, m_settings.scope);
        const std::size_t line = text.rfind('\n');
        if (reports && line != std::string_view::npos && line > reported && !scope.closed &&
            !isBlank(text.substr(0, line)) && gate(text.substr(0, line))) {
            reported = line;
            progress(candidate.item.id, withLineEnds(text.substr(0, line), place.lineEnd));
        }
        if (scope.closed || line == std::string_view::npos)
            return !scope.closed;
        return lengthBeforeRepetition(place.cursor.before, text.substr(0, line)) == line;
    };

    const auto generated = m_generator.generate(request, std::move(stop));
    if (!generated) {
        candidate.why = whyOf(generated.error());
        candidate.detail = generated.error().toString();
        return candidate;
    }
    candidate.timing = generated->timing;
    candidate.outOfTime = generated->end == GenerationEnd::TimeLimit;
    Processed processed = postProcess(place.cursor, *generated, gate, m_settings);
    candidate.why = processed.why;
    candidate.item.text = withLineEnds(processed.text, place.lineEnd);
    candidate.item.score = processed.score;
    candidate.item.tokens = processed.tokens;
    candidate.item.states = generated->states;
    return candidate;
}

CompletionAnswer CompletionService::complete(const CompletionQuery &query, std::stop_token stop,
                                             const CompletionProgress &progress)
{
    const auto begun = m_clock.now();
    CompletionAnswer answer;
    if (query.cursor > query.text.size()) {
        answer.why = WhyNothing::PlaceOutside;
        return answer;
    }
    const Place place(query, m_budget, form());
    const QByteArray key = place.key(query);
    m_lastPrompt = place.prompt;
    if (const CompletionAnswer *known = m_memory.find(key)) {
        answer = *known;
        answer.fromMemory = true;
        answer.timing = {.promptTokens = known->timing.promptTokens,
                         .reusedTokens = known->timing.promptTokens};
        for (CompletionItem &item : answer.items)
            item.id = nextId();
    } else if (auto rest = typedOn(place, query)) {
        answer = std::move(*rest);
        answer.totalMs = milliseconds(m_clock.now() - begun);
        return answer; // what stood still stands
    } else {
        answer = generate(place, query, std::move(stop), progress);
        m_memory.keep(key, answer);
    }
    m_standing.stand(query, place.prompt, place.cursor.after, answer);
    answer.totalMs = milliseconds(m_clock.now() - begun);
    return answer;
}

std::optional<CompletionAnswer> CompletionService::typedOn(const Place &place, const CompletionQuery &query)
{
    std::optional<CompletionItem> rest = m_standing.rest(query, place.prompt, place.cursor.after);
    if (!rest)
        return std::nullopt;
    CompletionAnswer answer;
    answer.fromMemory = true;
    if (rest->text.empty()) {
        // All of it was typed: a text that matches far enough back goes on as it did before.
        DraftMemory *memory = query.drafts ? m_generator.draftMemory() : nullptr;
        GeneratedText drafted;
        drafted.text = memory ? memory->continuation(place.prompt.text) : std::string();
        if (drafted.text.empty())
            return std::nullopt;
        drafted.tokens = {
            {drafted.text.size(), rest->score > 0.0 ? static_cast<float>(std::log(rest->score)) : 0.0F}};
        const ParseGate gate = [&](std::string_view insertion) {
            return !m_gate || m_gate(query.language, place.cursor.before, insertion);
        };
        const Processed processed = postProcess(place.cursor, drafted, gate, m_settings);
        if (processed.why != WhyNothing::Nothing)
            return std::nullopt;
        rest->text = withLineEnds(processed.text, place.lineEnd);
        rest->tokens = processed.tokens;
        rest->states.reset(); // the model did not say this
    }
    rest->id = nextId();
    answer.items.push_back(std::move(*rest));
    return answer;
}

CompletionAnswer CompletionService::generate(const Place &place, const CompletionQuery &query,
                                             std::stop_token stop, const CompletionProgress &progress)
{
    CompletionAnswer answer;
    for (int index = 0; index < std::max(query.candidates, 1); ++index) {
        Candidate candidate = makeCandidate(place, query, index, stop, progress);
        answer.timing += candidate.timing;
        answer.outOfTime |= candidate.outOfTime;
        if (candidate.why == WhyNothing::Nothing) {
            const bool known =
                std::any_of(answer.items.begin(), answer.items.end(),
                            [&](const CompletionItem &item) { return item.text == candidate.item.text; });
            if (!known)
                answer.items.push_back(std::move(candidate.item));
        } else if (answer.why == WhyNothing::Nothing) {
            answer.why = candidate.why;
            answer.detail = candidate.detail;
        }
        if (candidate.why == WhyNothing::Cancelled || candidate.why == WhyNothing::ModelFailed)
            break;
    }
    if (answer.why == WhyNothing::Cancelled)
        answer.items.clear();
    else if (!answer.items.empty())
        answer.why = WhyNothing::Nothing;
    std::stable_sort(answer.items.begin(), answer.items.end(),
                     [](const CompletionItem &a, const CompletionItem &b) { return a.score > b.score; });
    return answer;
}

Preparation CompletionService::prepare(const CompletionQuery &query, std::stop_token stop)
{
    if (query.cursor > query.text.size())
        return Preparation::NotKept;
    const Place place(query, m_budget, form());
    const QByteArray key = place.key(query);
    if (m_memory.find(key))
        return Preparation::Known;
    if (!place.prompt.beginsWith(m_lastPrompt))
        return Preparation::Costly;
    m_memory.keep(key, generate(place, query, std::move(stop), {}));
    return m_memory.find(key) ? Preparation::Kept : Preparation::NotKept;
}

Prompt CompletionService::promptOf(const CompletionQuery &query) const
{
    return Place(query, m_budget, form()).prompt;
}

Result<GenerationTiming> CompletionService::warm(const CompletionQuery &query, std::stop_token stop)
{
    if (query.cursor > query.text.size())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The place lies outside the document."));
    const Place place(query, m_budget, form());
    m_lastPrompt = place.prompt;
    return m_generator.warm(place.prompt, std::move(stop));
}

} // namespace gatewright::completion
