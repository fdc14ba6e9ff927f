// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/token.h"

#include <cstddef>
#include <span>
#include <stop_token>

namespace gatewright::decode {

using model::TokenId;

// A model with one context, as decoding sees it. For one thread at a time.
//
// What it computes for a token depends on the tokens before it alone: how the context came to hold them, in
// one call or in many, after a truncate() or not, makes no difference to a single bit.
class LanguageModel
{
public:
    virtual ~LanguageModel() = default;

    [[nodiscard]] virtual std::size_t vocabularySize() const = 0;
    // Tokens that the context can hold, and holds.
    [[nodiscard]] virtual std::size_t capacity() const = 0;
    [[nodiscard]] virtual std::size_t length() const = 0;

    // Appends the tokens, which fit, and computes the logits behind the last one. After an error length()
    // says how many of them the context took.
    [[nodiscard]] virtual Result<void> evaluate(std::span<const TokenId> tokens, std::stop_token stop) = 0;
    // One number for each token of the vocabulary; valid until the next evaluate() or truncate().
    [[nodiscard]] virtual std::span<const float> logits() const = 0;
    // Forgets all but the first `length` tokens.
    virtual void truncate(std::size_t length) = 0;
};

} // namespace gatewright::decode
