// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/decode/draft/calibration.h"
#include "core/decode/draft/document_index.h"
#include "core/decode/draft/draft_source.h"
#include "core/decode/draft/draft_statistics.h"
#include "core/decode/draft/head_drafter.h"
#include "core/decode/draft/mixer.h"
#include "core/decode/draft/mixer_weights.h"
#include "core/decode/draft/pass_times.h"
#include "core/decode/draft/recycling_drafter.h"
#include "core/decode/draft/recycling_table.h"
#include "core/decode/draft/suffix_drafter.h"
#include "core/decode/draft/tree_grower.h"
#include "core/decode/draft/variation_drafter.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace gatewright::decode {

struct DraftingOptions
{
    bool buffer = true;  // the text at hand and what was written of the answer
    bool history = true; // project files and accepted text
    bool answers = true; // what was suggested lately
    bool recycling = true;
    bool variations = true; // of the buffer
    bool head = true;       // once there is one
    bool learnsRejectedRows = true;
    std::size_t rows = 0; // of every pass, for measurements; 0 = as many as pay
    std::size_t mostHistoryTokens = 3'000'000;
};

// All that drafts, mixed into one tree a pass, with what it has learned of the user's
// text and of this machine. One for each loaded model. For one thread at a time.
class Drafting final : public DraftSource
{
public:
    // `clock` outlives it.
    Drafting(const DraftingOptions &options, const Clock &clock);
    Drafting(const Drafting &) = delete;
    Drafting &operator=(const Drafting &) = delete;
    ~Drafting() override;

    void begin(std::span<const TokenId> prompt, std::span<const float> state) override;
    [[nodiscard]] const DraftTree &draft(std::span<const TokenId> context, const TreeLimits &limits) override;
    void verified(const PassOutcome &outcome) override;
    void end(std::span<const TokenId> answer) override;

    // Text of the document that the prompts do not hold: what stands after the cursor, and before what they
    // begin with. Breaks (SuffixIndex::kBreak) between its parts.
    void setSurroundings(std::span<const TokenId> tokens);
    [[nodiscard]] DocumentIndex &history() { return m_history; }
    [[nodiscard]] const DocumentIndex &history() const { return m_history; }
    [[nodiscard]] RecyclingTable &recycling() { return m_recycling; }
    [[nodiscard]] const RecyclingTable &recycling() const { return m_recycling; }
    [[nodiscard]] Mixer &mixer() { return m_mixer; }
    [[nodiscard]] MixerWeights weights() const;
    // Shipped weights, to start from and to be drawn back to; then those that were learned since. What is
    // missing or of another size stays as it is.
    void startFrom(const MixerWeights &weights);
    void goOnFrom(const MixerWeights &weights);
    [[nodiscard]] PassTimes &times() { return m_times; }
    [[nodiscard]] const PassTimes &times() const { return m_times; }
    // Whether drafting switched itself off for a while.
    [[nodiscard]] bool isPaused() const { return !m_switch.isOn(); }
    [[nodiscard]] std::size_t bytes() const;
    void forgetAnswers();
    // Another acceleration head from the next tree on, or none. What the mixer knows of the old one stays.
    void setHead(std::optional<HeadNetwork> head) { m_headDrafter.setNetwork(std::move(head)); }
    [[nodiscard]] bool hasHead() const { return m_headDrafter.hasNetwork(); }

    // What followed this text's end of at least six tokens in the buffer or in the user's texts, if nearly
    // all such places agree: right more than four times of five.
    [[nodiscard]] std::optional<TokenId> continuation(std::span<const TokenId> text) const;
    static constexpr std::size_t leastContinued = 6;

    [[nodiscard]] const DraftStatistics &statistics() const { return m_statistics; }
    void resetStatistics();

private:
    void follow(std::span<const TokenId> context);
    void count(const PassOutcome &outcome);
    void judgeHead(std::span<const std::size_t> path);
    [[nodiscard]] std::vector<Drafter *> drafters(const DraftingOptions &options);
    [[nodiscard]] std::vector<float> merged(const MixerWeights &weights) const;

    const DraftingOptions m_options;
    const Clock &m_clock;
    DocumentIndex m_history;
    SuffixIndex m_buffer;
    std::size_t m_surroundings = 0; // tokens of them at the beginning of m_buffer
    SuffixIndex m_answers;
    RecyclingTable m_recycling;
    SuffixDrafter m_bufferDrafter;
    SuffixDrafter m_historyDrafter;
    SuffixDrafter m_answersDrafter;
    RecyclingDrafter m_recyclingDrafter;
    VariationDrafter m_variationDrafter;
    HeadDrafter m_headDrafter;
    std::vector<Drafter *> m_drafters;
    Mixer m_mixer;
    Calibration m_calibration;
    TreeGrower m_grower;
    PassTimes m_times;
    DraftingSwitch m_switch;
    DraftingSwitch m_headSwitch;
    DraftTree m_plain; // while drafting is off
    bool m_isPlain = false;
    std::size_t m_before = 0; // rows beside those of the last tree
    double m_draftMs = 0.0;   // of the last tree
    std::span<const TokenId> m_context;
    std::vector<TokenId> m_promptTail; // what an answer of this request follows
    std::vector<RowTop> m_tops;
    DraftStatistics m_statistics;
};

} // namespace gatewright::decode
