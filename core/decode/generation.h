// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/loop_detector.h"
#include "core/decode/sampler.h"
#include "core/decode/stop_rules.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::decode {

enum class GenerationEnd {
    EndOfText,  // the model ended the document
    Stopped,    // a stop text, a number of lines, or onText
    BrokenText, // the model wrote bytes that are not UTF-8; the text ends before them
    Loop,       // it went round in circles; the text ends after the first round
    TokenLimit,
    TimeLimit,
    ContextFull,
};

struct GenerationRequest
{
    std::vector<TokenId> prompt;
    // Bytes that the answer has to begin with (HealedPrompt::required); they are not part of
    // Generation::text.
    std::string required;
    SamplingSettings sampling;
    StopRules stop;
    LoopDetector::Settings loop;
    // Whether the generator's source of drafts may be used; the answer is the same.
    bool drafts = true;
    int maxTokens = 64; // of the answer, those of `required` included
    // Counted from the first generated token; zero = no limit. The text that is there by then is the answer.
    std::chrono::milliseconds maxTime{0};
    // Sees the text that is certain so far, each time it grew: whole characters, not taken back but for the
    // later rounds of a loop. On the calling thread; false ends the generation with what there is. May be
    // empty. A beam search shows it each of its texts in turn, and false ends the one that was shown.
    std::function<bool(std::string_view)> onText;

    // InvalidInput for settings that mean nothing.
    [[nodiscard]] Result<void> check() const;
    // The limit that an answer of so many tokens has come to, if any; `elapsed` since its first token,
    // `isFull` when the context has no room for another.
    [[nodiscard]] std::optional<GenerationEnd>
    limitReached(std::size_t tokens, std::chrono::steady_clock::duration elapsed, bool isFull) const;
};

struct GenerationTiming
{
    int promptTokens = 0;
    int reusedTokens = 0;    // of promptTokens: those the context held already
    int generatedTokens = 0; // chosen, whether or not they are in the text
    int passes =
        0; // of the model, after the prompt; those of a beam search take all its texts together if they can
    int draftedTokens = 0;  // verified beside those that had to be evaluated anyway
    int acceptedDrafts = 0; // of these
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

} // namespace gatewright::decode
