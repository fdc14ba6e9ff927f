// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/decode_conversion.h"

#include "core/completion/local/prompt_tokens.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

namespace {

// Bytes that were taken off a prompt come back as tokens of the answer, a byte each at worst: no more than so
// many.
constexpr std::size_t mostHealingTokens = 24;

// What a context of `capacity` tokens can hold of a prompt beside so many tokens of an answer.
std::size_t roomBeside(std::size_t tokens, std::size_t capacity)
{
    return capacity - std::min(capacity - 1, tokens + 1);
}

GenerationEnd fromDecode(decode::GenerationEnd end)
{
    switch (end) {
    case decode::GenerationEnd::EndOfText:
        return GenerationEnd::EndOfText;
    case decode::GenerationEnd::Stopped:
        return GenerationEnd::Stopped;
    case decode::GenerationEnd::Loop:
        return GenerationEnd::Loop;
    case decode::GenerationEnd::TimeLimit:
        return GenerationEnd::TimeLimit;
    case decode::GenerationEnd::BrokenText:
    case decode::GenerationEnd::TokenLimit:
    case decode::GenerationEnd::ContextFull:
        break;
    }
    return GenerationEnd::TokenLimit;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

} // namespace

decode::SamplingSettings toDecode(const SamplingChoice &choice)
{
    using Strategy = decode::SamplingSettings::Strategy;
    decode::SamplingSettings settings;
    settings.strategy = choice.strategy == SamplingChoice::Strategy::Sample ? Strategy::Sample
                        : choice.strategy == SamplingChoice::Strategy::Beam ? Strategy::Beam
                                                                            : Strategy::Greedy;
    settings.temperature = choice.temperature;
    settings.topK = choice.topK;
    settings.topP = choice.topP;
    settings.minP = choice.minP;
    settings.repetitionPenalty = choice.repetitionPenalty;
    settings.repetitionWindow = choice.repetitionWindow;
    settings.beams = choice.beams;
    settings.seed = choice.seed;
    return settings;
}

decode::GenerationRequest toDecode(const GenerationRequest &request, const model::Tokenizer &tokenizer,
                                   std::size_t capacity)
{
    decode::GenerationRequest wanted;
    wanted.sampling = toDecode(request.sampling);
    wanted.stop.texts = request.stop;
    wanted.maxTime = request.maxTime;
    wanted.onText = request.keepGoing;
    wanted.drafts = request.drafts;
    const std::size_t room = roomBeside(std::size_t(request.maxTokens) + mostHealingTokens, capacity);
    decode::HealedPrompt prompt = promptTokens(tokenizer, request.prompt, room);
    wanted.maxTokens =
        request.maxTokens + static_cast<int>(std::min(prompt.required.size(), mostHealingTokens));
    wanted.prompt = std::move(prompt.tokens);
    wanted.required = std::move(prompt.required);
    return wanted;
}

std::vector<model::TokenId> warmTokens(const Prompt &prompt, const model::Tokenizer &tokenizer,
                                       std::size_t capacity)
{
    return promptTokens(tokenizer, prompt, roomBeside(promptCutStep, capacity)).tokens;
}

GenerationTiming fromDecode(const decode::GenerationTiming &timing)
{
    return {timing.promptTokens, timing.reusedTokens, timing.generatedTokens, timing.passes,
            timing.prefillMs,    timing.decodeMs,     timing.draftedTokens,   timing.acceptedDrafts};
}

GeneratedText fromDecode(const decode::Generation &generation, std::string_view required)
{
    GeneratedText text;
    text.text = generation.text;
    text.end = fromDecode(generation.end);
    text.timing = fromDecode(generation.timing);
    const bool wordBegun = !isBlank(required);
    for (const decode::GeneratedToken &token : generation.tokens) {
        if (token.end == 0)
            continue; // all of it stands before the cursor
        const bool shared = text.tokens.empty() && wordBegun;
        text.tokens.push_back({token.end, shared ? 0.0F : token.logProbability});
    }
    return text;
}

} // namespace gatewright::completion
