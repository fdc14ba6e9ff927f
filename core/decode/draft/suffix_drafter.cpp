// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/suffix_drafter.h"

#include "core/decode/draft/buckets.h"

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

namespace {

constexpr std::size_t kLengths = 8;
constexpr std::size_t kShares = 6;
constexpr std::size_t kCounts = 3;
constexpr std::size_t kRanks = 4;

// Of a match: 1, 2, 3, 4-5, 6-8, 9-12, 13-20, more.
std::size_t lengthBucket(std::size_t length)
{
    return bucketOf(length, {2, 3, 4, 6, 9, 13, 21});
}

std::size_t shareBucket(double share)
{
    return bucketOf(share, {0.1, 0.25, 0.5, 0.75, 0.95});
}

std::size_t countBucket(std::size_t count)
{
    return bucketOf(count, {2, 4});
}

// Where the kinds of evidence begin.
constexpr std::size_t kByShare = 0;                                      // length, share, count
constexpr std::size_t kByRank = kByShare + kLengths * kShares * kCounts; // longest of all, rank
constexpr std::size_t kAbsent = kByRank + kLengths * kRanks;             // longest of all, share of the first
constexpr std::size_t kSilent = kAbsent + kLengths * kShares;
constexpr std::size_t kFeatures = kSilent + 1;

} // namespace

std::size_t SuffixDrafter::featureCount() const
{
    return kFeatures;
}

void SuffixDrafter::start(std::span<const TokenId> context)
{
    m_context = context;
    m_matches.clear();
    m_ranges.clear();
    m_rootMatch = 0;
}

// The matches of the parent that went on with the node's token, or what a shorter past finds.
void SuffixDrafter::findFor(const DraftTree &tree, std::size_t node)
{
    const std::size_t begin = m_matches.size();
    if (node != DraftTree::root) {
        const Range parent = m_ranges[tree.parent(node)];
        for (std::size_t i = parent.begin; i < parent.end; ++i) {
            const SuffixIndex::Match match = m_matches[i];
            if (m_index->at(match.next) == tree.token(node) &&
                m_index->at(match.next + 1) != SuffixIndex::kBreak)
                m_matches.push_back({match.next + 1, static_cast<std::uint16_t>(match.length + 1)});
        }
    }
    if (m_matches.size() == begin) {
        RecentTokens recent;
        std::size_t at = node;
        for (; at != DraftTree::root; at = tree.parent(at))
            recent.addBefore(tree.token(at));
        recent.addBefore(m_context);
        m_index->find(recent.tokens(), m_matches);
    }
    m_ranges.resize(std::max(m_ranges.size(), node + 1));
    m_ranges[node] = {begin, m_matches.size()};
}

void SuffixDrafter::group(std::span<const SuffixIndex::Match> matches)
{
    m_groups.clear();
    double newness = 1.0;
    for (const SuffixIndex::Match &match : matches) {
        constexpr double kOlder = 0.98; // what a match weighs against the next newer one
        constexpr int kFullLength = 12;
        const TokenId token = m_index->at(match.next);
        // Each token more of a match is worth about twice as much.
        const double support = std::ldexp(newness, std::min<int>(match.length, kFullLength));
        newness *= kOlder;
        auto found = std::ranges::find(m_groups, token, &Group::token);
        if (found == m_groups.end())
            found = m_groups.insert(m_groups.end(), {token, 0.0, 0, 0});
        found->support += support;
        ++found->count;
        found->longest = std::max<std::size_t>(found->longest, match.length);
    }
    std::ranges::stable_sort(m_groups, std::ranges::greater(), &Group::support);
}

void SuffixDrafter::propose(const DraftTree &tree, std::size_t node, Proposals &proposals)
{
    findFor(tree, node);
    const auto matches =
        std::span(m_matches).subspan(m_ranges[node].begin, m_ranges[node].end - m_ranges[node].begin);
    proposals.absent = kSilent;
    if (matches.empty())
        return;
    group(matches);
    double total = 0.0;
    std::size_t longest = 0;
    for (const Group &group : m_groups) {
        total += group.support;
        longest = std::max(longest, group.longest);
    }
    if (node == DraftTree::root)
        m_rootMatch = longest;
    const std::size_t overall = lengthBucket(longest);
    for (std::size_t rank = 0; rank < std::min(m_groups.size(), Proposals::most); ++rank) {
        const Group &group = m_groups[rank];
        const std::size_t byShare =
            (lengthBucket(group.longest) * kShares + shareBucket(group.support / total)) * kCounts +
            countBucket(group.count);
        const std::size_t byRank = overall * kRanks + std::min(rank, kRanks - 1);
        proposals.items.push_back(
            {group.token,
             {static_cast<Feature>(kByShare + byShare), static_cast<Feature>(kByRank + byRank)}});
    }
    proposals.absent =
        static_cast<Feature>(kAbsent + overall * kShares + shareBucket(m_groups.front().support / total));
}

} // namespace gatewright::decode
