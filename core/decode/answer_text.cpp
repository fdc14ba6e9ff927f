// SPDX-License-Identifier: Apache-2.0
#include "core/decode/answer_text.h"

#include <algorithm>

namespace gatewright::decode {

namespace {

GenerationEnd endFor(StopState::Why why)
{
    return why == StopState::Why::BrokenText ? GenerationEnd::BrokenText : GenerationEnd::Stopped;
}

std::size_t wholeCharacters(std::string_view text)
{
    return applyStopRules({}, text).certain;
}

} // namespace

AnswerText::AnswerText(const GenerationRequest &request, const model::Tokenizer &tokenizer,
                       const TokenPrefixIndex &index)
    : m_request(request)
    , m_tokenizer(tokenizer)
    , m_constraint(index, request.required)
    , m_loop(request.loop)
{
}

Result<std::vector<TokenId>> AnswerText::allowed() const
{
    std::vector<TokenId> tokens = m_constraint.allowed();
    if (tokens.empty())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The model's vocabulary cannot write the text before the cursor."));
    return tokens;
}

std::optional<GenerationEnd> AnswerText::add(const Choice &choice)
{
    if (m_tokenizer.isControl(choice.token))
        return GenerationEnd::EndOfText;
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

Result<Choice> chooseNext(Sampler &sampler, const AnswerText &answer, std::span<const float> logits)
{
    if (answer.isFree())
        return sampler.choose(logits);
    GW_TRY(allowed, answer.allowed());
    return sampler.chooseAmong(logits, allowed);
}

Generation AnswerText::finish(GenerationEnd end, const GenerationTiming &timing) const
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

std::string_view AnswerText::written() const
{
    return std::string_view(m_bytes).substr(std::min(m_bytes.size(), m_request.required.size()));
}

std::size_t AnswerText::visible(std::size_t end) const
{
    return end - std::min(end, m_request.required.size());
}

} // namespace gatewright::decode
