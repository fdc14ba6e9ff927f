// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/protocol/sampling.h"
#include "core/completion/serve/prompt.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::completion {

class AnswerStates;
class DraftMemory;

struct GenerationRequest
{
    Prompt prompt;
    int maxTokens = 48;
    // Counted from the first generated token; zero = no limit.
    std::chrono::milliseconds maxTime{0};
    SamplingChoice sampling;
    std::vector<std::string> stop; // the text ends before the first of these
    // Parts of the document that the prompt does not hold, which the answer may repeat: drafts look at them.
    std::vector<std::string> nearby;
    bool drafts = true; // several tokens a pass; the answer is the same without
    // Sees the text so far after each token, on the calling thread; false ends the generation. May be empty.
    // A beam search shows each of its texts in turn, and false ends the one that was shown.
    std::function<bool(std::string_view)> keepGoing;
};

struct GenerationTiming
{
    int promptTokens = 0;
    int reusedTokens = 0; // of promptTokens: those that were in the KV cache already
    int generatedTokens = 0;
    int passes = 0; // forward passes after the prompt
    double prefillMs = 0.0;
    double decodeMs = 0.0;
    int draftedTokens = 0;  // verified beside those that had to be evaluated anyway
    int acceptedDrafts = 0; // of these

    [[nodiscard]] double tokensPerPass() const { return passes > 0 ? double(generatedTokens) / passes : 0.0; }
    [[nodiscard]] double tokensPerSecond() const
    {
        return decodeMs > 0.0 ? generatedTokens * 1000.0 / decodeMs : 0.0;
    }
    GenerationTiming &operator+=(const GenerationTiming &other);
};

// One token of the answer: where its bytes end in GeneratedText::text, and how sure the model was (natural
// logarithm; 0 for a token whose beginning stood before the cursor already, since that was not the model's
// choice).
struct GeneratedToken
{
    std::size_t end = 0;
    float logProbability = 0.0F;
};

enum class GenerationEnd { EndOfText, Stopped, TokenLimit, TimeLimit, Loop };

struct GeneratedText
{
    std::string text; // what follows the prompt; whole UTF-8 characters
    std::vector<GeneratedToken> tokens;
    GenerationEnd end = GenerationEnd::EndOfText;
    GenerationTiming timing;
    std::shared_ptr<const AnswerStates> states; // what the model knew; null where that is not kept
};

using OnSample = std::function<void(int index, const GeneratedText &sample)>;

// The model, as completion sees it. Used from one thread at a time; all functions poll their token between
// tokens and between chunks of the prompt, and return ErrorCode::Cancelled when it was stopped. What was
// generated is a function of the request alone (but for its time limit): what was asked before changes the
// time, not the text.
class TextGenerator
{
public:
    virtual ~TextGenerator() = default;

    [[nodiscard]] virtual Result<GeneratedText> generate(const GenerationRequest &request,
                                                         std::stop_token stop) = 0;
    // Makes the samples with these numbers: sample i is what generate() gives with the seed increased by i.
    // Each is shown as soon as it is done. Here one after the other.
    [[nodiscard]] virtual Result<void> samples(const GenerationRequest &request, std::span<const int> indexes,
                                               const OnSample &onSample, std::stop_token stop);
    // Whether it understands prompts that fill in; one that does not goes on from their text.
    [[nodiscard]] virtual bool fillsInTheMiddle() const { return false; }
    // Whether it was trained to answer requests.
    [[nodiscard]] virtual bool answersRequests() const { return false; }
    // Evaluates a prompt ahead of time, so that the next request that begins with it starts warm.
    [[nodiscard]] virtual Result<GenerationTiming> warm(const Prompt &prompt, std::stop_token stop) = 0;
    // Whether generate() keeps what the model knew at each token of its answers from now on
    // (GeneratedText::states), where it can. At first it does not.
    virtual void keepStates(bool) {}
    // What it drafts from; null for one that drafts nothing.
    [[nodiscard]] virtual DraftMemory *draftMemory() { return nullptr; }
};

} // namespace gatewright::completion
