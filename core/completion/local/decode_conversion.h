// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/text_generator.h"
#include "core/decode/generation.h"

#include <cstddef>
#include <string_view>

namespace gatewright::completion {

// Completion's terms and decoding's; defined beside LocalModel.

// Bytes that were taken off a prompt come back as tokens of the answer: no more than so many.
inline constexpr std::size_t mostHealingTokens = 24;

[[nodiscard]] decode::SamplingSettings toDecode(const SamplingChoice &choice);
[[nodiscard]] GenerationTiming fromDecode(const decode::GenerationTiming &timing);
// `required` is what the answer had to begin with.
[[nodiscard]] GeneratedText fromDecode(const decode::Generation &generation, std::string_view required);

} // namespace gatewright::completion
