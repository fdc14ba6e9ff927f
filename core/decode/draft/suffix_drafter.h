// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/drafter.h"
#include "core/decode/draft/suffix_index.h"

#include <functional>

namespace gatewright::decode {

// Proposes what followed the same words before, in the texts of one index.
class SuffixDrafter final : public Drafter
{
public:
    // The index outlives it and does not change between start() and the last propose() of a tree.
    SuffixDrafter(QLatin1String name, const SuffixIndex &index)
        : m_name(name)
        , m_index(&index)
    {
    }

    [[nodiscard]] QLatin1String name() const override { return m_name; }
    [[nodiscard]] std::size_t featureCount() const override;
    void start(std::span<const TokenId> context) override;
    void propose(const DraftTree &tree, std::size_t node, Proposals &proposals) override;

    // How long the longest match of the root was, in the last tree.
    [[nodiscard]] std::size_t rootMatch() const { return m_rootMatch; }

private:
    struct Group
    {
        TokenId token = 0;
        double support = 0.0; // longer and newer matches weigh more
        std::size_t count = 0;
        std::size_t longest = 0;
    };
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void findFor(const DraftTree &tree, std::size_t node);
    void group(std::span<const SuffixIndex::Match> matches);

    QLatin1String m_name;
    const SuffixIndex *m_index;
    std::span<const TokenId> m_context;
    std::vector<SuffixIndex::Match> m_matches; // of all nodes, one after the other
    std::vector<Range> m_ranges;               // by node
    std::vector<Group> m_groups;
    std::size_t m_rootMatch = 0;
};

} // namespace gatewright::decode
