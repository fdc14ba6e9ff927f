// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/generation.h"
#include "core/decode/language_model.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>

namespace gatewright::decode {

// How a beam search has its texts evaluated, a step at a time: all together, where the model's context has
// sequences beside the main one and room for them, else one after the other. The logits have the same bits
// either way.
class BeamPasses
{
public:
    struct Text
    {
        std::size_t from = 0;            // the number of the text that it goes on from, in the step before
        std::span<const TokenId> tokens; // of the answer so far; none in the first step
    };
    using OnLogits = std::function<Result<void>(std::size_t text, std::span<const float> logits)>;

    // `model` has just evaluated `prompt`; both outlive what is made.
    [[nodiscard]] static std::unique_ptr<BeamPasses>
    create(LanguageModel &model, std::span<const TokenId> prompt, const GenerationRequest &request);
    virtual ~BeamPasses() = default;

    // Each text is one of the step before and a token more. `onLogits` sees the logits behind each of them,
    // in any order, and may end it all with an error.
    [[nodiscard]] virtual Result<void> evaluate(std::span<const Text> texts, const OnLogits &onLogits,
                                                std::stop_token stop) = 0;
    [[nodiscard]] int passes() const { return m_passes; }

protected:
    int m_passes = 0;
};

} // namespace gatewright::decode
