// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/llama_config.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::model {

// A long context seen through fewer entries, after SnapKV (arXiv 2404.14469): in each layer and for each
// key-value head the positions that the last tokens of the context attend to most, and those last tokens.
// What is computed through a view is close to, and not, what is computed without.
struct ViewSettings
{
    std::size_t entries = 1024; // a multiple of Context::pageTokens
    // The last tokens, whose attention says what the others are worth: at most AttentionVotes::kMostRows.
    std::size_t voters = 8;
    std::size_t recent = 256; // the last tokens that stay, whatever they are worth; at least `voters`
    std::size_t pooling = 3;  // neighbours that share a vote, an odd number: a token alone says little
    std::size_t least = 2048; // tokens; a shorter context is not worth a view

    // Of so many entries, in contexts that are half as long again or more.
    [[nodiscard]] static ViewSettings of(std::size_t entries);
    [[nodiscard]] bool isSound() const;
};

// What the last rows of a pass attend to, by layer, key-value head and position.
class AttentionVotes
{
public:
    static constexpr std::size_t kMostRows = 32;

    // For rows that see at most `positions`.
    AttentionVotes(const LlamaConfig &config, std::size_t rows, std::size_t positions);

    // Weights of one layer after the other, not yet divided by their sums, of all positions of a row.
    [[nodiscard]] float *weights(std::size_t head, std::size_t row)
    {
        return m_weights.data() + (head * m_rows + row) * m_stride;
    }
    [[nodiscard]] std::span<float> votes(std::size_t layer, std::size_t keyValueHead)
    {
        return std::span(m_votes).subspan((layer * m_keyValueHeads + keyValueHead) * m_stride, m_positions);
    }

private:
    std::size_t m_rows;
    std::size_t m_positions;
    std::size_t m_stride; // whole chunks of attention
    std::size_t m_keyValueHeads;
    std::vector<float> m_weights;
    std::vector<float> m_votes;
};

// The positions that a view has entries for, ascending; `votes` is by position, of more positions than
// entries.
[[nodiscard]] std::vector<std::uint32_t> chooseEntries(std::span<const float> votes,
                                                       const ViewSettings &settings);

} // namespace gatewright::model
