// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/tree_grower.h"

#include <algorithm>
#include <array>
#include <bit>

namespace gatewright::decode {

namespace {

constexpr double kLeastPath = 0.002;
constexpr std::size_t kMostCandidates = 16; // of a node
constexpr float kSure = 0.5F;               // from here on nobody costly is asked
constexpr std::size_t kCostlyDepth = 2;     // nodes less deep than this may be asked about

// Evidence that no drafter gives: that there is a candidate, how deep it is, how many drafters propose it and
// at which place of its node's candidates it came in.
constexpr std::uint32_t kDepths = 6;
constexpr std::uint32_t kAgreements = 4;
constexpr std::uint32_t kByDepth = 0;
constexpr std::uint32_t kByAgreement = kByDepth + kDepths;
constexpr std::uint32_t kOwnEvidence = kByAgreement + kAgreements;
constexpr std::size_t kOwnPieces = 2;
constexpr std::size_t kPieces = 2; // of each drafter

} // namespace

TreeGrower::TreeGrower(std::span<Drafter *const> drafters, Mixer &mixer, Calibration &calibration)
    : m_drafters(drafters.begin(), drafters.end())
    , m_stride(kOwnPieces + kPieces * drafters.size())
    , m_mixer(mixer)
    , m_calibration(calibration)
    , m_proposals(drafters.size())
{
    std::size_t offset = kOwnEvidence;
    for (const Drafter *drafter : m_drafters) {
        m_offsets.push_back(static_cast<std::uint32_t>(offset));
        offset += drafter->featureCount() + 1; // the last: nothing to say
        m_hasCostly = m_hasCostly || drafter->isCostly();
    }
}

std::size_t TreeGrower::evidenceCount(std::span<Drafter *const> drafters)
{
    std::size_t count = kOwnEvidence;
    for (const Drafter *drafter : drafters)
        count += drafter->featureCount() + 1;
    return count;
}

std::vector<EvidenceRange> TreeGrower::evidenceRanges() const
{
    std::vector<EvidenceRange> ranges{{QStringLiteral("tree"), 0, kOwnEvidence}};
    for (std::size_t i = 0; i < m_drafters.size(); ++i)
        ranges.push_back({m_drafters[i]->name(), m_offsets[i], m_drafters[i]->featureCount() + 1});
    return ranges;
}

const DraftTree &TreeGrower::grow(std::span<const TokenId> context, const TreeLimits &limits,
                                  const PassTimes *times)
{
    reset(context.back());
    for (Drafter *drafter : m_drafters)
        drafter->start(context);
    const std::size_t rows = std::min(limits.rows, DraftTree::most - limits.before);
    const double rate = times ? times->rate() : 0.0;
    const auto cost = [&](std::size_t n) {
        return times ? rate * times->of(std::min(n + limits.before, DraftTree::most)) : 0.0;
    };
    double value = 1.0 - cost(1);
    double best = value;
    std::size_t bestRows = 1;
    expand(DraftTree::root, limits);
    while (m_tree.size() < rows && !m_open.empty()) {
        // Whether any larger tree could be worth more, if all that comes were as probable as the next.
        const std::size_t now = m_tree.size();
        const double next = m_open.front().path;
        bool hopeful = false;
        for (std::size_t n = now + 1; n <= rows && !hopeful; ++n)
            hopeful = value + static_cast<double>(n - now) * next - (cost(n) - cost(now)) > best;
        if (!hopeful)
            break;
        std::ranges::pop_heap(m_open, {}, &Open::path);
        const Open chosen = m_open.back();
        m_open.pop_back();
        const std::size_t node = m_tree.add(m_candidates[chosen.candidate].token, chosen.parent);
        m_paths.push_back(chosen.path);
        m_products.push_back(chosen.product);
        m_proposers.push_back(m_candidates[chosen.candidate].proposers);
        value += chosen.path - (cost(node + 1) - cost(node));
        if (value > best) {
            best = value;
            bestRows = node + 1;
        }
        expand(node, limits);
    }
    if (times)
        m_tree.keepFirst(bestRows);
    return m_tree;
}

void TreeGrower::reset(TokenId root)
{
    m_tree.start(root);
    m_paths.assign(1, 1.0);
    m_products.assign(1, 1.0);
    m_proposers.assign(1, 0);
    m_ranges.clear();
    m_candidates.clear();
    m_evidence.clear();
    m_open.clear();
}

void TreeGrower::expand(std::size_t node, const TreeLimits &limits)
{
    if (limits.onNode)
        limits.onNode();
    const std::size_t depth = m_tree.depth(node);
    m_ranges.resize(node + 1);
    if (depth >= limits.depth)
        return;
    const std::size_t first = m_candidates.size();
    collect(node, false);
    mix(first, depth);
    if (m_hasCostly && depth < kCostlyDepth && isUnsure(first)) {
        collect(node, true);
        mix(first, depth);
    }
    m_ranges[node] = {first, m_candidates.size()};
    if (node == DraftTree::root && !limits.allowed.empty())
        keepAllowed(limits.allowed);
    for (std::size_t candidate = first; candidate < m_candidates.size(); ++candidate) {
        const double product = m_products[node] * static_cast<double>(m_candidates[candidate].probability);
        // No deeper path is likelier than the shorter one that it goes on from.
        const double path = std::min(m_paths[node], m_calibration.corrected(product, depth + 1));
        if (path < kLeastPath)
            continue;
        m_open.push_back({path, product, candidate, node});
        std::ranges::push_heap(m_open, {}, &Open::path);
    }
}

// What is left shares the probability of what must not be, and most of what nobody proposes. There is nothing
// to learn from it: the mixer speaks of all tokens.
void TreeGrower::keepAllowed(std::span<const TokenId> allowed)
{
    constexpr double kUnproposed = 0.25; // of the rest, for allowed tokens that nobody proposes
    double all = 0.0;
    double kept = 0.0;
    for (Candidate &candidate : m_candidates) {
        const auto probability = static_cast<double>(candidate.probability);
        all += probability;
        if (std::ranges::binary_search(allowed, candidate.token))
            kept += probability;
        else
            candidate.probability = 0.0F;
    }
    const double whole = std::max(1e-9, kept + kUnproposed * std::max(0.0, 1.0 - all));
    for (Candidate &candidate : m_candidates)
        candidate.probability = static_cast<float>(static_cast<double>(candidate.probability) / whole);
    m_ranges[DraftTree::root] = {};
}

bool TreeGrower::isUnsure(std::size_t first) const
{
    return std::all_of(m_candidates.begin() + static_cast<std::ptrdiff_t>(first), m_candidates.end(),
                       [](const Candidate &candidate) { return candidate.probability < kSure; });
}

// The union of what the drafters propose, those of one kind after those of the other.
void TreeGrower::collect(std::size_t node, bool costly)
{
    const std::size_t first = costly ? m_ranges[node].begin : m_candidates.size();
    m_ranges[node].begin = first;
    for (std::size_t i = 0; i < m_drafters.size(); ++i) {
        if (m_drafters[i]->isCostly() != costly) {
            if (!costly) { // not asked so far
                m_proposals[i].clear();
                m_proposals[i].absent = static_cast<Feature>(m_drafters[i]->featureCount());
            }
            continue;
        }
        m_proposals[i].clear();
        m_drafters[i]->propose(m_tree, node, m_proposals[i]);
        for (const Proposal &proposal : m_proposals[i].items) {
            const auto begin = m_candidates.begin() + static_cast<std::ptrdiff_t>(first);
            auto found = std::find_if(begin, m_candidates.end(), [&](const Candidate &candidate) {
                return candidate.token == proposal.token;
            });
            if (found == m_candidates.end()) {
                if (m_candidates.size() - first == kMostCandidates)
                    continue;
                found = m_candidates.insert(found, {proposal.token, 0.0F, 0, 0.0});
            }
            found->proposers |= 1U << i;
        }
    }
}

void TreeGrower::mix(std::size_t first, std::size_t depth)
{
    m_evidence.resize(m_candidates.size() * m_stride);
    double sum = 0.0;
    for (std::size_t candidate = first; candidate < m_candidates.size(); ++candidate) {
        Candidate &mixed = m_candidates[candidate];
        const auto evidence = evidenceOf(candidate);
        evidence[0] = kByDepth + static_cast<std::uint32_t>(std::min<std::size_t>(depth, kDepths - 1));
        evidence[1] = kByAgreement +
                      std::min(static_cast<std::uint32_t>(std::popcount(mixed.proposers)), kAgreements) - 1;
        for (std::size_t i = 0; i < m_drafters.size(); ++i) {
            const auto pieces = evidence.subspan(kOwnPieces + i * kPieces, kPieces);
            const auto nothing = m_offsets[i] + static_cast<std::uint32_t>(m_drafters[i]->featureCount());
            std::ranges::fill(pieces, nothing);
            const auto &items = m_proposals[i].items;
            const auto own = std::ranges::find(items, mixed.token, &Proposal::token);
            if (own == items.end()) {
                pieces[0] = m_offsets[i] + m_proposals[i].absent;
                continue;
            }
            for (std::size_t piece = 0; piece < kPieces; ++piece) {
                if (own->features[piece] != Proposal::none)
                    pieces[piece] = m_offsets[i] + own->features[piece];
            }
        }
        mixed.raw = m_mixer.probability(evidence);
        sum += mixed.raw;
    }
    for (std::size_t candidate = first; candidate < m_candidates.size(); ++candidate)
        m_candidates[candidate].probability =
            static_cast<float>(m_candidates[candidate].raw / std::max(1.0, sum));
}

std::span<std::uint32_t> TreeGrower::evidenceOf(std::size_t candidate)
{
    return std::span(m_evidence).subspan(candidate * m_stride, m_stride);
}

void TreeGrower::learn(const VerifiedPass &pass)
{
    // Only a node whose parent stands has a known answer.
    for (std::size_t i = 0; i < pass.path.size(); ++i) {
        const std::size_t node = pass.path[i];
        const TokenId answer = i + 1 < pass.path.size() ? m_tree.token(pass.path[i + 1]) : pass.next;
        if (node >= m_ranges.size())
            continue;
        for (std::size_t candidate = m_ranges[node].begin; candidate < m_ranges[node].end; ++candidate)
            m_mixer.learn(evidenceOf(candidate), m_candidates[candidate].raw,
                          m_candidates[candidate].token == answer);
    }
    std::array<double, DraftTree::most> predicted{};
    for (std::size_t node = 1; node < m_tree.size(); ++node)
        predicted[m_tree.depth(node)] += m_products[node];
    m_calibration.fade();
    for (std::size_t depth = 1; depth < predicted.size() && predicted[depth] > 0.0; ++depth)
        m_calibration.seen(depth, predicted[depth], depth < pass.path.size() ? 1.0 : 0.0);
    for (Drafter *drafter : m_drafters)
        drafter->learn(pass);
}

} // namespace gatewright::decode
