// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/cursor_context.h"
#include "core/completion/serve/prompt.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::completion {

// Another file that helps: the kernel's header, its testbench, a file open beside it. The caller orders them,
// most useful last, and keeps that order from request to request.
struct ContextFile
{
    std::string name; // shown to the model: a file name, not a path of the user's disk
    std::string text;
};

// In bytes, because a count of tokens would cost a pass of the tokenizer over the whole file at every key.
// Code takes about three bytes a token with the default model, so the defaults come to about 1,000 tokens
// before the cursor.
struct PromptBudget
{
    std::size_t before = 3000;
    std::size_t after = 360;
    std::size_t header = 400;  // includes and imports, when the top of the file is cut off
    std::size_t related = 900; // all other files together
    // The cut before the cursor moves in steps of this size, so that the prompt keeps its beginning, and the
    // model its cached keys and values, while text is typed.
    std::size_t step = 768;
    // Of a prompt that fills in: of what stands after the cursor, instead of `after`; and the step in which
    // the hole follows the cursor, which is how often the model reads that anew.
    std::size_t behindHole = 800;
    std::size_t holeStep = 256;
};

// Stable parts first: other files; what follows the cursor, as a comment, unless the model fills in; the top
// of the file if it is cut off; then the text before the cursor. Form is GoOn or FillIn.
[[nodiscard]] Prompt assemblePrompt(const CursorContext &cursor, std::string_view fileName,
                                    const std::vector<ContextFile> &related, const PromptBudget &budget = {},
                                    Prompt::Form form = Prompt::Form::GoOn);

// Where the kept part of `before` begins: at a line start, and the same place while fewer than `step` bytes
// are added.
[[nodiscard]] std::size_t anchoredStart(std::string_view before, std::size_t budget, std::size_t step);

// Where the hole begins that a model fills: at the line start in front of the last multiple of `step`, so
// that it stays there while less than that is typed.
[[nodiscard]] std::size_t anchoredHole(std::string_view before, std::size_t step);

} // namespace gatewright::completion
