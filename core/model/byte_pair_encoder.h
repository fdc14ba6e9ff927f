// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/token.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::model {

// Byte-pair encoding (Sennrich et al., 2016): of all neighbouring pairs that have a merge, the one with the
// lowest rank is joined first, the leftmost of several; until none is left. A linked list and a heap: n log n
// for a run of n symbols, so that a line of ten thousand equal signs costs no more than other text of its
// length.
//
// Immutable; any thread may use it.
class BytePairEncoder
{
public:
    struct Merge
    {
        TokenId left = 0;
        TokenId right = 0;
        TokenId joined = 0;
    };

    // The rank of a merge is its index in the list, or what `ranks` says, one number a merge.
    explicit BytePairEncoder(std::span<const Merge> merges, std::span<const std::uint32_t> ranks = {});

    // Joins the symbols as far as they go and appends what is left to `out`.
    void encode(std::span<const TokenId> symbols, std::vector<TokenId> &out) const;

private:
    struct Slot
    {
        std::uint64_t pair = kFree;
        std::uint32_t rank = 0;
        TokenId joined = 0;
    };
    static constexpr std::uint64_t kFree = ~std::uint64_t{0}; // no pair of ids, which are not negative

    [[nodiscard]] static std::uint64_t pairOf(TokenId left, TokenId right);
    [[nodiscard]] std::size_t slotOf(std::uint64_t pair) const;
    [[nodiscard]] const Slot *find(TokenId left, TokenId right) const;

    std::vector<Slot> m_slots; // open addressing, a power of two, at most half full
};

} // namespace gatewright::model
