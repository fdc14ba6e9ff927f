// SPDX-License-Identifier: Apache-2.0
#include "core/decode/parallel_sample_batch.h"

#include "core/decode/answer_text.h"
#include "core/decode/branch.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace gatewright::decode {

namespace {

struct Writer
{
    int index;
    Branch branch;
    Sampler sampler;
    AnswerText answer;
    GenerationTiming timing;
    std::size_t row = 0; // of the logits behind its last token
    std::chrono::steady_clock::time_point firstToken = {};
};

} // namespace

// Samples that go on together from the prompt that the context holds.
class ParallelSampleBatch::Group
{
public:
    Group(ParallelSampleBatch &batch, const GenerationRequest &request)
        : m_batch(batch)
        , m_request(request)
    {
    }

    [[nodiscard]] Result<void> begin(std::span<const int> indexes, const GenerationTiming &prefill)
    {
        const auto prompt = m_batch.m_context.tokens();
        for (const int index : indexes) {
            GW_TRY(branch, Branch::create(m_batch.m_context));
            SamplingSettings settings = m_request.sampling;
            settings.seed += static_cast<std::uint64_t>(index);
            GenerationTiming timing = prefill;
            if (!m_writers.empty()) { // the others find the prompt there
                timing.reusedTokens = timing.promptTokens;
                timing.prefillMs = 0.0;
            }
            m_writers.push_back(std::make_unique<Writer>(
                Writer{index, std::move(branch), Sampler(settings, prompt),
                       AnswerText(m_request, m_batch.m_tokenizer, m_batch.m_index), timing}));
        }
        return {};
    }

    [[nodiscard]] Result<void> write(const OnSample &onSample, const std::stop_token &stop)
    {
        while (!m_writers.empty()) {
            const auto begun = m_batch.m_clock.now();
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
            GW_CHECK(chooseTokens(onSample));
            if (m_writers.empty())
                break;
            GW_CHECK(m_batch.m_context.evaluateSteps(m_steps, stop));
            const double share =
                milliseconds(m_batch.m_clock.now() - begun) / static_cast<double>(m_writers.size());
            for (std::size_t row = 0; row < m_writers.size(); ++row) {
                m_writers[row]->row = row;
                m_writers[row]->timing.decodeMs += share;
                ++m_writers[row]->timing.passes;
            }
        }
        return {};
    }

private:
    // The next token of each; those that end with it are done.
    Result<void> chooseTokens(const OnSample &onSample)
    {
        m_steps.clear();
        std::vector<std::unique_ptr<Writer>> goOn;
        for (std::unique_ptr<Writer> &writer : m_writers) {
            const auto logits =
                m_batch.m_context.logits(writer->row).first(m_batch.m_tokenizer.vocabularySize());
            GW_TRY(choice, chooseNext(writer->sampler, writer->answer, logits));
            const auto now = m_batch.m_clock.now();
            if (++writer->timing.generatedTokens == 1)
                writer->firstToken = now;
            std::optional<GenerationEnd> end = writer->answer.add(choice);
            if (!end)
                end = m_request.limitReached(static_cast<std::size_t>(writer->timing.generatedTokens),
                                             now - writer->firstToken, writer->branch.isFull());
            if (end) {
                onSample(writer->index, writer->answer.finish(*end, writer->timing));
                continue;
            }
            m_steps.push_back({writer->branch.sequence(), choice.token});
            goOn.push_back(std::move(writer));
        }
        m_writers = std::move(goOn);
        return {};
    }

    ParallelSampleBatch &m_batch;
    const GenerationRequest &m_request;
    std::vector<std::unique_ptr<Writer>> m_writers; // those that go on, in the order of their logits
    std::vector<model::SequenceStep> m_steps;
};

ParallelSampleBatch::ParallelSampleBatch(Generator &generator, model::Context &context,
                                         const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
                                         const Clock &clock)
    : m_generator(generator)
    , m_context(context)
    , m_tokenizer(tokenizer)
    , m_index(index)
    , m_clock(clock)
{
}

Result<void> ParallelSampleBatch::generate(const GenerationRequest &request, std::span<const int> indexes,
                                           const OnSample &onSample, std::stop_token stop)
{
    // What is not drawn at random is the same each time.
    const bool isDrawn = request.sampling.strategy == SamplingSettings::Strategy::Sample;
    while (!indexes.empty()) {
        const std::size_t together =
            isDrawn ? std::min({indexes.size(), mostTogether, Branch::room(m_context, request.maxTokens)})
                    : std::size_t{1};
        if (together < 2)
            return SerialSampleBatch(m_generator).generate(request, indexes, onSample, std::move(stop));
        GW_CHECK(request.check());
        GW_TRY(prefill, m_generator.warm(request.prompt, stop));
        GW_TRY(answer, m_generator.beginAnswer(stop));
        Group group(*this, request);
        GW_CHECK(group.begin(indexes.first(together), prefill));
        GW_CHECK(group.write(onSample, stop));
        indexes = indexes.subspan(together);
    }
    return {};
}

} // namespace gatewright::decode
