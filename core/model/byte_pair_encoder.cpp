// SPDX-License-Identifier: Apache-2.0
#include "core/model/byte_pair_encoder.h"

#include <algorithm>
#include <bit>

namespace gatewright::model {

namespace {

constexpr std::int32_t kNone = -1;

// A symbol of the run that is being joined; joined symbols leave the list through their neighbours' links.
struct Link
{
    TokenId token = 0;
    std::int32_t previous = kNone;
    std::int32_t next = kNone;
    bool removed = false;
};

struct Candidate
{
    std::uint32_t rank = 0;
    std::int32_t left = 0;
    // What stood there when this was found: a candidate whose symbols changed since is stale.
    TokenId leftToken = 0;
    TokenId rightToken = 0;
    TokenId joined = 0;
};

// For std heaps, whose top is the greatest: lowest rank first, then leftmost.
bool comesLater(const Candidate &a, const Candidate &b)
{
    return a.rank != b.rank ? a.rank > b.rank : a.left > b.left;
}

} // namespace

BytePairEncoder::BytePairEncoder(std::span<const Merge> merges, std::span<const std::uint32_t> ranks)
    : m_slots(std::bit_ceil(merges.size() * 2 + 1))
{
    for (std::size_t i = 0; i < merges.size(); ++i) {
        const std::uint64_t pair = pairOf(merges[i].left, merges[i].right);
        Slot &slot = m_slots[slotOf(pair)];
        const std::uint32_t rank = i < ranks.size() ? ranks[i] : static_cast<std::uint32_t>(i);
        if (slot.pair == kFree || rank < slot.rank)
            slot = {pair, rank, merges[i].joined};
    }
}

void BytePairEncoder::encode(std::span<const TokenId> symbols, std::vector<TokenId> &out) const
{
    if (symbols.size() < 2) {
        out.insert(out.end(), symbols.begin(), symbols.end());
        return;
    }
    const auto count = static_cast<std::int32_t>(symbols.size());
    std::vector<Link> links(symbols.size());
    std::vector<Candidate> heap;
    heap.reserve(symbols.size());
    const auto consider = [&](std::int32_t left) {
        const std::int32_t right = left == kNone ? kNone : links[static_cast<std::size_t>(left)].next;
        if (right == kNone)
            return;
        const TokenId leftToken = links[static_cast<std::size_t>(left)].token;
        const TokenId rightToken = links[static_cast<std::size_t>(right)].token;
        if (const Slot *merge = find(leftToken, rightToken)) {
            heap.push_back({merge->rank, left, leftToken, rightToken, merge->joined});
            std::ranges::push_heap(heap, comesLater);
        }
    };
    for (std::int32_t i = 0; i < count; ++i)
        links[static_cast<std::size_t>(i)] = {symbols[static_cast<std::size_t>(i)], i - 1,
                                              i + 1 < count ? i + 1 : kNone};
    for (std::int32_t i = 0; i + 1 < count; ++i)
        consider(i);

    while (!heap.empty()) {
        std::ranges::pop_heap(heap, comesLater);
        const Candidate best = heap.back();
        heap.pop_back();
        Link &left = links[static_cast<std::size_t>(best.left)];
        if (left.removed || left.token != best.leftToken || left.next == kNone)
            continue;
        Link &right = links[static_cast<std::size_t>(left.next)];
        if (right.token != best.rightToken)
            continue;
        left.token = best.joined;
        left.next = right.next;
        right.removed = true;
        if (left.next != kNone)
            links[static_cast<std::size_t>(left.next)].previous = best.left;
        consider(left.previous);
        consider(best.left);
    }
    for (std::int32_t i = 0; i != kNone; i = links[static_cast<std::size_t>(i)].next)
        out.push_back(links[static_cast<std::size_t>(i)].token);
}

std::uint64_t BytePairEncoder::pairOf(TokenId left, TokenId right)
{
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
           static_cast<std::uint32_t>(right);
}

// Where the pair is, or the free slot where it would go.
std::size_t BytePairEncoder::slotOf(std::uint64_t pair) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::uint64_t hash = pair * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 32;
    auto slot = static_cast<std::size_t>(hash) & mask;
    while (m_slots[slot].pair != kFree && m_slots[slot].pair != pair)
        slot = (slot + 1) & mask;
    return slot;
}

const BytePairEncoder::Slot *BytePairEncoder::find(TokenId left, TokenId right) const
{
    const std::uint64_t pair = pairOf(left, right);
    const Slot &slot = m_slots[slotOf(pair)];
    return slot.pair == pair ? &slot : nullptr;
}

} // namespace gatewright::model
