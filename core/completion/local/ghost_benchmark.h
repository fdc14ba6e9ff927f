// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/serve/text_generator.h"
#include "core/model/tokenizer.h"

#include <stop_token>
#include <vector>

namespace gatewright::completion {

// The latency of ghost text as a user meets it: 16 tokens after one changed line at the end of a prompt of
// about 1,000 tokens that the model has read before.
struct GhostBenchmark
{
    int promptTokens = 0;
    int generatedTokens = 16;
    std::vector<double> milliseconds; // one a repeat, in the order of measuring
};

// Each repeat types another last line; the first one, which reads the whole prompt, does not count. Goes
// through the service, without T0 and without stopping early, so that every repeat makes exactly 16 tokens.
[[nodiscard]] Result<GhostBenchmark> benchmarkGhost(TextGenerator &model, const model::Tokenizer &tokenizer,
                                                    int repeats, const Clock &clock, std::stop_token stop);

} // namespace gatewright::completion
