// SPDX-License-Identifier: Apache-2.0
#include "core/decode/beam_passes.h"

#include "core/decode/branch.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace gatewright::decode {

namespace {

// Over the main sequence: each text costs a pass a step, over the tokens in which it differs from the one
// before.
class SerialPasses final : public BeamPasses
{
public:
    SerialPasses(LanguageModel &model, std::span<const TokenId> prompt)
        : m_model(model)
        , m_prompt(prompt)
    {
    }

    // In the order of their tokens, in which neighbours share most.
    [[nodiscard]] Result<void> evaluate(std::span<const Text> texts, const OnLogits &onLogits,
                                        std::stop_token stop) override
    {
        std::vector<std::size_t> order(texts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
            return std::ranges::lexicographical_compare(texts[a].tokens, texts[b].tokens);
        });
        std::vector<TokenId> sequence(m_prompt.begin(), m_prompt.end());
        for (const std::size_t number : order) {
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
            const std::span<const TokenId> tokens = texts[number].tokens;
            if (!tokens.empty()) {
                sequence.resize(m_prompt.size());
                sequence.insert(sequence.end(), tokens.begin(), tokens.end());
                GW_CHECK(evaluateOnly(m_model, sequence, stop));
                ++m_passes;
            }
            GW_CHECK(onLogits(number, m_model.logits()));
        }
        return {};
    }

private:
    LanguageModel &m_model;
    std::span<const TokenId> m_prompt;
};

// Each text in a sequence of its own, and all of them in one pass a step.
class ParallelPasses final : public BeamPasses
{
public:
    explicit ParallelPasses(model::Context &context)
        : m_context(context)
    {
    }

    [[nodiscard]] Result<void> evaluate(std::span<const Text> texts, const OnLogits &onLogits,
                                        std::stop_token stop) override
    {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
        if (texts.size() == 1 && texts[0].tokens.empty())
            return onLogits(0, m_context.logits());
        GW_CHECK(branchOut(texts));
        std::vector<model::SequenceStep> steps;
        for (std::size_t number = 0; number < texts.size(); ++number)
            steps.push_back({m_branches[number].sequence(), texts[number].tokens.back()});
        GW_CHECK(m_context.evaluateSteps(steps, std::move(stop)));
        ++m_passes;
        for (std::size_t number = 0; number < texts.size(); ++number)
            GW_CHECK(onLogits(number, m_context.logits(number)));
        return {};
    }

private:
    // A branch for each text: the first to go on from one has it, the others get one from there, and what
    // nobody goes on from is given back before.
    Result<void> branchOut(std::span<const Text> texts)
    {
        std::vector<std::optional<Branch>> next(texts.size());
        std::vector<model::SequenceId> sources(m_branches.size(), model::kMainSequence);
        std::vector<bool> isTaken(m_branches.size());
        for (std::size_t number = 0; number < texts.size() && !m_branches.empty(); ++number) {
            const std::size_t from = texts[number].from;
            if (isTaken[from])
                continue;
            isTaken[from] = true;
            sources[from] = m_branches[from].sequence();
            next[number].emplace(std::move(m_branches[from]));
        }
        m_branches.clear();
        for (std::size_t number = 0; number < texts.size(); ++number) {
            if (next[number])
                continue;
            const model::SequenceId source =
                sources.empty() ? model::kMainSequence : sources[texts[number].from];
            GW_TRY(branch, Branch::create(m_context, source));
            next[number].emplace(std::move(branch));
        }
        for (std::optional<Branch> &branch : next)
            m_branches.push_back(std::move(*branch));
        return {};
    }

    model::Context &m_context;
    std::vector<Branch> m_branches; // of the texts of the last step; none before the second
};

} // namespace

std::unique_ptr<BeamPasses> BeamPasses::create(LanguageModel &model, std::span<const TokenId> prompt,
                                               const GenerationRequest &request)
{
    model::Context *context = model.branchingContext();
    const auto beams = static_cast<std::size_t>(request.sampling.beams);
    if (context != nullptr && beams > 1 && Branch::room(*context, request.maxTokens) >= beams)
        return std::make_unique<ParallelPasses>(*context);
    return std::make_unique<SerialPasses>(model, prompt);
}

} // namespace gatewright::decode
