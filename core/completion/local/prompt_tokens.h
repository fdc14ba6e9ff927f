// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/prompt.h"
#include "core/decode/token_healing.h"
#include "core/model/tokenizer.h"

#include <cstddef>

namespace gatewright::completion {

// A text that is too long for the context loses its beginning in steps of this many tokens, so that it keeps
// its place in the cache while text is typed.
inline constexpr std::size_t promptCutStep = 256;

// A prompt as the model reads it, at most `room` tokens, and the bytes that its answer has to begin with:
//   GoOn     what every text of the model begins with, if anything; the text without its last piece
//   FillIn   the same; the prefix token, the text before the hole; the suffix token, the text behind it; the
//            middle token, what the hole has already without its last piece. All families whose tokens the
//            tokenizer knows were trained on this order (Qwen2.5-Coder, StarCoder2, DeepSeek-Coder,
//            CodeLlama). A model without such tokens reads it as GoOn.
//   Answer   what chatPrompt() makes of it; whatever its length, because a request cannot lose its beginning
// Control tokens in any of the texts are text.
[[nodiscard]] decode::HealedPrompt promptTokens(const model::Tokenizer &tokenizer, const Prompt &prompt,
                                                std::size_t room);

} // namespace gatewright::completion
