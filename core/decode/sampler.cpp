// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: see CMakeLists.txt.
#include "core/decode/sampler.h"

#include "core/decode/probabilities.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatewright::decode {

Result<void> SamplingSettings::check() const
{
    const auto wrong = [](const QString &what, double value) {
        return makeError(ErrorCode::InvalidInput, what, QString::number(value));
    };
    // In double, so that no number is cut to a whole one before it was looked at.
    const auto isIn = [](double value, double least, double most) { return value >= least && value <= most; };
    if (!isIn(temperature, 0, 100))
        return wrong(QStringLiteral("The temperature must be from 0 to 100."), temperature);
    if (topK < 0)
        return wrong(QStringLiteral("top-k must not be negative; 0 means all tokens."), topK);
    if (!(topP > 0 && topP <= 1))
        return wrong(QStringLiteral("top-p must be above 0 and at most 1."), topP);
    if (!isIn(minP, 0, 1))
        return wrong(QStringLiteral("min-p must be from 0 to 1."), minP);
    if (!isIn(repetitionPenalty, 0.1, 10))
        return wrong(QStringLiteral("The repetition penalty must be from 0.1 to 10."), repetitionPenalty);
    if (!isIn(repetitionWindow, 0, longestWindow))
        return wrong(QStringLiteral("The window of the repetition penalty must be from 0 to 65536 tokens."),
                     repetitionWindow);
    if (!isIn(beams, 1, mostBeams))
        return wrong(QStringLiteral("A beam search follows 1 to 16 texts."), beams);
    return {};
}

Sampler::Sampler(const SamplingSettings &settings, std::span<const TokenId> before)
    : m_settings(settings)
    , m_random(settings.seed)
{
    // In float, as it is used: what is too small for that is no temperature either.
    if (static_cast<float>(m_settings.temperature) <= 0)
        m_settings.strategy = SamplingSettings::Strategy::Greedy;
    if (m_settings.penalises()) {
        const auto window =
            before.last(std::min(before.size(), static_cast<std::size_t>(settings.repetitionWindow)));
        m_recent.assign(window.begin(), window.end());
    }
}

Result<Choice> Sampler::choose(std::span<const float> logits)
{
    const std::span<const float> wanted = penalised(logits);
    if (m_settings.strategy == SamplingSettings::Strategy::Greedy) {
        GW_TRY(sum, logNormaliser(logits));
        const float best = largest(wanted);
        const auto token = std::ranges::find(wanted, best) - wanted.begin();
        return taken(static_cast<TokenId>(token), logits, sum);
    }
    m_candidates.resize(wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        m_candidates[i] = {wanted[i], static_cast<TokenId>(i), 0.0F};
    return chooseFromCandidates(logits);
}

Result<Choice> Sampler::chooseAmong(std::span<const float> logits, std::span<const TokenId> allowed)
{
    const std::span<const float> wanted = penalised(logits);
    m_candidates.clear();
    for (const TokenId token : allowed)
        m_candidates.push_back({wanted[static_cast<std::size_t>(token)], token, 0.0F});
    return chooseFromCandidates(logits);
}

std::span<const float> Sampler::penalised(std::span<const float> logits)
{
    if (m_recent.empty())
        return logits;
    m_penalised.assign(logits.begin(), logits.end());
    m_distinct = m_recent;
    std::ranges::sort(m_distinct);
    const auto doubles = std::ranges::unique(m_distinct);
    m_distinct.erase(doubles.begin(), doubles.end());
    const auto penalty = static_cast<float>(m_settings.repetitionPenalty);
    for (const TokenId token : m_distinct) {
        // A control token in a prompt may lie beyond the logits that are looked at.
        if (static_cast<std::size_t>(token) >= m_penalised.size())
            continue;
        float &logit = m_penalised[static_cast<std::size_t>(token)];
        logit = logit > 0 ? logit / penalty : logit * penalty;
    }
    return m_penalised;
}

Choice Sampler::taken(TokenId token, std::span<const float> logits, double normaliser)
{
    if (m_settings.penalises()) {
        if (m_recent.size() >= static_cast<std::size_t>(m_settings.repetitionWindow))
            m_recent.erase(m_recent.begin());
        m_recent.push_back(token);
    }
    const auto logit = static_cast<double>(logits[static_cast<std::size_t>(token)]);
    return {token, static_cast<float>(logit - normaliser)};
}

bool Sampler::likelier(const Candidate &a, const Candidate &b)
{
    return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
}

Result<Choice> Sampler::chooseFromCandidates(std::span<const float> logits)
{
    GW_TRY(sum, logNormaliser(logits));
    TokenId token = 0;
    if (m_settings.strategy == SamplingSettings::Strategy::Greedy) {
        token = std::ranges::min_element(m_candidates, likelier)->token;
    } else {
        keepTopK();
        weigh();
        keepTopP();
        keepMinP();
        token = draw();
    }
    return taken(token, logits, sum);
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

// The likeliest weighs 1, so it always stays.
void Sampler::keepMinP()
{
    if (m_settings.minP <= 0)
        return;
    std::erase_if(m_candidates, [least = m_settings.minP](const Candidate &candidate) {
        return static_cast<double>(candidate.weight) < least;
    });
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
