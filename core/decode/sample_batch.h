// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/generation.h"

#include <functional>
#include <span>
#include <stop_token>

namespace gatewright::decode {

class Generator;

// Several samples of one prompt that share its evaluation. For one thread at a time.
//
// Sample i is what Generator::generate() writes for the same request with the seed increased by i, whatever
// is made beside it and in whichever order: samples can be made in parts, and one that was stopped can be
// made anew.
class SampleBatch
{
public:
    using OnSample = std::function<void(int index, const Generation &sample)>;

    virtual ~SampleBatch() = default;

    // Makes the samples with these numbers, each at least 0; `onSample` sees each as soon as it is done, on
    // the calling thread. Errors as Generator's; the samples that were seen by then stand.
    [[nodiscard]] virtual Result<void> generate(const GenerationRequest &request,
                                                std::span<const int> indexes, const OnSample &onSample,
                                                std::stop_token stop) = 0;
};

// Over a model with one sequence: one sample after the other, back to the end of the prompt in between.
class SerialSampleBatch final : public SampleBatch
{
public:
    // The generator outlives it.
    explicit SerialSampleBatch(Generator &generator)
        : m_generator(generator)
    {
    }

    [[nodiscard]] Result<void> generate(const GenerationRequest &request, std::span<const int> indexes,
                                        const OnSample &onSample, std::stop_token stop) override;

private:
    Generator &m_generator;
};

} // namespace gatewright::decode
