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
    return *this;
}

} // namespace gatewright::completion
