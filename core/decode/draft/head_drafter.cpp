// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/head_drafter.h"

#include "core/decode/draft/buckets.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gatewright::decode {

namespace {

constexpr std::size_t kDepths = 4;
constexpr std::size_t kProbabilities = 10;
constexpr std::size_t kRanks = 4;

constexpr std::size_t kProposed = 0; // depth, probability, rank
constexpr std::size_t kAbsent = kProposed + kDepths * kProbabilities * kRanks;
constexpr std::size_t kSilent = kAbsent + kDepths * kProbabilities;
constexpr std::size_t kFeatures = kSilent + 1;

std::size_t probabilityBucket(double probability)
{
    return bucketOf(probability, {.02, .05, .1, .2, .35, .5, .7, .85, .95});
}

} // namespace

std::size_t HeadDrafter::featureCount() const
{
    return kFeatures;
}

void HeadDrafter::start(std::span<const TokenId> context)
{
    static_cast<void>(context);
    for (std::vector<float> &state : m_states)
        state.clear();
}

std::span<float> HeadDrafter::stateOf(const DraftTree &tree, std::size_t node)
{
    if (m_states.size() <= node)
        m_states.resize(node + 1);
    if (m_states[node].empty()) {
        std::vector<float> state = m_state;
        if (node != DraftTree::root) {
            const auto parent = stateOf(tree, tree.parent(node));
            state.assign(parent.begin(), parent.end());
        }
        m_network->step(state, tree.token(node), tree.depth(node) + 1);
        m_states[node] = std::move(state);
    }
    return m_states[node];
}

void HeadDrafter::propose(const DraftTree &tree, std::size_t node, Proposals &proposals)
{
    proposals.absent = kSilent;
    if (!m_network || m_isResting || m_state.size() != m_network->width())
        return;
    const auto begun = m_clock.now();
    const RowTop top = m_network->top(stateOf(tree, node));
    std::array<double, RowTop::most> weights{};
    double total = 0.0;
    for (std::size_t rank = 0; rank < top.count; ++rank)
        total += weights[rank] = std::exp(static_cast<double>(top.behind[rank]));
    const std::size_t depth = std::min(tree.depth(node), kDepths - 1);
    for (std::size_t rank = 0; rank < top.count; ++rank) {
        const std::size_t kind =
            (depth * kProbabilities + probabilityBucket(weights[rank] / total)) * kRanks +
            std::min(rank, kRanks - 1);
        proposals.items.push_back(
            {top.tokens[rank], {static_cast<Feature>(kProposed + kind), Proposal::none}});
    }
    proposals.absent =
        static_cast<Feature>(kAbsent + depth * kProbabilities + probabilityBucket(weights[0] / total));
    m_spentMs += milliseconds(m_clock.now() - begun);
}

} // namespace gatewright::decode
