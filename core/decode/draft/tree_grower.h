// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/calibration.h"
#include "core/decode/draft/draft_source.h"
#include "core/decode/draft/drafter.h"
#include "core/decode/draft/mixer.h"
#include "core/decode/draft/pass_times.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::decode {

// Where the evidence of a drafter, or of the tree itself, stands among the mixer's weights.
struct EvidenceRange
{
    QString owner;
    std::size_t begin = 0;
    std::size_t count = 0;
};

// Grows a tree of drafts: always the most probable path next, until more rows cost more than they bring.
//
// The size is the n that maximises 1 + sum of the path probabilities - rate * t(n): a row is worth its
// probability in tokens, and the time it takes is worth what tokens that time brings elsewhere. For one
// thread at a time.
class TreeGrower
{
public:
    // The drafters and everything else outlive it. The mixer has evidenceCount(drafters) weights.
    TreeGrower(std::span<Drafter *const> drafters, Mixer &mixer, Calibration &calibration);

    // Weights that a mixer for these drafters needs.
    [[nodiscard]] static std::size_t evidenceCount(std::span<Drafter *const> drafters);

    [[nodiscard]] std::vector<EvidenceRange> evidenceRanges() const;

    // `context` ends with the root. With `times` null the tree has as many rows as the limits allow.
    [[nodiscard]] const DraftTree &grow(std::span<const TokenId> context, const TreeLimits &limits,
                                        const PassTimes *times);
    // Teaches drafters and mixer, and brings the calibration up to date, by what became of the last tree.
    void learn(const VerifiedPass &pass);

    [[nodiscard]] const DraftTree &tree() const { return m_tree; }
    // Of the last tree: how probable it was that a node and all before it stand, as the size was chosen by.
    [[nodiscard]] double pathProbability(std::size_t node) const { return m_paths[node]; }
    // Bit i: drafter i proposed the node.
    [[nodiscard]] std::uint32_t proposers(std::size_t node) const { return m_proposers[node]; }

private:
    struct Candidate
    {
        TokenId token = 0;
        float probability = 0.0F; // given that its parent stands
        std::uint32_t proposers = 0;
        double raw = 0.0; // of the mixer, before the candidates of a node were made to share
    };
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    struct Open // a candidate that could become a node
    {
        double path = 0.0;    // calibrated
        double product = 0.0; // not calibrated
        std::size_t candidate = 0;
        std::size_t parent = 0;
    };

    void reset(TokenId root);
    void expand(std::size_t node, const TreeLimits &limits);
    void keepAllowed(std::span<const TokenId> allowed);
    void collect(std::size_t node, bool costly);
    [[nodiscard]] bool isUnsure(std::size_t first) const;
    void mix(std::size_t first, std::size_t depth);
    void open(std::size_t node, double product, std::size_t mostDepth);
    [[nodiscard]] std::span<std::uint32_t> evidenceOf(std::size_t candidate);

    std::vector<Drafter *> m_drafters;
    std::vector<std::uint32_t> m_offsets; // of the drafters' evidence
    bool m_hasCostly = false;
    std::size_t m_stride = 0; // pieces of evidence of a candidate
    Mixer &m_mixer;
    Calibration &m_calibration;

    DraftTree m_tree;
    std::vector<double> m_paths;    // by node, calibrated
    std::vector<double> m_products; // by node, as the mixer says
    std::vector<std::uint32_t> m_proposers;
    std::vector<Proposals> m_proposals; // by drafter, of the node that is looked at
    std::vector<Range> m_ranges;        // by node: its candidates; empty where it was not expanded
    std::vector<Candidate> m_candidates;
    std::vector<std::uint32_t> m_evidence; // by candidate, m_stride each
    std::vector<Open> m_open;              // a heap, the most probable path first
};

} // namespace gatewright::decode
