// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: see CMakeLists.txt.
#include "core/decode/beam_search.h"

#include "core/decode/probabilities.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace gatewright::decode {

namespace {

bool isSound(GenerationEnd end)
{
    return end != GenerationEnd::Loop && end != GenerationEnd::BrokenText;
}

} // namespace

BeamSearch::BeamSearch(LanguageModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
                       const Clock &clock)
    : m_model(model)
    , m_tokenizer(tokenizer)
    , m_index(index)
    , m_clock(clock)
{
}

Result<Generation> BeamSearch::run(const GenerationRequest &request, std::span<const TokenId> prompt,
                                   GenerationTiming timing, std::stop_token stop)
{
    const auto begun = m_clock.now();
    auto firstToken = begun;
    m_beams = static_cast<std::size_t>(request.sampling.beams);
    m_live.clear();
    m_live.push_back({AnswerText(request, m_tokenizer, m_index), {}, 0.0, 0});
    m_ended.reset();
    m_endedCount = 0;
    const std::unique_ptr<BeamPasses> passes = BeamPasses::create(m_model, prompt, request);
    for (bool isFirst = true; !isDecided(); isFirst = false) {
        GW_TRY(best, extensions(*passes, stop));
        m_best = std::move(best);
        if (isFirst)
            firstToken = m_clock.now();
        addExtensions();
        const auto limit = limitReached(request, prompt.size(), m_clock.now() - firstToken);
        if (!limit)
            continue;
        for (Text &text : m_live)
            end(std::move(text), *limit);
        break;
    }
    if (!m_ended)
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The model gives no token a chance; its file may be damaged, fetch it again."));
    timing.generatedTokens = static_cast<int>(m_ended->text.tokens.size());
    timing.passes = passes->passes();
    timing.decodeMs = milliseconds(m_clock.now() - begun);
    return m_ended->text.answer.finish(m_ended->end, timing);
}

bool BeamSearch::goesBefore(const Extension &a, const Extension &b)
{
    return std::tuple(-a.logProbability, a.from, a.choice.token) <
           std::tuple(-b.logProbability, b.from, b.choice.token);
}

// The best of one step.
Result<std::vector<BeamSearch::Extension>> BeamSearch::extensions(BeamPasses &passes, std::stop_token stop)
{
    m_best.clear();
    std::vector<BeamPasses::Text> texts;
    for (const Text &text : m_live)
        texts.push_back({text.from, text.tokens});
    const auto extendFrom = [this](std::size_t from, std::span<const float> logits) {
        return extend(from, logits);
    };
    GW_CHECK(passes.evaluate(texts, extendFrom, std::move(stop)));
    return std::move(m_best);
}

Result<void> BeamSearch::extend(std::size_t from, std::span<const float> all)
{
    const Text &text = m_live[from];
    const auto logits = all.first(m_tokenizer.vocabularySize());
    GW_TRY(normaliser, logNormaliser(logits));
    const auto consideredToken = [&](TokenId token) {
        const double logProbability =
            static_cast<double>(logits[static_cast<std::size_t>(token)]) - normaliser;
        if (std::isfinite(logProbability))
            consider(
                {from, {token, static_cast<float>(logProbability)}, text.logProbability + logProbability});
    };
    if (text.answer.isFree()) {
        for (std::size_t token = 0; token < logits.size(); ++token)
            consideredToken(static_cast<TokenId>(token));
        return {};
    }
    GW_TRY(allowed, text.answer.allowed());
    std::ranges::for_each(allowed, consideredToken);
    return {};
}

// Keeps the best few in order. Nearly every token of a vocabulary falls at the first comparison.
void BeamSearch::consider(const Extension &extension)
{
    const std::size_t most = 2 * m_beams;
    if (m_best.size() == most) {
        if (!goesBefore(extension, m_best.back()))
            return;
        m_best.pop_back();
    }
    m_best.insert(std::ranges::upper_bound(m_best, extension, goesBefore), extension);
}

void BeamSearch::addExtensions()
{
    std::vector<Text> live;
    for (std::size_t rank = 0; rank < m_best.size() && live.size() < m_beams; ++rank) {
        const Extension &extension = m_best[rank];
        Text text = m_live[extension.from];
        text.from = extension.from;
        text.tokens.push_back(extension.choice.token);
        text.logProbability = extension.logProbability;
        const auto ended = text.answer.add(extension.choice);
        if (!ended)
            live.push_back(std::move(text));
        else if (rank < m_beams)
            end(std::move(text), *ended);
    }
    m_live = std::move(live);
}

// The first live text is the likeliest, and all have the same length.
bool BeamSearch::isDecided() const
{
    if (m_live.empty())
        return true;
    return m_endedCount >= m_beams && isSound(m_ended->end) &&
           m_live.front().score() <= m_ended->text.score();
}

void BeamSearch::end(Text text, GenerationEnd end)
{
    ++m_endedCount;
    const auto rank = [](const Text &of, GenerationEnd how) { return std::pair(isSound(how), of.score()); };
    if (!m_ended || rank(text, end) > rank(m_ended->text, m_ended->end))
        m_ended.emplace(Ended{std::move(text), end});
}

std::optional<GenerationEnd> BeamSearch::limitReached(const GenerationRequest &request,
                                                      std::size_t promptTokens,
                                                      std::chrono::steady_clock::duration elapsed) const
{
    if (m_live.empty())
        return std::nullopt;
    const std::size_t length = m_live.front().tokens.size();
    return request.limitReached(length, elapsed, promptTokens + length >= m_model.capacity());
}

} // namespace gatewright::decode
