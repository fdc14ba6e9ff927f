// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/text_generator.h"

#include <algorithm>

namespace gatewright::completion {

GenerationTiming &GenerationTiming::operator+=(const GenerationTiming &other)
{
    promptTokens = std::max(promptTokens, other.promptTokens);
    // What the first candidate evaluated is reused by the others; the first tells how warm the request was.
    reusedTokens = passes == 0 ? other.reusedTokens : reusedTokens;
    generatedTokens += other.generatedTokens;
    passes += other.passes;
    prefillMs += other.prefillMs;
    decodeMs += other.decodeMs;
    draftedTokens += other.draftedTokens;
    acceptedDrafts += other.acceptedDrafts;
    return *this;
}

Result<void> TextGenerator::samples(const GenerationRequest &request, std::span<const int> indexes,
                                    const OnSample &onSample, std::stop_token stop)
{
    GenerationRequest one = request;
    for (const int index : indexes) {
        one.sampling.seed = request.sampling.seed + static_cast<std::uint64_t>(index);
        GW_TRY(sample, generate(one, stop));
        onSample(index, sample);
    }
    return {};
}

} // namespace gatewright::completion
