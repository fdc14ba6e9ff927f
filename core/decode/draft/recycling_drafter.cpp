// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/recycling_drafter.h"

#include "core/decode/draft/buckets.h"

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

namespace {

constexpr std::size_t kKeys = 2;
constexpr std::size_t kProbabilities = 10;
constexpr std::size_t kRanks = 4;

constexpr std::size_t kProposed = 0; // key, probability, rank
constexpr std::size_t kAbsent = kProposed + kKeys * kProbabilities * kRanks;
constexpr std::size_t kSilent = kAbsent + kKeys * kProbabilities;
constexpr std::size_t kFeatures = kSilent + 1;

std::size_t probabilityBucket(double probability)
{
    return bucketOf(probability, {.02, .05, .1, .2, .35, .5, .7, .85, .95});
}

TokenId beforeLast(std::span<const TokenId> context)
{
    return context.size() < 2 ? RecyclingTable::kNone : context[context.size() - 2];
}

} // namespace

std::size_t RecyclingDrafter::featureCount() const
{
    return kFeatures;
}

void RecyclingDrafter::start(std::span<const TokenId> context)
{
    m_beforeRoot = beforeLast(context);
}

void RecyclingDrafter::propose(const DraftTree &tree, std::size_t node, Proposals &proposals)
{
    proposals.absent = kSilent;
    const TokenId last = tree.token(node);
    const TokenId before = node == DraftTree::root ? m_beforeRoot : tree.token(tree.parent(node));
    const RecyclingTable::Entry *entry =
        before == RecyclingTable::kNone ? nullptr : m_table.find(before, last);
    const std::size_t key = entry ? 1 : 0;
    if (!entry)
        entry = m_table.find(RecyclingTable::kNone, last);
    if (!entry || entry->count == 0)
        return;
    std::array<double, RowTop::most> weights{};
    double total = 0.0;
    for (std::size_t rank = 0; rank < entry->count; ++rank)
        total += weights[rank] = std::exp(-entry->logitBehind(rank));
    for (std::size_t rank = 0; rank < entry->count; ++rank) {
        const std::size_t kind =
            (key * kProbabilities + probabilityBucket(weights[rank] / total)) * kRanks +
            std::min(rank, kRanks - 1);
        proposals.items.push_back(
            {entry->tokens[rank], {static_cast<Feature>(kProposed + kind), Proposal::none}});
    }
    proposals.absent =
        static_cast<Feature>(kAbsent + key * kProbabilities + probabilityBucket(weights[0] / total));
}

void RecyclingDrafter::learn(const VerifiedPass &pass)
{
    const TokenId beforeRoot = beforeLast(pass.context);
    const auto put = [&](std::size_t node) {
        const TokenId before = node == DraftTree::root ? beforeRoot : pass.tree.token(pass.tree.parent(node));
        m_table.put(before, pass.tree.token(node), pass.tops[node]);
    };
    // What stands is written last: it is what the user's text is made of.
    if (m_learns == Learns::AllRows) {
        for (std::size_t node = 0; node < pass.tops.size(); ++node)
            put(node);
    }
    for (const std::size_t node : pass.path)
        put(node);
}

} // namespace gatewright::decode
