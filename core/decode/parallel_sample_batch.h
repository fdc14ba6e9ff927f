// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/decode/generator.h"
#include "core/decode/sample_batch.h"
#include "core/model/context.h"

namespace gatewright::decode {

// Samples that are written side by side: each goes on from the prompt in a sequence of its own, and a pass of
// the model takes all of them one token further, which costs little more than one. They are, bit by bit,
// those of SerialSampleBatch, since the logits of a row do not depend on the rows beside it; with a time
// limit they are shorter, because they share the time.
//
// GenerationTiming::decodeMs of a sample is its share of what was spent on all of them. A request's onText
// sees the samples in turns.
class ParallelSampleBatch final : public SampleBatch
{
public:
    // As many as pay: the passes of a small model are as cheap by the row from here on as they get.
    static constexpr std::size_t mostTogether = 16;

    // `generator` is over `context`, which has spare tokens: as many samples go together as these hold. All
    // outlive this.
    ParallelSampleBatch(Generator &generator, model::Context &context, const model::Tokenizer &tokenizer,
                        const TokenPrefixIndex &index, const Clock &clock);

    [[nodiscard]] Result<void> generate(const GenerationRequest &request, std::span<const int> indexes,
                                        const OnSample &onSample, std::stop_token stop) override;

private:
    class Group;

    Generator &m_generator;
    model::Context &m_context;
    const model::Tokenizer &m_tokenizer;
    const TokenPrefixIndex &m_index;
    const Clock &m_clock;
};

} // namespace gatewright::decode
