// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/decode/answer_observer.h"
#include "core/decode/draft/draft_source.h"
#include "core/decode/generation.h"
#include "core/decode/language_model.h"
#include "core/decode/token_prefix_index.h"
#include "core/model/tokenizer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::decode {

// Writes text with a model: evaluates what the context does not hold yet of a prompt, then chooses token
// after token.
//
// With a source of drafts and a model that verifies them a pass may bring several tokens: each row is chosen
// from exactly as if it were the only one, so that text, tokens and probabilities are those of plain
// decoding, sampled ones included.
//
// For one thread at a time. The stop token is polled between tokens and, by the model, inside a prompt; what
// was evaluated by then stays for the next request. An answer is a function of its request alone: warm or
// cold, after a cancelled request or not, it has the same bits.
class Generator
{
public:
    // `drafts`, which may be null, outlives it like the rest.
    Generator(LanguageModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
              const Clock &clock, DraftSource *drafts = nullptr);

    // Sees the answers of generate() but for those of a beam search; null for nobody. Outlives the generator.
    void setObserver(AnswerObserver *observer) { m_observer = observer; }

    // Errors: Cancelled; InvalidInput for settings or tokens that mean nothing; LimitExceeded for a prompt
    // that the context cannot hold; Corrupt for a model that computes no numbers or knows
    // fewer tokens than its tokenizer; whatever the model reports.
    [[nodiscard]] Result<Generation> generate(const GenerationRequest &request, std::stop_token stop);

    // Evaluates a prompt ahead of time, so that the next request that begins with it starts warm.
    [[nodiscard]] Result<GenerationTiming> warm(std::span<const TokenId> prompt, std::stop_token stop);

    // What is written behind a prompt that was just warmed, for as long as this lives; see
    // LanguageModel::beginAnswer().
    using Answer = std::unique_ptr<LanguageModel, void (*)(LanguageModel *)>;
    [[nodiscard]] Result<Answer> beginAnswer(std::stop_token stop);

private:
    // Takes a prompt from promptOf(). With `leavesFew` a few tokens may be left out, for which there are no
    // logits then.
    [[nodiscard]] Result<GenerationTiming> prefill(std::span<const TokenId> prompt, bool leavesFew,
                                                   std::stop_token stop);
    [[nodiscard]] Result<std::size_t> evaluateMost(std::span<const TokenId> prompt, std::stop_token stop);
    // Null for an answer that is not drafted.
    [[nodiscard]] DraftSource *draftsFor(const GenerationRequest &request) const;
    class Writing;

    [[nodiscard]] std::vector<TokenId> promptOf(std::span<const TokenId> tokens) const;
    [[nodiscard]] Result<void> checkPrompt(std::span<const TokenId> prompt) const;
    // Without the rows that some models have beyond their vocabulary, to make its size round.
    [[nodiscard]] std::span<const float> usable(std::span<const float> logits) const;

    LanguageModel &m_model;
    const model::Tokenizer &m_tokenizer;
    const TokenPrefixIndex &m_index;
    const Clock &m_clock;
    DraftSource *m_drafts;
    AnswerObserver *m_observer = nullptr;
};

} // namespace gatewright::decode
