// SPDX-License-Identifier: Apache-2.0
#include "core/decode/generator.h"

#include "core/decode/answer_text.h"
#include "core/decode/beam_search.h"

#include <algorithm>

namespace gatewright::decode {

namespace {

// Tokens of a prompt that the first pass of a drafted answer may bring along. More are evaluated faster by
// themselves, without logits.
constexpr std::size_t kMostLeft = 8;

tl::unexpected<Error> cancelled()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
}

} // namespace

// One answer of write().
class Generator::Writing
{
public:
    Writing(Generator &generator, const GenerationRequest &request, std::span<const TokenId> prompt)
        : m_generator(generator)
        , m_model(generator.m_model)
        , m_request(request)
        , m_answer(request, generator.m_tokenizer, generator.m_index)
        , m_sampler(request.sampling, prompt)
        , m_drafts(generator.draftsFor(request))
        , m_observer(generator.m_observer && generator.m_observer->begins() ? generator.m_observer : nullptr)
        , m_tokens(prompt.begin(), prompt.end())
    {
    }

    [[nodiscard]] Result<Generation> run(GenerationTiming timing, const std::stop_token &stop)
    {
        m_timing = timing;
        const std::size_t begin = m_tokens.size();
        const auto begun = m_generator.m_clock.now();
        if (m_drafts)
            m_drafts->begin(m_tokens,
                            m_model.tokens().size() == begin ? m_model.state() : std::span<const float>());
        if (stop.stop_requested())
            return cancelled();
        if (m_model.tokens().size() == begin)
            GW_CHECK(choose(m_model.logits(), m_model.state(), begin));
        while (!m_end) {
            if (stop.stop_requested())
                return cancelled();
            ++m_timing.passes;
            GW_CHECK(m_drafts ? verifyDrafts(stop) : evaluateOne(stop));
        }
        if (m_drafts)
            m_drafts->end(std::span(m_tokens).subspan(begin));
        m_timing.decodeMs = milliseconds(m_generator.m_clock.now() - begun);
        return m_answer.finish(*m_end, m_timing);
    }

private:
    // The next token from the logits behind `held` tokens of the context, and whether the answer ends with
    // it.
    [[nodiscard]] Result<void> choose(std::span<const float> logits, std::span<const float> state,
                                      std::size_t held)
    {
        GW_TRY(choice, chooseNext(m_sampler, m_answer, m_generator.usable(logits)));
        if (m_observer)
            m_observer->chosen(state, m_generator.usable(logits), choice);
        const auto now = m_generator.m_clock.now();
        if (++m_timing.generatedTokens == 1)
            m_firstToken = now;
        m_tokens.push_back(choice.token);
        m_end = m_answer.add(choice);
        if (!m_end)
            m_end = m_request.limitReached(static_cast<std::size_t>(m_timing.generatedTokens),
                                           now - m_firstToken, held >= m_model.capacity());
        m_model.expectPass();
        return {};
    }

    [[nodiscard]] Result<void> evaluateOne(const std::stop_token &stop)
    {
        GW_CHECK(m_model.evaluate(std::span(m_tokens).last(1), stop));
        return choose(m_model.logits(), m_model.state(), m_model.tokens().size());
    }

    // One pass over what the model has not seen yet (the last token, or some of a prompt) and what may follow
    // it, then along the drafts for as long as they are what is chosen.
    [[nodiscard]] Result<void> verifyDrafts(const std::stop_token &stop)
    {
        const std::size_t held = m_model.tokens().size();
        const std::size_t before = m_tokens.size() - held - 1; // rows in front of the root
        GW_TRY(bounds, limits(before));
        const DraftTree &tree = m_drafts->draft(m_tokens, bounds);
        placeNodes(tree, held, before);
        const auto begun = m_generator.m_clock.now();
        GW_CHECK(m_model.evaluateTree(m_nodes, stop));
        const double passMs = milliseconds(m_generator.m_clock.now() - begun);
        m_timing.draftedTokens += static_cast<int>(tree.size()) - 1;
        m_path.assign(1, DraftTree::root);
        for (;;) {
            const std::size_t row = before + m_path.back();
            GW_CHECK(choose(m_model.treeLogits(row), m_model.treeState(row), held + before + m_path.size()));
            const std::size_t node = m_end ? tree.size() : tree.child(m_path.back(), m_tokens.back());
            if (node == tree.size())
                break;
            m_path.push_back(node);
            ++m_timing.acceptedDrafts;
        }
        const auto logits = [this, before](std::size_t node) {
            m_model.expectPass();
            return m_generator.usable(m_model.treeLogits(before + node));
        };
        const auto states = [this, before](std::size_t node) { return m_model.treeState(before + node); };
        m_drafts->verified({m_path, m_tokens.back(), logits, states, passMs});
        m_rows.clear();
        for (std::size_t row = 0; row < before; ++row)
            m_rows.push_back(row);
        for (const std::size_t node : m_path)
            m_rows.push_back(before + node);
        m_model.acceptPath(m_rows);
        return {};
    }

    // The rows of the pass: a chain up to the root, and the tree behind it.
    void placeNodes(const DraftTree &tree, std::size_t held, std::size_t before)
    {
        m_nodes.clear();
        for (std::size_t row = 0; row < before; ++row)
            m_nodes.push_back({m_tokens[held + row], row == 0 ? model::TreeNode::kRoot : row - 1});
        for (const model::TreeNode &node : tree.nodes()) {
            const bool isRoot = node.parent == model::TreeNode::kRoot;
            const std::size_t first = before > 0 ? before - 1 : model::TreeNode::kRoot;
            m_nodes.push_back({node.token, isRoot ? first : before + node.parent});
        }
    }

    // What the answer and the context have room for.
    [[nodiscard]] Result<TreeLimits> limits(std::size_t before)
    {
        TreeLimits limits;
        limits.before = before;
        limits.onNode = [this] { m_model.expectPass(); };
        limits.rows = std::min(limits.rows, m_model.mostTreeNodes()) - before;
        const auto wanted = static_cast<std::size_t>(m_request.maxTokens - m_timing.generatedTokens);
        limits.depth = std::min({limits.depth, wanted - 1, m_model.capacity() - m_tokens.size()});
        if (!m_answer.isFree()) {
            GW_TRY(allowed, m_answer.allowed());
            m_allowed = std::move(allowed);
            std::ranges::sort(m_allowed);
            limits.allowed = m_allowed;
        }
        return limits;
    }

    Generator &m_generator;
    LanguageModel &m_model;
    const GenerationRequest &m_request;
    AnswerText m_answer;
    Sampler m_sampler;
    DraftSource *m_drafts;
    AnswerObserver *m_observer;
    std::vector<TokenId> m_tokens;        // of prompt and answer
    std::vector<model::TreeNode> m_nodes; // of a pass
    std::vector<std::size_t> m_path;      // of the tree
    std::vector<std::size_t> m_rows;      // of the pass
    std::vector<TokenId> m_allowed;
    GenerationTiming m_timing;
    std::chrono::steady_clock::time_point m_firstToken = {};
    std::optional<GenerationEnd> m_end;
};

Generator::Generator(LanguageModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
                     const Clock &clock, DraftSource *drafts)
    : m_model(model)
    , m_tokenizer(tokenizer)
    , m_index(index)
    , m_clock(clock)
    , m_drafts(drafts)
{
}

Result<Generation> Generator::generate(const GenerationRequest &request, std::stop_token stop)
{
    GW_CHECK(request.check());
    const std::vector<TokenId> prompt = promptOf(request.prompt);
    GW_TRY(timing, prefill(prompt, draftsFor(request) && !m_model.viewsAnswers(), stop));
    GW_TRY(answer, beginAnswer(stop));
    if (request.sampling.strategy != SamplingSettings::Strategy::Beam)
        return Writing(*this, request, prompt).run(timing, stop);
    BeamSearch search(m_model, m_tokenizer, m_index, m_clock);
    return search.run(request, prompt, timing, std::move(stop));
}

Result<Generator::Answer> Generator::beginAnswer(std::stop_token stop)
{
    GW_CHECK(m_model.beginAnswer(std::move(stop)));
    return Answer(&m_model, [](LanguageModel *model) { model->endAnswer(); });
}

Result<GenerationTiming> Generator::warm(std::span<const TokenId> prompt, std::stop_token stop)
{
    return prefill(promptOf(prompt), false, std::move(stop));
}

DraftSource *Generator::draftsFor(const GenerationRequest &request) const
{
    const bool isDrafted = request.drafts && request.sampling.strategy != SamplingSettings::Strategy::Beam;
    return isDrafted && m_model.mostTreeNodes() > kMostLeft ? m_drafts : nullptr;
}

Result<GenerationTiming> Generator::prefill(std::span<const TokenId> prompt, bool leavesFew,
                                            std::stop_token stop)
{
    GW_CHECK(checkPrompt(prompt));
    if (stop.stop_requested())
        return cancelled();
    const auto begun = m_clock.now();
    GW_TRY(reused, leavesFew ? evaluateMost(prompt, std::move(stop))
                             : evaluateOnly(m_model, prompt, std::move(stop)));
    GenerationTiming timing;
    timing.promptTokens = static_cast<int>(prompt.size());
    timing.reusedTokens = static_cast<int>(reused);
    timing.prefillMs = milliseconds(m_clock.now() - begun);
    return timing;
}

// Leaves what is missing to the first pass of the answer when that is little: it costs no pass of its own.
Result<std::size_t> Generator::evaluateMost(std::span<const TokenId> prompt, std::stop_token stop)
{
    const auto held = m_model.tokens();
    const auto equal = static_cast<std::size_t>(std::ranges::mismatch(held, prompt).in1 - held.begin());
    const std::size_t kept = std::min(equal, prompt.size() - 1);
    if (prompt.size() - kept > kMostLeft)
        return evaluateOnly(m_model, prompt, std::move(stop));
    m_model.truncate(kept);
    return kept;
}

Result<void> Generator::checkPrompt(std::span<const TokenId> prompt) const
{
    if (m_model.vocabularySize() < m_tokenizer.vocabularySize())
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral(
                "The model knows fewer tokens than its tokenizer; its file is damaged, fetch it again."));
    if (prompt.size() > m_model.capacity())
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The prompt has %1 tokens, the model's context holds %2; ask with less text.")
                .arg(prompt.size())
                .arg(m_model.capacity()));
    const auto isOutside = [&](TokenId token) {
        return token < 0 || static_cast<std::size_t>(token) >= m_model.vocabularySize();
    };
    if (std::ranges::any_of(prompt, isOutside))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The prompt holds a token that the model does not know."));
    return {};
}

std::span<const float> Generator::usable(std::span<const float> logits) const
{
    return logits.first(m_tokenizer.vocabularySize());
}

// A model cannot begin with nothing: an empty text follows the end of another one.
std::vector<TokenId> Generator::promptOf(std::span<const TokenId> tokens) const
{
    if (tokens.empty())
        return {std::max(m_tokenizer.endOfText(), 0)};
    return {tokens.begin(), tokens.end()};
}

} // namespace gatewright::decode
