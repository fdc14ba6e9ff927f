// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/prompt.h"
#include "core/text/language.h"

#include <string>
#include <string_view>

namespace gatewright::completion {

// What the code of an answer ends before: the end of the block that the prompt begins.
inline constexpr std::string_view codeBlockEnd = "```";

struct Description
{
    Language language = Language::PlainText;
    std::string text;   // what is to be made, in words
    std::string system; // who makes it, and how; empty = what suits the language
};

// Asks for a program. A model that answers requests is asked by its chat template and finds its answer begun
// with a block of code, so that it writes code and no talk about it; any other one goes on from the
// description as a comment at the top of a file. Either way the answer up to codeBlockEnd is the code.
[[nodiscard]] Prompt descriptionPrompt(const Description &description, bool modelAnswers);

} // namespace gatewright::completion
