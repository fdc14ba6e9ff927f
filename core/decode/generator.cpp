// SPDX-License-Identifier: Apache-2.0
#include "core/decode/generator.h"

#include "core/decode/answer_text.h"
#include "core/decode/beam_search.h"

#include <algorithm>

namespace gatewright::decode {

namespace {

tl::unexpected<Error> cancelled()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
}

} // namespace

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
    GW_CHECK(request.check());
    const std::vector<TokenId> prompt = promptOf(request.prompt);
    GW_TRY(timing, prefill(prompt, stop));
    if (request.sampling.strategy != SamplingSettings::Strategy::Beam)
        return write(request, prompt, timing, std::move(stop));
    BeamSearch search(m_model, m_tokenizer, m_index, m_clock);
    return search.run(request, prompt, timing, std::move(stop));
}

Result<Generation> Generator::write(const GenerationRequest &request, std::span<const TokenId> prompt,
                                    GenerationTiming timing, std::stop_token stop)
{
    AnswerText answer(request, m_tokenizer, m_index);
    Sampler sampler(request.sampling, prompt);
    const auto begun = m_clock.now();
    auto firstToken = begun;
    std::optional<GenerationEnd> end;
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        GW_TRY(choice, chooseNext(sampler, answer, logits()));
        const auto now = m_clock.now();
        if (++timing.generatedTokens == 1)
            firstToken = now;
        end = answer.add(choice);
        if (!end)
            end = request.limitReached(static_cast<std::size_t>(timing.generatedTokens), now - firstToken,
                                       m_model.tokens().size() >= m_model.capacity());
        if (end)
            break;
        GW_CHECK(m_model.evaluate(std::span(&choice.token, 1), stop));
        ++timing.passes;
    }
    timing.decodeMs = milliseconds(m_clock.now() - begun);
    return answer.finish(*end, timing);
}

Result<GenerationTiming> Generator::warm(std::span<const TokenId> prompt, std::stop_token stop)
{
    return prefill(promptOf(prompt), std::move(stop));
}

Result<GenerationTiming> Generator::prefill(std::span<const TokenId> prompt, std::stop_token stop)
{
    GW_CHECK(checkPrompt(prompt));
    if (stop.stop_requested())
        return cancelled();
    const auto begun = m_clock.now();
    GW_TRY(reused, evaluateOnly(m_model, prompt, std::move(stop)));
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

// A model cannot begin with nothing: an empty text follows the end of another one.
std::vector<TokenId> Generator::promptOf(std::span<const TokenId> tokens) const
{
    if (tokens.empty())
        return {std::max(m_tokenizer.endOfText(), 0)};
    return {tokens.begin(), tokens.end()};
}

} // namespace gatewright::decode
