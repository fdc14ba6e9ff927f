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
    // In float, as it is used: what is too small for that is no temperature either.
    if (static_cast<float>(m_settings.temperature) <= 0)
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
        m_candidates[i] = {logits[i], static_cast<TokenId>(i), 0.0F};
    return chooseFromCandidates(logits);
}

Result<Choice> Sampler::chooseAmong(std::span<const float> logits, std::span<const TokenId> allowed)
{
    m_candidates.clear();
    for (const TokenId token : allowed)
        m_candidates.push_back({logits[static_cast<std::size_t>(token)], token, 0.0F});
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
        weigh();
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

// Leaves the fewest likeliest whose weights come to the share topP, likeliest first. A few are wanted of very
// many, so the front is sorted in growing parts.
void Sampler::keepTopP()
{
    if (m_settings.topP >= 1)
        return;
    const double wanted = m_settings.topP * totalWeight();
    double kept = 0;
    std::size_t count = 0;
    std::size_t sorted = 0;
    do {
        if (count == sorted) {
            const auto begin = m_candidates.begin() + static_cast<std::ptrdiff_t>(sorted);
            sorted = std::min(m_candidates.size(), std::max<std::size_t>(64, sorted * 8));
            std::partial_sort(begin, m_candidates.begin() + static_cast<std::ptrdiff_t>(sorted),
                              m_candidates.end(), likelier);
        }
        kept += static_cast<double>(m_candidates[count++].weight);
    } while (kept < wanted && count < m_candidates.size());
    m_candidates.resize(count);
}

TokenId Sampler::draw()
{
    double left = m_random.uniform() * totalWeight();
    for (const Candidate &candidate : m_candidates) {
        left -= static_cast<double>(candidate.weight);
        if (left < 0)
            return candidate.token;
    }
    // Rounding may leave a crumb behind the last one.
    return std::ranges::min_element(m_candidates, likelier)->token;
}

void Sampler::weigh()
{
    const float best = std::ranges::min_element(m_candidates, likelier)->logit;
    const auto temperature = static_cast<float>(m_settings.temperature);
    m_weights.resize(m_candidates.size());
    for (std::size_t i = 0; i < m_weights.size(); ++i)
        m_weights[i] = (m_candidates[i].logit - best) / temperature;
    exponentials(m_weights);
    for (std::size_t i = 0; i < m_weights.size(); ++i)
        m_candidates[i].weight = m_weights[i];
}

double Sampler::totalWeight() const
{
    double total = 0;
    for (const Candidate &candidate : m_candidates)
        total += static_cast<double>(candidate.weight);
    return total;
}

} // namespace gatewright::decode
