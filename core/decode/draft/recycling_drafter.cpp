// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/recycling_drafter.h"

#include "core/decode/draft/buckets.h"

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

namespace {

constexpr std::size_t kKeys = RecyclingTable::longestKey;
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

std::array<TokenId, RecyclingTable::longestKey> pastOf(const DraftTree &tree, std::size_t node,
                                                       std::span<const TokenId> context, std::size_t &count)
{
    std::array<TokenId, RecyclingTable::longestKey> past{};
    count = 0;
    for (; node != DraftTree::root && count < past.size(); node = tree.parent(node))
        past[count++] = tree.token(node);
    for (std::size_t i = context.size(); i-- > 0 && count < past.size();)
        past[count++] = context[i];
    return past;
}

} // namespace

std::size_t RecyclingDrafter::featureCount() const
{
    return kFeatures;
}

void RecyclingDrafter::start(std::span<const TokenId> context)
{
    m_context = context;
}

void RecyclingDrafter::propose(const DraftTree &tree, std::size_t node, Proposals &proposals)
{
    proposals.absent = kSilent;
    std::size_t count = 0;
    const auto past = pastOf(tree, node, m_context, count);
    const RecyclingTable::Found found = m_table.find(std::span(past).first(count));
    const RecyclingTable::Entry *entry = found.entry;
    if (!entry || entry->count == 0)
        return;
    const std::size_t key = found.keyLength - 1;
    std::array<double, RowTop::most> weights{};
    double total = 0.0;
    for (std::size_t rank = 0; rank < entry->count; ++rank)
        total += weights[rank] = std::exp(-entry->logitBehind(rank));
    for (std::size_t rank = 0; rank < entry->count; ++rank) {
        const std::size_t kind = (key * kProbabilities + probabilityBucket(weights[rank] / total)) * kRanks +
                                 std::min(rank, kRanks - 1);
        proposals.items.push_back(
            {entry->tokens[rank], {static_cast<Feature>(kProposed + kind), Proposal::none}});
    }
    proposals.absent =
        static_cast<Feature>(kAbsent + key * kProbabilities + probabilityBucket(weights[0] / total));
}

void RecyclingDrafter::learn(const VerifiedPass &pass)
{
    const auto put = [&](std::size_t node) {
        std::size_t count = 0;
        const auto past = pastOf(pass.tree, node, pass.context, count);
        m_table.put(std::span(past).first(count), pass.tops[node]);
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
