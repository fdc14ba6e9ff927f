// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/sample_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatewright::completion {

double Sample::score() const
{
    double sum = 0.0;
    for (const GeneratedToken &token : generated.tokens)
        sum += static_cast<double>(token.logProbability);
    return generated.tokens.empty() ? 0.0 : std::exp(sum / static_cast<double>(generated.tokens.size()));
}

SampleRun::SampleRun(SampleQuery query, InsertionGate gate)
    : m_query(std::move(query))
    , m_gate(std::move(gate))
{
}

Result<void> SampleRun::go(TextGenerator &generator, const OnSample &onSample, std::stop_token stop)
{
    GenerationRequest request;
    request.prompt = m_query.prompt;
    request.maxTokens = m_query.maxTokens;
    request.maxTime = m_query.maxTime;
    request.sampling = m_query.sampling;
    request.stop = m_query.stop;
    const auto finished = [&](int index, const GeneratedText &generated) {
        m_timing += generated.timing;
        m_samples.push_back({index, generated, tried(generated.text)});
        if (onSample)
            onSample(m_samples.back());
    };
    return generator.samples(request, missing(), finished, std::move(stop));
}

std::vector<int> SampleRun::missing() const
{
    std::vector<int> indexes;
    for (int index = 0; index < m_query.count; ++index) {
        if (std::ranges::find(m_samples, index, &Sample::index) == m_samples.end())
            indexes.push_back(index);
    }
    return indexes;
}

Sample::Tier0 SampleRun::tried(const std::string &text) const
{
    if (!m_gate || m_query.language == Language::PlainText)
        return Sample::Tier0::Untried;
    return m_gate(m_query.language, m_query.before, text) ? Sample::Tier0::Passed : Sample::Tier0::Failed;
}

} // namespace gatewright::completion
