// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/token.h"
#include "core/model/tokenizer.h"

#include <QLatin1String>

#include <string_view>
#include <vector>

namespace gatewright::model {

// The ways to write a request to a model that was trained to answer. A model's own template is a program
// (Jinja); it is recognised, not run.
enum class ChatFormat {
    Plain,    // the text and nothing around it: models without a template, or with one that is not known
    ChatMl,   // <|im_start|>user … <|im_end|>: SmolLM2, Qwen2
    Llama2,   // [INST] … [/INST]: Llama 2, CodeLlama
    Llama3,   // <|start_header_id|>user<|end_header_id|> … <|eot_id|>
    DeepSeek, // ### Instruction: … ### Response: DeepSeek-Coder
};

[[nodiscard]] ChatFormat chatFormatOf(const Tokenizer &tokenizer);
// "plain", "chatml", "llama-2", "llama-3", "deepseek-coder".
[[nodiscard]] QLatin1String chatFormatName(ChatFormat format);

// A whole prompt: what the model's texts begin with, the system text where there is one, the request, and the
// beginning of the answer, `answer` included. All of them are text, whatever control tokens they spell.
[[nodiscard]] std::vector<TokenId> chatPrompt(const Tokenizer &tokenizer, ChatFormat format,
                                              std::string_view system, std::string_view request,
                                              std::string_view answer = {});

// The token by which the model ends its answer, or -1.
[[nodiscard]] TokenId chatEnd(const Tokenizer &tokenizer, ChatFormat format);

} // namespace gatewright::model
