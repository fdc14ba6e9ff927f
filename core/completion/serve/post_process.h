// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/protocol/why_nothing.h"
#include "core/completion/serve/cursor_context.h"
#include "core/completion/serve/scope.h"
#include "core/completion/serve/text_generator.h"

#include <functional>
#include <string>
#include <string_view>

namespace gatewright::completion {

// Mean natural log-probability below which a line is not shown: the first line must be worth an interruption,
// the lines below it must be worth reading. Chosen on the places of tests/data/completion.
struct ConfidenceLimits
{
    double firstLine = -0.7;
    double furtherLines = -0.55;
};

struct PostProcessSettings
{
    ScopeLimits scope;
    ConfidenceLimits confidence;
    std::size_t shortest = 2; // characters other than blanks
};

// T0 of an insertion at the cursor; see core/syntax.
using ParseGate = std::function<bool(std::string_view insertion)>;

struct Processed
{
    std::string text; // LF line ends; empty when why says something
    WhyNothing why = WhyNothing::Nothing;
    double score = 0.0; // mean probability of a token of the kept text, 0–1
    int tokens = 0;     // how many tokens of the answer were kept
};

// From what the model wrote to what may be shown, in this order: stop rules, an unfinished end, repetition,
// confidence, duplicates of what stands after the cursor, surplus brackets, T0 (dropping lines from the end
// until it passes), indentation style. Each step only shortens the text. Without a gate the text is taken to
// parse.
[[nodiscard]] Processed postProcess(const CursorContext &cursor, const GeneratedText &generated,
                                    const ParseGate &gate, const PostProcessSettings &settings = {});

} // namespace gatewright::completion
