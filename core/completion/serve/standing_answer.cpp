// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/standing_answer.h"

#include "core/completion/serve/cursor_context.h"

#include <algorithm>

namespace gatewright::completion {

namespace {

bool isAsked(const CompletionQuery &query)
{
    return query.candidates == 1 && query.sampling.strategy == SamplingChoice::Strategy::Greedy;
}

} // namespace

void StandingAnswer::stand(const CompletionQuery &query, const Prompt &prompt, std::string_view after,
                           const CompletionAnswer &answer)
{
    m_item.reset();
    if (!isAsked(query) || answer.items.empty() || answer.outOfTime)
        return;
    m_prompt = prompt;
    m_after = after;
    m_sampling = query.sampling;
    m_maxTokens = query.maxTokens;
    m_item = answer.items.front();
}

std::optional<CompletionItem> StandingAnswer::rest(const CompletionQuery &query, const Prompt &prompt,
                                                   std::string_view after) const
{
    if (!m_item || !isAsked(query) || query.sampling != m_sampling || query.maxTokens != m_maxTokens ||
        after != m_after || !prompt.beginsWith(m_prompt))
        return std::nullopt;
    const std::string_view typed = std::string_view(prompt.text).substr(m_prompt.text.size());
    // The prompt has Unix line ends, the item those of the document.
    std::size_t at = 0;
    for (const char character : typed) {
        if (at < m_item->text.size() && m_item->text[at] == '\r')
            ++at;
        if (at == m_item->text.size() || m_item->text[at] != character)
            return std::nullopt;
        ++at;
    }
    CompletionItem rest = *m_item;
    rest.text.erase(0, at);
    rest.statesBegin += typed.size();
    if (isBlank(rest.text))
        rest.text.clear();
    const double share = static_cast<double>(rest.text.size()) / static_cast<double>(m_item->text.size());
    rest.tokens = std::max(rest.text.empty() ? 0 : 1, static_cast<int>(m_item->tokens * share));
    return rest;
}

} // namespace gatewright::completion
