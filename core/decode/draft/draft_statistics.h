// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/draft_tree.h"

#include <QLatin1String>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gatewright::decode {

// What drafting did since it began to count.
struct DraftStatistics
{
    static constexpr std::size_t depths = 17;
    // By the longest match of the root in the buffer: none, 1, 2, 3, 4-5, 6 and more.
    static constexpr std::size_t matchClasses = 6;

    struct Share
    {
        QLatin1String drafter;
        double accepted = 0.0; // drafts that stood; one that several proposed counts a part for each
    };
    struct Match
    {
        std::int64_t passes = 0;
        std::int64_t tokens = 0;
    };
    struct Depth
    {
        std::int64_t tried = 0; // passes with a draft at this depth whose parent stood
        std::int64_t stood = 0;
    };

    std::int64_t passes = 0;
    std::int64_t tokens = 0;   // that these passes brought
    std::int64_t drafted = 0;  // nodes beside the roots
    std::int64_t accepted = 0; // of these
    double predicted = 0.0;    // sum of the nodes' probabilities to stand
    double passMs = 0.0;
    double draftMs = 0.0; // drafting and learning
    double plainMs = 0.0; // what plain decoding would have taken for the same tokens, by the times of passes
    std::array<std::int64_t, DraftTree::most + 1> rows{}; // passes by their number of rows
    std::array<Depth, depths> byDepth{};
    std::array<Match, matchClasses> byMatch{};
    std::vector<Share> shares;

    [[nodiscard]] double tokensPerPass() const
    {
        return passes > 0 ? static_cast<double>(tokens) / static_cast<double>(passes) : 0.0;
    }
};

} // namespace gatewright::decode
