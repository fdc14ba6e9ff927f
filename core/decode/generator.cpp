// SPDX-License-Identifier: Apache-2.0
#include "core/decode/generator.h"

#include "core/decode/token_healing.h"

#include <algorithm>

namespace gatewright::decode {

namespace {

tl::unexpected<Error> cancelled()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
}

GenerationEnd endFor(StopState::Why why)
{
    return why == StopState::Why::BrokenText ? GenerationEnd::BrokenText : GenerationEnd::Stopped;
}

} // namespace

// What has been written so far, and whether it ends here.
class Generator::Answer
{
public:
    Answer(const GenerationRequest &request, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index)
        : m_request(request)
        , m_tokenizer(tokenizer)
        , m_sampler(request.sampling)
        , m_constraint(index, request.required)
        , m_loop(request.loop)
    {
    }

    [[nodiscard]] Result<Choice> choose(std::span<const float> logits)
    {
        if (m_constraint.isMet())
            return m_sampler.choose(logits);
        const std::vector<TokenId> allowed = m_constraint.allowed();
        if (allowed.empty())
            return makeError(
                ErrorCode::InvalidInput,
                QStringLiteral("The model's vocabulary cannot write the text before the cursor."));
        return m_sampler.chooseAmong(logits, allowed);
    }

    // Takes a token that is text. Gives the reason when the answer ends with it.
    [[nodiscard]] std::optional<GenerationEnd> add(const Choice &choice)
    {
        const std::string_view bytes = m_tokenizer.bytesOf(choice.token);
        m_constraint.advance(bytes);
        m_bytes += bytes;
        m_tokens.push_back({choice.token, m_bytes.size(), choice.logProbability});
        if (const auto kept = m_loop.add(choice.token)) {
            m_length = wholeCharacters(written().substr(0, visible(m_tokens[*kept - 1].end)));
            return GenerationEnd::Loop;
        }
        const StopState state = applyStopRules(m_request.stop, written());
        const bool grew = state.certain > m_certain;
        m_certain = std::max(m_certain, state.certain);
        const bool goOn = !grew || !m_request.onText || m_request.onText(written().substr(0, m_certain));
        if (state.why == StopState::Why::GoOn && goOn)
            return std::nullopt;
        m_length = m_certain;
        return state.why == StopState::Why::GoOn ? GenerationEnd::Stopped : endFor(state.why);
    }

    [[nodiscard]] Generation finish(GenerationEnd end, const GenerationTiming &timing) const
    {
        Generation generation;
        generation.end = end;
        generation.timing = timing;
        // Without a stop, what was held back because it might have become a stop text belongs to the answer.
        generation.text = written().substr(0, m_length.value_or(wholeCharacters(written())));
        std::size_t begin = 0;
        for (const GeneratedToken &token : m_tokens) {
            const std::size_t tokenEnd = std::min(visible(token.end), generation.text.size());
            if (tokenEnd > begin)
                generation.tokens.push_back({token.token, tokenEnd, token.logProbability});
            begin = tokenEnd;
        }
        return generation;
    }

private:
    // The bytes behind the required ones.
    [[nodiscard]] std::string_view written() const
    {
        return std::string_view(m_bytes).substr(std::min(m_bytes.size(), m_request.required.size()));
    }
    [[nodiscard]] std::size_t visible(std::size_t end) const
    {
        return end - std::min(end, m_request.required.size());
    }
    [[nodiscard]] static std::size_t wholeCharacters(std::string_view text)
    {
        return applyStopRules({}, text).certain;
    }

    const GenerationRequest &m_request;
    const model::Tokenizer &m_tokenizer;
    Sampler m_sampler;
    PrefixConstraint m_constraint;
    LoopDetector m_loop;
    std::string m_bytes;                  // of all tokens, the required bytes first
    std::vector<GeneratedToken> m_tokens; // their ends are offsets in m_bytes
    std::size_t m_certain = 0;            // of written()
    std::optional<std::size_t> m_length;  // of written(), once something ended it
};

Generator::Generator(LanguageModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
                     const Clock &clock)
    : m_model(model)
    , m_tokenizer(tokenizer)
    , m_index(index)
    , m_clock(clock)
{
}

Result<Generation> Generator::generate(const GenerationRequest &request, std::stop_token stop)
{
    GW_CHECK(request.sampling.check());
    if (request.maxTokens < 1)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("At least one token must be asked for."),
                         QString::number(request.maxTokens));
    GW_TRY(timing, prefill(request.prompt, stop));
    Answer answer(request, m_tokenizer, m_index);
    const auto begun = m_clock.now();
    auto firstToken = begun;
    std::optional<GenerationEnd> end;
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        GW_TRY(choice, answer.choose(logits()));
        const auto now = m_clock.now();
        if (++timing.generatedTokens == 1)
            firstToken = now;
        if (m_tokenizer.isControl(choice.token))
            end = GenerationEnd::EndOfText;
        else
            end = answer.add(choice);
        if (!end)
            end = limitReached(request, timing.generatedTokens, now - firstToken);
        if (end)
            break;
        GW_CHECK(m_model.evaluate(std::span(&choice.token, 1), stop));
        ++timing.passes;
    }
    timing.decodeMs = milliseconds(m_clock.now() - begun);
    return answer.finish(*end, timing);
}

std::optional<GenerationEnd>
Generator::limitReached(const GenerationRequest &request, int generatedTokens,
                        std::chrono::steady_clock::duration sinceFirstToken) const
{
    if (generatedTokens >= request.maxTokens)
        return GenerationEnd::TokenLimit;
    if (request.maxTime.count() > 0 && sinceFirstToken >= request.maxTime)
        return GenerationEnd::TimeLimit;
    if (m_model.tokens().size() >= m_model.capacity())
        return GenerationEnd::ContextFull;
    return std::nullopt;
}

Result<GenerationTiming> Generator::warm(std::span<const TokenId> prompt, std::stop_token stop)
{
    return prefill(prompt, std::move(stop));
}

Result<GenerationTiming> Generator::prefill(std::span<const TokenId> tokens, std::stop_token stop)
{
    const std::vector<TokenId> prompt = promptOf(tokens);
    GW_CHECK(checkPrompt(prompt));
    if (stop.stop_requested())
        return cancelled();
    const auto begun = m_clock.now();
    const std::size_t reused = keepCommonPrefix(prompt);
    GW_CHECK(m_model.evaluate(std::span(prompt).subspan(reused), std::move(stop)));
    GenerationTiming timing;
    timing.promptTokens = static_cast<int>(prompt.size());
    timing.reusedTokens = static_cast<int>(reused);
    timing.prefillMs = milliseconds(m_clock.now() - begun);
    return timing;
}

Result<void> Generator::checkPrompt(std::span<const TokenId> prompt) const
{
    if (m_model.vocabularySize() < m_tokenizer.vocabularySize())
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral(
                "The model knows fewer tokens than its tokenizer; its file is damaged, fetch it again."));
    if (prompt.size() > m_model.capacity())
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The prompt has %1 tokens, the model's context holds %2; ask with less text.")
                .arg(prompt.size())
                .arg(m_model.capacity()));
    const auto isOutside = [&](TokenId token) {
        return token < 0 || static_cast<std::size_t>(token) >= m_model.vocabularySize();
    };
    if (std::ranges::any_of(prompt, isOutside))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The prompt holds a token that the model does not know."));
    return {};
}

// Without the rows that some models have beyond their vocabulary, to make its size round.
std::span<const float> Generator::logits() const
{
    return m_model.logits().first(m_tokenizer.vocabularySize());
}

// Makes the context a beginning of the prompt, short of its last token: the logits behind that one are
// wanted.
std::size_t Generator::keepCommonPrefix(std::span<const TokenId> prompt)
{
    const auto held = m_model.tokens();
    const auto equal = static_cast<std::size_t>(std::ranges::mismatch(held, prompt).in1 - held.begin());
    const std::size_t common = std::min(equal, prompt.size() - 1);
    m_model.truncate(common);
    return common;
}

// A model cannot begin with nothing: an empty text follows the end of another one.
std::vector<TokenId> Generator::promptOf(std::span<const TokenId> tokens) const
{
    if (tokens.empty())
        return {std::max(m_tokenizer.endOfText(), 0)};
    return {tokens.begin(), tokens.end()};
}

} // namespace gatewright::decode
