// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/state_recorder.h"

#include "core/tensors/half.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

std::vector<learn::ReplayPosition> RecordedAnswer::positions(std::size_t begin, std::size_t end) const
{
    std::vector<learn::ReplayPosition> positions;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const std::size_t tokenBegin = i == 0 ? 0 : m_ends[i - 1];
        if (tokenBegin < begin || m_ends[i] > end)
            continue;
        learn::ReplayPosition position;
        position.nextToken = m_tokens[i];
        position.hidden.resize(m_embedding);
        std::ranges::transform(std::span(m_hidden).subspan(i * m_embedding, m_embedding),
                               position.hidden.begin(), tensors::halfToFloat);
        const std::size_t first = i * learn::kTeacherTokens;
        std::copy_n(m_teacherTokens.begin() + static_cast<std::ptrdiff_t>(first), learn::kTeacherTokens,
                    position.teacher.tokens.begin());
        std::ranges::transform(std::span(m_teacherLogs).subspan(first, learn::kTeacherTokens),
                               position.teacher.logProbabilities.begin(), tensors::halfToFloat);
        positions.push_back(std::move(position));
    }
    return positions;
}

std::size_t RecordedAnswer::lastTokenEnd(std::size_t end) const
{
    const auto beyond = std::ranges::upper_bound(m_ends, end);
    return beyond == m_ends.begin() ? 0 : *(beyond - 1);
}

std::size_t RecordedAnswer::bytes() const
{
    return m_text.capacity() + m_tokens.capacity() * sizeof(model::TokenId) +
           m_ends.capacity() * sizeof(std::size_t) + m_hidden.capacity() * sizeof(std::uint16_t) +
           m_teacherTokens.capacity() * sizeof(std::int32_t) +
           m_teacherLogs.capacity() * sizeof(std::uint16_t);
}

void StateRecorder::expect(const QString &modelHash)
{
    m_isOpen = false;
    m_expected.reset();
    if (modelHash.isEmpty())
        return;
    m_expected = std::make_shared<RecordedAnswer>();
    m_expected->m_modelHash = modelHash;
}

bool StateRecorder::begins()
{
    m_isOpen = m_expected && m_expected->m_tokens.empty();
    return m_isOpen;
}

void StateRecorder::chosen(std::span<const float> state, std::span<const float> logits,
                           const decode::Choice &choice)
{
    if (!m_isOpen)
        return;
    RecordedAnswer &answer = *m_expected;
    // A text with a gap is two texts: what comes behind one is not recorded.
    const bool fits = !state.empty() && logits.size() >= learn::kTeacherTokens &&
                      (answer.m_tokens.empty() || answer.m_embedding == state.size()) &&
                      answer.m_tokens.size() < kMostTokens;
    if (!fits) {
        m_isOpen = false;
        return;
    }
    answer.m_embedding = state.size();
    answer.m_tokens.push_back(choice.token);
    for (const float number : state)
        answer.m_hidden.push_back(tensors::floatToHalf(number));
    // The choice's probability is over all tokens: so the sum that it was divided by is known.
    const float logSum = logits[static_cast<std::size_t>(choice.token)] - choice.logProbability;
    const learn::Teacher teacher = learn::teacherOf(logits, logSum);
    answer.m_teacherTokens.insert(answer.m_teacherTokens.end(), teacher.tokens.begin(), teacher.tokens.end());
    for (const float number : teacher.logProbabilities)
        answer.m_teacherLogs.push_back(tensors::floatToHalf(number));
}

std::shared_ptr<const AnswerStates> StateRecorder::take(const std::string &text, std::size_t required)
{
    m_isOpen = false;
    const std::shared_ptr<RecordedAnswer> answer = std::exchange(m_expected, nullptr);
    if (!answer || answer->m_tokens.empty())
        return nullptr;
    answer->m_text = text;
    std::size_t bytes = 0;
    for (const model::TokenId token : answer->m_tokens) {
        // A control token has no text; it ends one.
        if (!m_tokenizer.isControl(token))
            bytes += m_tokenizer.bytesOf(token).size();
        else
            bytes = std::max(bytes, required + text.size()) + 1;
        answer->m_ends.push_back(bytes - std::min(bytes, required));
    }
    m_answers.push_back(answer);
    if (m_answers.size() > kMostAnswers)
        m_answers.pop_front();
    return answer;
}

void StateRecorder::clear()
{
    expect({});
    m_answers.clear();
}

} // namespace gatewright::completion
