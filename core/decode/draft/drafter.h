// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/draft_tree.h"

#include <QLatin1String>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::decode {

// A kind of evidence of one drafter, counted from 0: "the buffer matches 4 or 5 tokens, seen once". The mixer
// learns what each is worth.
using Feature = std::uint16_t;

struct Proposal
{
    static constexpr Feature none = 0xffff;

    TokenId token = 0;
    std::array<Feature, 2> features{none, none};
};

// What one drafter says to one node, most likely first.
struct Proposals
{
    static constexpr std::size_t most = 8;

    std::vector<Proposal> items; // at most `most`, of different tokens
    // The evidence against a token that it does not propose: how sure it is of its own.
    Feature absent = 0;

    void clear()
    {
        items.clear();
        absent = 0;
    }
};

// The likeliest tokens behind one row of a verify pass, most likely first, with their logits' distance to the
// first.
struct RowTop
{
    static constexpr std::size_t most = 8;

    std::array<TokenId, most> tokens{};
    std::array<float, most> behind{}; // 0 for the first, negative for the rest
    std::size_t count = 0;
};

// What a verify pass has shown.
struct VerifiedPass
{
    std::span<const TokenId> context; // up to the root, as the tree began
    const DraftTree &tree;
    std::span<const std::size_t> path; // the nodes that stand, the root first
    TokenId next = 0;                  // what was chosen behind the last of them
    std::span<const RowTop> tops;      // by node
};

// One source of drafts. What it learns stays with it; what it knows of a tree ends with the next one. All
// drafters are for one thread at a time.
class Drafter
{
public:
    virtual ~Drafter() = default;

    [[nodiscard]] virtual QLatin1String name() const = 0;
    // How many kinds of evidence it has: features() are below.
    [[nodiscard]] virtual std::size_t featureCount() const = 0;

    // Whether asking it costs so much that it is asked only where the others are unsure, and not deep down.
    [[nodiscard]] virtual bool isCostly() const { return false; }

    // A tree begins. `context` ends with the root and lives until the next call.
    virtual void start(std::span<const TokenId> context) = 0;
    // What may follow a node: called once for each, in the order of the nodes' numbers or another in which
    // parents come first. Into `proposals`, which is empty.
    virtual void propose(const DraftTree &tree, std::size_t node, Proposals &proposals) = 0;
    virtual void learn(const VerifiedPass &pass) { static_cast<void>(pass); }
};

} // namespace gatewright::decode
