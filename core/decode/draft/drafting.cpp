// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/drafting.h"

#include "core/decode/draft/buckets.h"
#include "core/decode/draft/top_tokens.h"

#include <algorithm>
#include <bit>

namespace gatewright::decode {

namespace {

constexpr std::size_t kMostAnswerTokens = 8192; // of all that are remembered
constexpr int kHeadWindow = 200;                // passes in which the head was asked; it is right seldom

SuffixIndex::Settings bufferSettings()
{
    SuffixIndex::Settings settings;
    settings.orders = {1, 2, 4};
    return settings;
}

// An answer is found by what stands before it, or not at all.
SuffixIndex::Settings answerSettings()
{
    SuffixIndex::Settings settings;
    settings.orders = {0, 0, 4};
    settings.mostMatches = 16;
    return settings;
}

} // namespace

Drafting::Drafting(const DraftingOptions &options, const Clock &clock)
    : m_options(options)
    , m_clock(clock)
    , m_history(options.mostHistoryTokens)
    , m_buffer(bufferSettings())
    , m_answers(answerSettings())
    , m_bufferDrafter(QLatin1String("buffer"), m_buffer)
    , m_historyDrafter(QLatin1String("history"), m_history.index())
    , m_answersDrafter(QLatin1String("answers"), m_answers)
    , m_recyclingDrafter(m_recycling, options.learnsRejectedRows ? RecyclingDrafter::Learns::AllRows
                                                                 : RecyclingDrafter::Learns::KeptRows)
    , m_variationDrafter(QLatin1String("variations"), m_buffer)
    , m_headDrafter(clock)
    , m_drafters(drafters(options))
    , m_mixer(TreeGrower::evidenceCount(m_drafters))
    , m_grower(m_drafters, m_mixer, m_calibration)
    , m_headSwitch(kHeadWindow)
{
    resetStatistics();
}

Drafting::~Drafting() = default;

std::vector<Drafter *> Drafting::drafters(const DraftingOptions &options)
{
    std::vector<Drafter *> drafters;
    if (options.buffer)
        drafters.push_back(&m_bufferDrafter);
    if (options.history)
        drafters.push_back(&m_historyDrafter);
    if (options.answers)
        drafters.push_back(&m_answersDrafter);
    if (options.recycling)
        drafters.push_back(&m_recyclingDrafter);
    if (options.variations)
        drafters.push_back(&m_variationDrafter);
    if (options.head)
        drafters.push_back(&m_headDrafter);
    return drafters;
}

void Drafting::begin(std::span<const TokenId> prompt, std::span<const float> state)
{
    m_headDrafter.setState(state);
    const auto tail = prompt.last(std::min(prompt.size(), RecentTokens::most));
    m_promptTail.assign(tail.begin(), tail.end());
    follow(prompt);
}

// The buffer's index holds the context as a stack: what differs goes, what is new comes.
void Drafting::follow(std::span<const TokenId> context)
{
    const auto held = m_buffer.tokens().subspan(m_surroundings);
    const auto equal = static_cast<std::size_t>(std::ranges::mismatch(held, context).in1 - held.begin());
    m_buffer.truncate(m_surroundings + equal);
    m_buffer.append(context.subspan(equal));
}

void Drafting::setSurroundings(std::span<const TokenId> tokens)
{
    if (m_surroundings > 0 && m_surroundings == tokens.size() + 1 &&
        std::ranges::equal(m_buffer.tokens().first(tokens.size()), tokens))
        return;
    m_buffer.truncate(0);
    m_buffer.append(tokens);
    m_buffer.append(SuffixIndex::kBreak);
    m_surroundings = tokens.size() + 1;
}

const DraftTree &Drafting::draft(std::span<const TokenId> context, const TreeLimits &limits)
{
    const auto begun = m_clock.now();
    m_context = context;
    m_before = limits.before;
    m_isPlain = !m_switch.isOn() && m_options.rows == 0;
    if (m_isPlain) {
        m_plain.start(context.back());
        m_draftMs = 0.0;
        return m_plain;
    }
    follow(context);
    TreeLimits wanted = limits;
    if (m_options.rows > 0)
        wanted.rows = std::min(limits.rows, m_options.rows);
    const DraftTree &tree = m_grower.grow(context, wanted, m_options.rows > 0 ? nullptr : &m_times);
    m_draftMs = milliseconds(m_clock.now() - begun);
    return tree;
}

void Drafting::verified(const PassOutcome &outcome)
{
    const auto begun = m_clock.now();
    if (!m_isPlain) {
        const DraftTree &tree = m_grower.tree();
        m_tops.clear();
        for (std::size_t node = 0; node < tree.size(); ++node)
            m_tops.push_back(topTokens(outcome.logits(node)));
        m_grower.learn({m_context, tree, outcome.path, outcome.next, m_tops});
    }
    if (m_headDrafter.hasNetwork()) {
        m_headDrafter.setState(outcome.states ? outcome.states(outcome.path.back())
                                              : std::span<const float>());
        judgeHead(outcome.path);
    }
    m_draftMs += milliseconds(m_clock.now() - begun);
    const std::size_t rows = m_isPlain ? 1 : m_grower.tree().size();
    const double plainMs = m_times.of(1) * static_cast<double>(outcome.path.size());
    m_times.ran(rows + m_before, outcome.milliseconds, m_draftMs, outcome.path.size());
    m_switch.ran(outcome.milliseconds + m_draftMs, plainMs);
    m_statistics.plainMs += plainMs;
    count(outcome);
}

// The head is worth the tokens that nobody else proposed, at what tokens cost at present.
void Drafting::judgeHead(std::span<const std::size_t> path)
{
    const double spent = m_headDrafter.takeSpent();
    if (m_options.rows > 0 || m_isPlain || (spent == 0.0 && m_headSwitch.isOn()))
        return;
    const auto head =
        static_cast<std::size_t>(std::ranges::find(m_drafters, &m_headDrafter) - m_drafters.begin());
    const auto alone = std::ranges::count_if(
        path.subspan(1), [&](std::size_t node) { return m_grower.proposers(node) == 1U << head; });
    m_headSwitch.ran(spent, static_cast<double>(alone) / m_times.rate());
    m_headDrafter.setResting(!m_headSwitch.isOn());
}

void Drafting::count(const PassOutcome &outcome)
{
    DraftStatistics &all = m_statistics;
    const std::size_t rows = m_isPlain ? 1 : m_grower.tree().size();
    ++all.passes;
    all.tokens += static_cast<std::int64_t>(outcome.path.size());
    all.passMs += outcome.milliseconds;
    all.draftMs += m_draftMs;
    ++all.rows[rows];
    if (m_isPlain)
        return;
    const DraftTree &tree = m_grower.tree();
    all.drafted += static_cast<std::int64_t>(rows) - 1;
    all.accepted += static_cast<std::int64_t>(outcome.path.size()) - 1;
    std::size_t deepest = 0; // of the drafts whose parents stand
    for (std::size_t node = 1; node < rows; ++node) {
        all.predicted += m_grower.pathProbability(node);
        if (std::ranges::find(outcome.path, tree.parent(node)) != outcome.path.end())
            deepest = std::max(deepest, tree.depth(node));
    }
    for (std::size_t depth = 1; depth <= deepest && depth < all.byDepth.size(); ++depth) {
        ++all.byDepth[depth].tried;
        all.byDepth[depth].stood += depth < outcome.path.size() ? 1 : 0;
    }
    for (const std::size_t node : outcome.path.subspan(1)) {
        const std::uint32_t proposers = m_grower.proposers(node);
        for (std::size_t i = 0; i < m_drafters.size(); ++i) {
            if (proposers >> i & 1U)
                all.shares[i].accepted += 1.0 / std::popcount(proposers);
        }
    }
    auto &match = all.byMatch[bucketOf(m_bufferDrafter.rootMatch(), {1, 2, 3, 4, 6})];
    ++match.passes;
    match.tokens += static_cast<std::int64_t>(outcome.path.size());
}

void Drafting::end(std::span<const TokenId> answer)
{
    if (answer.empty() || !m_options.answers)
        return;
    if (m_answers.size() > kMostAnswerTokens) {
        const auto newest = m_answers.tokens().last(kMostAnswerTokens / 2);
        const std::vector<TokenId> kept(newest.begin(), newest.end());
        m_answers.truncate(0);
        m_answers.append(kept);
    }
    m_answers.append(SuffixIndex::kBreak);
    m_answers.append(m_promptTail);
    m_answers.append(answer);
}

MixerWeights Drafting::weights() const
{
    MixerWeights weights;
    for (const EvidenceRange &range : m_grower.evidenceRanges()) {
        const auto values = m_mixer.weights().subspan(range.begin, range.count);
        weights.byOwner[range.owner].assign(values.begin(), values.end());
    }
    return weights;
}

std::vector<float> Drafting::merged(const MixerWeights &weights) const
{
    std::vector<float> all(m_mixer.weights().begin(), m_mixer.weights().end());
    for (const EvidenceRange &range : m_grower.evidenceRanges()) {
        const auto found = weights.byOwner.find(range.owner);
        if (found != weights.byOwner.end() && found->second.size() == range.count)
            std::ranges::copy(found->second, all.begin() + static_cast<std::ptrdiff_t>(range.begin));
    }
    return all;
}

void Drafting::startFrom(const MixerWeights &weights)
{
    m_mixer.startFrom(merged(weights));
}

void Drafting::goOnFrom(const MixerWeights &weights)
{
    m_mixer.goOnFrom(merged(weights));
}

std::optional<TokenId> Drafting::continuation(std::span<const TokenId> text) const
{
    RecentTokens recent;
    recent.addBefore(text);
    for (const SuffixIndex *index : {&m_buffer, &m_history.index()}) {
        std::vector<SuffixIndex::Match> matches;
        index->find(recent.tokens(), matches);
        std::erase_if(matches, [](const SuffixIndex::Match &match) { return match.length < leastContinued; });
        if (matches.empty())
            continue;
        const TokenId token = index->at(matches.front().next);
        const auto agree = std::ranges::count_if(
            matches, [&](const SuffixIndex::Match &match) { return index->at(match.next) == token; });
        constexpr std::ptrdiff_t kTenths = 8; // of the places
        if (agree * 10 >= kTenths * std::ssize(matches))
            return token;
        return std::nullopt;
    }
    return std::nullopt;
}

void Drafting::forgetAnswers()
{
    m_answers.truncate(0);
}

std::size_t Drafting::bytes() const
{
    return m_history.bytes() + m_buffer.bytes() + m_answers.bytes() + m_headDrafter.bytes() +
           RecyclingTable::mostEntries * sizeof(RecyclingTable::Entry);
}

void Drafting::resetStatistics()
{
    m_statistics = {};
    for (const Drafter *drafter : m_drafters)
        m_statistics.shares.push_back({drafter->name(), 0.0});
}

} // namespace gatewright::decode
