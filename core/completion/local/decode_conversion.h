// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/text_generator.h"
#include "core/decode/generation.h"
#include "core/model/tokenizer.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace gatewright::completion {

// Completion's terms and decoding's.

[[nodiscard]] decode::SamplingSettings toDecode(const SamplingChoice &choice);
// For a context of `capacity` tokens: the prompt leaves room for the answer in it.
[[nodiscard]] decode::GenerationRequest toDecode(const GenerationRequest &request,
                                                 const model::Tokenizer &tokenizer, std::size_t capacity);
// The prompt with as much room as an ordinary request leaves, so that both cut it at the same place.
[[nodiscard]] std::vector<model::TokenId> warmTokens(const Prompt &prompt, const model::Tokenizer &tokenizer,
                                                     std::size_t capacity);

[[nodiscard]] GenerationTiming fromDecode(const decode::GenerationTiming &timing);
// `required` is what the answer had to begin with.
[[nodiscard]] GeneratedText fromDecode(const decode::Generation &generation, std::string_view required);

} // namespace gatewright::completion
