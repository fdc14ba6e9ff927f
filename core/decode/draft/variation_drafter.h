// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/drafter.h"
#include "core/decode/draft/suffix_index.h"

namespace gatewright::decode {

// Proposes what followed nearly the same words: the past matches but for a gap of a token or two, as where a
// statement is repeated with another name or number. Behind the token that differs an exact match begins
// again with nothing, while here it goes on.
class VariationDrafter final : public Drafter
{
public:
    // The index outlives it and does not change between start() and the last propose() of a tree.
    explicit VariationDrafter(QLatin1String name, const SuffixIndex &index)
        : m_name(name)
        , m_index(index)
    {
    }

    [[nodiscard]] QLatin1String name() const override { return m_name; }
    [[nodiscard]] std::size_t featureCount() const override;
    void start(std::span<const TokenId> context) override;
    void propose(const DraftTree &tree, std::size_t node, Proposals &proposals) override;

private:
    struct Match
    {
        std::uint32_t next = 0;   // the place of the token that followed
        std::uint16_t after = 0;  // tokens that match behind the gap
        std::uint16_t before = 0; // and before it
    };
    struct Group
    {
        TokenId token = 0;
        double support = 0.0;
        Match best;
    };
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void findFor(const DraftTree &tree, std::size_t node);
    // Matches with so many tokens behind the gap.
    void findGaps(std::span<const TokenId> recent, std::size_t after);
    [[nodiscard]] bool goesOnAfter(std::uint32_t gapEnd, std::span<const TokenId> recent,
                                   std::size_t after) const;
    void group(std::span<const Match> matches);

    QLatin1String m_name;
    const SuffixIndex &m_index;
    std::span<const TokenId> m_context;
    std::vector<Match> m_matches; // of all nodes, one after the other
    std::vector<Range> m_ranges;  // by node
    std::vector<SuffixIndex::Match> m_found;
    std::vector<Group> m_groups;
};

} // namespace gatewright::decode
