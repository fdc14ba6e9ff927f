// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: see CMakeLists.txt.
#include "core/decode/sampler.h"

#include "core/decode/probabilities.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatewright::decode {

namespace {

Result<double> normaliser(std::span<const float> logits)
{
    const double sum = logSumExp(logits, largest(logits));
    if (!std::isfinite(sum))
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The model computes no usable numbers; its file may be damaged, fetch it again."));
    return sum;
}

} // namespace

Result<void> SamplingSettings::check() const
{
    const auto wrong = [](const QString &what, double value) {
        return makeError(ErrorCode::InvalidInput, what, QString::number(value));
    };
    if (!std::isfinite(temperature) || temperature < 0 || temperature > 100)
        return wrong(QStringLiteral("The temperature must be from 0 to 100."), temperature);
    if (topK < 0)
        return wrong(QStringLiteral("top-k must not be negative; 0 means all tokens."), topK);
    if (!(topP > 0 && topP <= 1))
        return wrong(QStringLiteral("top-p must be above 0 and at most 1."), topP);
    return {};
}

Sampler::Sampler(const SamplingSettings &settings)
    : m_settings(settings)
    , m_random(settings.seed)
{
    if (m_settings.temperature <= 0)
        m_settings.strategy = SamplingSettings::Strategy::Greedy;
}

Result<Choice> Sampler::choose(std::span<const float> logits)
{
    if (m_settings.strategy == SamplingSettings::Strategy::Greedy) {
        GW_TRY(sum, normaliser(logits));
        const float best = largest(logits);
        const auto token = std::ranges::find(logits, best) - logits.begin();
        return Choice{static_cast<TokenId>(token), static_cast<float>(static_cast<double>(best) - sum)};
    }
    m_candidates.resize(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i)
        m_candidates[i] = {logits[i], static_cast<TokenId>(i)};
    return chooseFromCandidates(logits);
}

Result<Choice> Sampler::chooseAmong(std::span<const float> logits, std::span<const TokenId> allowed)
{
    m_candidates.clear();
    for (const TokenId token : allowed)
        m_candidates.push_back({logits[static_cast<std::size_t>(token)], token});
    return chooseFromCandidates(logits);
}

bool Sampler::likelier(const Candidate &a, const Candidate &b)
{
    return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
}

Result<Choice> Sampler::chooseFromCandidates(std::span<const float> logits)
{
    GW_TRY(sum, normaliser(logits));
    TokenId token = 0;
    if (m_settings.strategy == SamplingSettings::Strategy::Greedy) {
        token = std::ranges::min_element(m_candidates, likelier)->token;
    } else {
        keepTopK();
        keepTopP();
        token = draw();
    }
    return Choice{token,
                  static_cast<float>(static_cast<double>(logits[static_cast<std::size_t>(token)]) - sum)};
}

// Leaves the K likeliest, likeliest first.
void Sampler::keepTopK()
{
    const auto count = static_cast<std::size_t>(m_settings.topK);
    if (count == 0 || count >= m_candidates.size())
        return;
    const auto end = m_candidates.begin() + static_cast<std::ptrdiff_t>(count);
    std::ranges::partial_sort(m_candidates, end, likelier);
    m_candidates.erase(end, m_candidates.end());
}

// Leaves the fewest likeliest whose weights come to the share topP, likeliest first. A heap, because a few
// are wanted of very many.
void Sampler::keepTopP()
{
    if (m_settings.topP >= 1)
        return;
    const float best = std::ranges::min_element(m_candidates, likelier)->logit;
    double total = 0;
    for (const Candidate &candidate : m_candidates)
        total += weight(candidate, best);
    const auto lessLikely = [](const Candidate &a, const Candidate &b) { return likelier(b, a); };
    std::ranges::make_heap(m_candidates, lessLikely);
    // pop_heap() puts the likeliest behind the heap: the nucleus grows from the back.
    auto heapEnd = m_candidates.end();
    double kept = 0;
    do {
        std::ranges::pop_heap(m_candidates.begin(), heapEnd, lessLikely);
        --heapEnd;
        kept += weight(*heapEnd, best);
    } while (kept < m_settings.topP * total && heapEnd != m_candidates.begin());
    m_candidates.erase(m_candidates.begin(), heapEnd);
    std::ranges::reverse(m_candidates);
}

TokenId Sampler::draw()
{
    const float best = std::ranges::min_element(m_candidates, likelier)->logit;
    double total = 0;
    for (const Candidate &candidate : m_candidates)
        total += weight(candidate, best);
    double left = m_random.uniform() * total;
    for (const Candidate &candidate : m_candidates) {
        left -= weight(candidate, best);
        if (left < 0)
            return candidate.token;
    }
    // Rounding may leave a crumb behind the last one.
    return std::ranges::min_element(m_candidates, likelier)->token;
}

double Sampler::weight(const Candidate &candidate, float best) const
{
    return static_cast<double>(exponential(
        static_cast<float>(static_cast<double>(candidate.logit - best) / m_settings.temperature)));
}

} // namespace gatewright::decode
