// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/variation_drafter.h"

#include "core/decode/draft/buckets.h"

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

namespace {

constexpr std::size_t kLeastBefore = 4; // tokens that match before the gap
constexpr std::size_t kMostAfter = 8;   // tokens behind the gap that are looked back over
constexpr std::size_t kMostGap = 2;

constexpr std::size_t kAfters = 6;
constexpr std::size_t kBefores = 4;
constexpr std::size_t kShares = 4;
constexpr std::size_t kRanks = 3;

// Where the kinds of evidence begin.
constexpr std::size_t kByLength = 0;                                      // after, before, share
constexpr std::size_t kByRank = kByLength + kAfters * kBefores * kShares; // after of the first, rank
constexpr std::size_t kAbsent = kByRank + kAfters * kRanks;               // after and before of the first
constexpr std::size_t kSilent = kAbsent + kAfters * kBefores;
constexpr std::size_t kFeatures = kSilent + 1;

std::size_t afterBucket(std::size_t after)
{
    return bucketOf(after, {1, 2, 3, 5, 8});
}

std::size_t beforeBucket(std::size_t before)
{
    return bucketOf(before, {6, 9, 16});
}

std::size_t shareBucket(double share)
{
    return bucketOf(share, {0.3, 0.6, 0.9});
}

} // namespace

std::size_t VariationDrafter::featureCount() const
{
    return kFeatures;
}

void VariationDrafter::start(std::span<const TokenId> context)
{
    m_context = context;
    m_matches.clear();
    m_ranges.clear();
}

bool VariationDrafter::goesOnAfter(std::uint32_t gapEnd, std::span<const TokenId> recent,
                                   std::size_t after) const
{
    for (std::size_t i = 0; i < after; ++i) {
        if (m_index.at(gapEnd + i) != recent[after - 1 - i])
            return false;
    }
    return m_index.at(gapEnd + after) != SuffixIndex::kBreak;
}

void VariationDrafter::findGaps(std::span<const TokenId> recent, std::size_t after)
{
    for (std::size_t gap = 1; gap <= kMostGap; ++gap) {
        if (recent.size() < after + gap + kLeastBefore)
            return;
        m_found.clear();
        m_index.find(recent.subspan(after + gap), m_found, kLeastBefore);
        for (const SuffixIndex::Match &match : m_found) {
            // The first of the gap differs; otherwise it would match further.
            if (m_index.at(match.next) == recent[after + gap - 1])
                continue;
            for (std::size_t other = 1; other <= kMostGap; ++other) {
                const std::uint32_t gapEnd = match.next + static_cast<std::uint32_t>(other);
                if (goesOnAfter(gapEnd, recent, after))
                    m_matches.push_back({gapEnd + static_cast<std::uint32_t>(after),
                                         static_cast<std::uint16_t>(after), match.length});
            }
        }
    }
}

// Those of the parent that went on with the node's token, and those for which that token is the gap.
void VariationDrafter::findFor(const DraftTree &tree, std::size_t node)
{
    const std::size_t begin = m_matches.size();
    if (node != DraftTree::root) {
        const Range parent = m_ranges[tree.parent(node)];
        for (std::size_t i = parent.begin; i < parent.end; ++i) {
            const Match match = m_matches[i];
            if (m_index.at(match.next) == tree.token(node) &&
                m_index.at(match.next + 1) != SuffixIndex::kBreak)
                m_matches.push_back(
                    {match.next + 1, static_cast<std::uint16_t>(match.after + 1), match.before});
        }
    }
    RecentTokens recent;
    std::size_t at = node;
    for (; at != DraftTree::root; at = tree.parent(at))
        recent.addBefore(tree.token(at));
    recent.addBefore(m_context);
    const std::size_t mostAfter = node == DraftTree::root ? kMostAfter : 0;
    for (std::size_t after = 0; after <= mostAfter; ++after)
        findGaps(recent.tokens(), after);
    m_ranges.resize(std::max(m_ranges.size(), node + 1));
    m_ranges[node] = {begin, m_matches.size()};
}

void VariationDrafter::group(std::span<const Match> matches)
{
    m_groups.clear();
    for (const Match &match : matches) {
        const TokenId token = m_index.at(match.next);
        const double support =
            std::ldexp(1.0, std::min<int>(match.after, 6)) * std::min<double>(match.before, 16);
        auto found = std::ranges::find(m_groups, token, &Group::token);
        if (found == m_groups.end())
            found = m_groups.insert(m_groups.end(), {token, 0.0, match});
        found->support += support;
        if (std::pair(match.after, match.before) > std::pair(found->best.after, found->best.before))
            found->best = match;
    }
    std::ranges::stable_sort(m_groups, std::ranges::greater(), &Group::support);
}

void VariationDrafter::propose(const DraftTree &tree, std::size_t node, Proposals &proposals)
{
    findFor(tree, node);
    const auto matches =
        std::span(m_matches).subspan(m_ranges[node].begin, m_ranges[node].end - m_ranges[node].begin);
    proposals.absent = kSilent;
    if (matches.empty())
        return;
    group(matches);
    double total = 0.0;
    for (const Group &group : m_groups)
        total += group.support;
    const Match &first = m_groups.front().best;
    for (std::size_t rank = 0; rank < std::min(m_groups.size(), Proposals::most); ++rank) {
        const Group &group = m_groups[rank];
        const std::size_t byLength =
            (afterBucket(group.best.after) * kBefores + beforeBucket(group.best.before)) * kShares +
            shareBucket(group.support / total);
        const std::size_t byRank = afterBucket(first.after) * kRanks + std::min(rank, kRanks - 1);
        proposals.items.push_back(
            {group.token,
             {static_cast<Feature>(kByLength + byLength), static_cast<Feature>(kByRank + byRank)}});
    }
    proposals.absent =
        static_cast<Feature>(kAbsent + afterBucket(first.after) * kBefores + beforeBucket(first.before));
}

} // namespace gatewright::decode
