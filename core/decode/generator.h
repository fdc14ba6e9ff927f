// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/decode/language_model.h"
#include "core/decode/loop_detector.h"
#include "core/decode/sampler.h"
#include "core/decode/stop_rules.h"
#include "core/decode/token_prefix_index.h"
#include "core/model/tokenizer.h"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::decode {

struct GenerationRequest
{
    std::vector<TokenId> prompt;
    // Bytes that the answer has to begin with (HealedPrompt::required); they are not part of
    // Generation::text.
    std::string required;
    SamplingSettings sampling;
    StopRules stop;
    LoopDetector::Settings loop;
    int maxTokens = 64; // of the answer, those of `required` included
    // Counted from the first generated token; zero = no limit. The text that is there by then is the answer.
    std::chrono::milliseconds maxTime{0};
    // Sees the text that is certain so far, each time it grew: whole characters, not taken back but for the
    // later rounds of a loop. On the calling thread; false ends the generation with what there is. May be
    // empty.
    std::function<bool(std::string_view)> onText;
};

enum class GenerationEnd {
    EndOfText,  // the model ended the document
    Stopped,    // a stop text, a number of lines, or onText
    BrokenText, // the model wrote bytes that are not UTF-8; the text ends before them
    Loop,       // it went round in circles; the text ends after the first round
    TokenLimit,
    TimeLimit,
    ContextFull,
};

struct GenerationTiming
{
    int promptTokens = 0;
    int reusedTokens = 0;    // of promptTokens: those the context held already
    int generatedTokens = 0; // chosen, whether or not they are in the text
    int passes = 0;          // of the model, after the prompt
    double prefillMs = 0.0;
    double decodeMs = 0.0;
};

// A token of the answer.
struct GeneratedToken
{
    TokenId token = 0;
    std::size_t end = 0; // where its bytes end in Generation::text
    float logProbability = 0.0F;
};

struct Generation
{
    std::string text; // without `required`; valid UTF-8
    std::vector<GeneratedToken> tokens;
    GenerationEnd end = GenerationEnd::EndOfText;
    GenerationTiming timing;
};

// Writes text with a model: evaluates what the context does not hold yet of a prompt, then chooses token
// after token.
//
// For one thread at a time. The stop token is polled between tokens and, by the model, inside a prompt; what
// was evaluated by then stays for the next request.
class Generator
{
public:
    Generator(LanguageModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
              const Clock &clock);

    // Errors: Cancelled; InvalidInput for settings or tokens that mean nothing; LimitExceeded for a prompt
    // that the context cannot hold; Corrupt for a model that computes no numbers or knows
    // fewer tokens than its tokenizer; whatever the model reports.
    [[nodiscard]] Result<Generation> generate(const GenerationRequest &request, std::stop_token stop);

    // Evaluates a prompt ahead of time, so that the next request that begins with it starts warm.
    [[nodiscard]] Result<GenerationTiming> warm(std::span<const TokenId> prompt, std::stop_token stop);

private:
    class Answer;

    [[nodiscard]] Result<GenerationTiming> prefill(std::span<const TokenId> prompt, std::stop_token stop);
    [[nodiscard]] std::size_t keepCommonPrefix(std::span<const TokenId> prompt);
    [[nodiscard]] std::vector<TokenId> promptOf(std::span<const TokenId> tokens) const;
    [[nodiscard]] Result<void> checkPrompt(std::span<const TokenId> prompt) const;
    [[nodiscard]] std::optional<GenerationEnd>
    limitReached(const GenerationRequest &request, int generatedTokens,
                 std::chrono::steady_clock::duration sinceFirstToken) const;
    [[nodiscard]] std::span<const float> logits() const;

    LanguageModel &m_model;
    const model::Tokenizer &m_tokenizer;
    const TokenPrefixIndex &m_index;
    const Clock &m_clock;
};

} // namespace gatewright::decode
