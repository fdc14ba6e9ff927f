// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/serve/text_generator.h"
#include "core/text/language.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace gatewright::completion {

struct SampleQuery
{
    Prompt prompt;
    // What the samples go on from in `language`, for their T0; in PlainText none is tried.
    std::string before;
    Language language = Language::PlainText;
    int count = 1;
    int maxTokens = 256;
    std::chrono::milliseconds maxTime{0}; // of one sample, from its first token on; zero = no limit
    SamplingChoice sampling;              // its seed is that of sample 0
    std::vector<std::string> stop;
};

// One raw sample: nothing was taken off.
struct Sample
{
    enum class Tier0 { Untried, Passed, Failed };

    int index = 0;
    GeneratedText generated;
    Tier0 tier0 = Tier0::Untried;

    // Mean probability of a token, as a suggestion's.
    [[nodiscard]] double score() const;
};

// The samples of one query, made in as many goes as it takes: a go that is stopped loses the samples it had
// not finished, and the next one makes those. However it was stopped, the samples are the same.
class SampleRun
{
public:
    using OnSample = std::function<void(const Sample &)>;

    // A gate that is empty tries nothing.
    SampleRun(SampleQuery query, InsertionGate gate);

    // Makes what is missing, on the thread of the generator. Errors as TextGenerator's.
    [[nodiscard]] Result<void> go(TextGenerator &generator, const OnSample &onSample, std::stop_token stop);
    // Those that are done, in the order in which they were finished.
    [[nodiscard]] const std::vector<Sample> &samples() const { return m_samples; }
    // Of all samples so far together; the prompt's part is that of the first.
    [[nodiscard]] const GenerationTiming &timing() const { return m_timing; }

private:
    [[nodiscard]] std::vector<int> missing() const;
    [[nodiscard]] Sample::Tier0 tried(const std::string &text) const;

    SampleQuery m_query;
    InsertionGate m_gate;
    std::vector<Sample> m_samples;
    GenerationTiming m_timing;
};

} // namespace gatewright::completion
