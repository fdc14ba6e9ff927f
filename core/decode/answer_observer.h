// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/sampler.h"

#include <span>

namespace gatewright::decode {

// Sees what a model knew where each token of an answer was chosen. On the generator's thread, between the
// passes: what is slow here makes the answer slow.
class AnswerObserver
{
public:
    virtual ~AnswerObserver() = default;

    // An answer begins, and what was seen of the one before is complete. False: this one is not wanted.
    [[nodiscard]] virtual bool begins() = 0;
    // `state` is the model's behind the text so far (empty where none is kept), of which it made `logits`;
    // both valid during the call.
    virtual void chosen(std::span<const float> state, std::span<const float> logits,
                        const Choice &choice) = 0;
};

} // namespace gatewright::decode
