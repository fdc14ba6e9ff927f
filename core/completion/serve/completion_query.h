// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/protocol/engine_messages.h"
#include "core/completion/protocol/sampling.h"
#include "core/completion/protocol/why_nothing.h"
#include "core/completion/serve/prompt_assembly.h"
#include "core/completion/serve/text_generator.h"
#include "core/text/language.h"

#include <QString>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::completion {

struct CompletionQuery
{
    Language language = Language::PlainText;
    std::string fileName;   // without its folder
    std::string_view text;  // the document, with whatever line ends it has
    std::size_t cursor = 0; // byte offset
    std::vector<ContextFile> related;
    int candidates = 1;
    // 0 = what the place of the cursor calls for.
    int maxTokens = 0;
    std::chrono::milliseconds maxTime{0};
    SamplingChoice sampling;
    bool drafts = true; // the answer is the same without, and slower
};

struct CompletionItem
{
    CompletionId id;
    std::string text; // to be inserted at the cursor, with the document's own line ends
    double score = 0.0;
    int tokens = 0;
    // Of the answer that this is a part of, if the model keeps them for long enough, and where in what the
    // model wrote the text begins.
    std::weak_ptr<const AnswerStates> states = {};
    std::size_t statesBegin = 0;
};

struct CompletionAnswer
{
    std::vector<CompletionItem> items; // best first; each has passed T0 where its language has a parser
    WhyNothing why = WhyNothing::Nothing;
    QString detail; // what an engineer would want to know about `why`
    GenerationTiming timing;
    double totalMs = 0.0;
    bool fromMemory = false; // not made for this request: nothing was evaluated and nothing generated
    bool outOfTime = false;  // a time limit ended a candidate: with more time it might say more
};

} // namespace gatewright::completion
