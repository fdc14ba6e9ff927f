// SPDX-License-Identifier: Apache-2.0
#include "core/model/context.h"

#include "core/base/vector_widths.h"
#include "core/model/decoder_pass.h"
#include "core/model/llama_model.h"
#include "core/model/thread_pool.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>

namespace gatewright::model {

namespace {

std::size_t paddedRows(std::size_t rows)
{
    return (rows + kGroupRows - 1) / kGroupRows * kGroupRows;
}

// Even parts of at most kMaximumPassRows, in whole tiles: 65 rows are better done as 40 and 25 than as 64
// and 1.
std::size_t passRows(std::size_t tokens)
{
    constexpr std::size_t kTileRows = 8; // what the kernels multiply at once at best
    const std::size_t passes = (tokens + kMaximumPassRows - 1) / kMaximumPassRows;
    const std::size_t even = (tokens + passes - 1) / passes;
    return (even + kTileRows - 1) / kTileRows * kTileRows;
}

std::size_t pagesFor(std::size_t positions)
{
    return (positions + kAttentionChunk - 1) / kAttentionChunk;
}

// What is neither has an exponent of ones.
GW_EACH_VECTOR_WIDTH bool allFinite(std::span<const float> values)
{
    constexpr std::uint32_t kExponent = 0x7f800000;
    std::uint32_t infinite = 0;
    for (const float value : values)
        infinite |= (std::bit_cast<std::uint32_t>(value) & kExponent) == kExponent ? 1U : 0U;
    return infinite == 0;
}

} // namespace

Result<std::unique_ptr<Context>> Context::create(const LlamaModel &model, std::size_t capacity,
                                                 std::size_t spareTokens)
{
    if (capacity == 0 || capacity > model.config().contextLength)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The model's context holds between 1 and %1 tokens, not %2.")
                             .arg(model.config().contextLength)
                             .arg(capacity));
    // A tree stands behind the last token of the capacity.
    const std::size_t pages = pagesFor(capacity + kMaximumTreeNodes) + pagesFor(spareTokens);
    GW_TRY(pass, DecoderPass::create(model, capacity, pages * kAttentionChunk));
    return std::unique_ptr<Context>(new Context(model, capacity, std::move(pass), PagePool(pages)));
}

Context::Context(const LlamaModel &model, std::size_t capacity, std::unique_ptr<DecoderPass> pass,
                 PagePool pool)
    : m_model(model)
    , m_capacity(capacity)
    , m_logitsStride(paddedRows(model.config().vocabularySize))
    , m_pass(std::move(pass))
    , m_pool(std::move(pool))
    , m_sequences(1)
    , m_logits(m_logitsStride)
{
    m_sequences[kMainSequence].inUse = true;
    m_sequences[kMainSequence].tokens.reserve(capacity);
    m_sequences[kMainSequence].pages.reserve(pagesFor(capacity + kMaximumTreeNodes));
    m_tails.resize(kMaximumTreeNodes * kMaximumTreeNodes);
    m_tree.reserve(kMaximumTreeNodes);
}

Context::~Context() = default;

Result<void> Context::checkTokens(std::span<const TokenId> tokens) const
{
    if (tokens.empty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There are no tokens to evaluate."));
    const auto vocabulary = m_model.config().vocabularySize;
    for (const TokenId token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= vocabulary)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("Token %1 is not in the model's vocabulary.").arg(token));
    return {};
}

Result<void> Context::prepare(Sequence &sequence, std::size_t begin, std::size_t end)
{
    const std::size_t lastPage = pagesFor(end - sequence.hidden);
    for (std::size_t index = (begin - sequence.hidden) / kAttentionChunk; index < lastPage; ++index) {
        const bool isNew = index >= sequence.pages.size();
        if (!isNew && !m_pool.isShared(sequence.pages[index]))
            continue;
        const std::optional<std::uint32_t> page = m_pool.take();
        if (!page)
            return makeError(ErrorCode::LimitExceeded,
                             QStringLiteral("There is no room for another sequence in the context."));
        if (isNew) {
            sequence.pages.push_back(*page);
            continue;
        }
        const std::size_t entries = sequence.tokens.size() - sequence.hidden;
        const std::size_t held = entries - std::min(entries, index * pageTokens);
        m_pass->cache().copyPage(sequence.pages[index], *page, std::min(held, pageTokens));
        m_pool.drop(sequence.pages[index]);
        sequence.pages[index] = *page;
    }
    return {};
}

std::uint32_t Context::slotOf(const Sequence &sequence, std::size_t position)
{
    const std::size_t entry = position - sequence.hidden;
    return static_cast<std::uint32_t>(sequence.pages[entry / kAttentionChunk] * kAttentionChunk +
                                      entry % kAttentionChunk);
}

RowPlace Context::chainPlace(const Sequence &sequence, std::size_t position)
{
    const auto visible = static_cast<std::uint32_t>(position - sequence.hidden + 1);
    return {sequence.pages.data(),
            static_cast<std::uint32_t>(position),
            slotOf(sequence, position),
            visible,
            visible,
            nullptr};
}

void Context::reserveLogits(std::size_t rows)
{
    m_logitsRows = 0;
    m_tree.clear();
    if (m_logits.size() < rows * m_logitsStride)
        m_logits.resize(rows * m_logitsStride);
    m_hidden.resize(m_hiddenStates == HiddenStates::Keep ? rows * m_model.config().embeddingLength : 0);
}

Result<void> Context::runPass(std::span<const TokenId> tokens, std::size_t withoutLogits,
                              std::size_t firstLogits, const std::stop_token &stop)
{
    const DecoderPass::Rows rows{tokens, std::span(m_places).first(tokens.size()), withoutLogits};
    if (!m_pass->run(rows, m_logits.data() + firstLogits * m_logitsStride, m_logitsStride, stop))
        return makeError(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
    const std::size_t length = m_model.config().embeddingLength;
    for (std::size_t row = withoutLogits; row < tokens.size() && !m_hidden.empty(); ++row)
        std::ranges::copy(m_pass->finalState(row),
                          m_hidden.data() + (firstLogits + row - withoutLogits) * length);
    return {};
}

Result<void> Context::checkLogits(std::size_t rows)
{
    const auto vocabulary = m_model.config().vocabularySize;
    for (std::size_t row = 0; row < rows; ++row)
        if (!allFinite(std::span(m_logits).subspan(row * m_logitsStride, vocabulary)))
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("The model computes values that are not numbers; its file is damaged, fetch "
                               "it again."));
    m_logitsRows = rows;
    return {};
}

Result<void> Context::evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor, std::stop_token stop)
{
    GW_CHECK(checkTokens(tokens));
    Sequence &sequence = m_sequences[kMainSequence];
    if (tokens.size() > m_capacity - length())
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The text is longer than the context of %1 tokens; shorten it.").arg(m_capacity));
    GW_CHECK(prepare(sequence, length(), length() + tokens.size()));
    const std::size_t wanted = logitsFor == LogitsFor::All    ? tokens.size()
                               : logitsFor == LogitsFor::Last ? 1
                                                              : 0;
    reserveLogits(wanted);
    const std::size_t firstWanted = tokens.size() - wanted;
    const std::size_t most = passRows(tokens.size());
    for (std::size_t begin = 0; begin < tokens.size(); begin += most) {
        const std::size_t end = std::min(begin + most, tokens.size());
        const auto part = tokens.subspan(begin, end - begin);
        for (std::size_t row = 0; row < part.size(); ++row)
            m_places[row] = chainPlace(sequence, length() + row);
        const std::size_t skipped = std::clamp(firstWanted, begin, end) - begin;
        GW_CHECK(runPass(part, skipped, std::max(begin, firstWanted) - firstWanted, stop));
        sequence.tokens.insert(sequence.tokens.end(), part.begin(), part.end());
    }
    return checkLogits(wanted);
}

std::span<const float> Context::logits(std::size_t row) const
{
    if (row >= m_logitsRows)
        return {};
    return std::span(m_logits).subspan(row * m_logitsStride, m_model.config().vocabularySize);
}

std::span<const float> Context::hidden(std::size_t row) const
{
    if (row >= m_logitsRows || m_hidden.empty())
        return {};
    const std::size_t length = m_model.config().embeddingLength;
    return std::span(m_hidden).subspan(row * length, length);
}

void Context::truncate(std::size_t length)
{
    m_tree.clear();
    if (length < m_sequences[kMainSequence].viewed)
        endView();
    std::vector<TokenId> &tokens = m_sequences[kMainSequence].tokens;
    if (length < tokens.size())
        tokens.resize(length);
}

std::size_t Context::keepCommonPrefix(std::span<const TokenId> prompt)
{
    const auto held = tokens();
    const auto mismatch = std::mismatch(prompt.begin(), prompt.end(), held.begin(), held.end());
    auto common = static_cast<std::size_t>(mismatch.first - prompt.begin());
    if (common == prompt.size() && common > 0)
        --common;
    truncate(common);
    return common;
}

Result<SequenceId> Context::fork(SequenceId from, std::size_t length)
{
    if (from >= m_sequences.size() || !m_sequences[from].inUse || length > m_sequences[from].tokens.size())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There is no such sequence to go on from."));
    const auto free = std::find_if(m_sequences.begin(), m_sequences.end(),
                                   [](const Sequence &sequence) { return !sequence.inUse; });
    const auto id = static_cast<SequenceId>(free - m_sequences.begin());
    if (free == m_sequences.end())
        m_sequences.emplace_back();
    const Sequence &source = m_sequences[from];
    if (length < source.viewed)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("A sequence that is viewed can only go on where its view ends."));
    Sequence &sequence = m_sequences[id];
    sequence.inUse = true;
    sequence.tokens.assign(source.tokens.begin(),
                           source.tokens.begin() + static_cast<std::ptrdiff_t>(length));
    sequence.pages.assign(source.pages.begin(), source.pages.begin() + static_cast<std::ptrdiff_t>(
                                                                           pagesFor(length - source.hidden)));
    sequence.viewed = source.viewed;
    sequence.hidden = source.hidden;
    for (const std::uint32_t page : sequence.pages)
        m_pool.share(page);
    return id;
}

void Context::release(SequenceId sequence)
{
    if (sequence == kMainSequence || sequence >= m_sequences.size())
        return;
    for (const std::uint32_t page : m_sequences[sequence].pages)
        m_pool.drop(page);
    m_sequences[sequence] = Sequence();
}

std::span<const TokenId> Context::tokens(SequenceId sequence) const
{
    return sequence < m_sequences.size() ? m_sequences[sequence].tokens : std::span<const TokenId>();
}

Result<void> Context::evaluateSteps(std::span<const SequenceStep> steps, std::stop_token stop)
{
    std::vector<bool> seen(m_sequences.size());
    for (const SequenceStep &step : steps) {
        GW_CHECK(checkTokens({&step.token, 1}));
        if (step.sequence >= m_sequences.size() || !m_sequences[step.sequence].inUse || seen[step.sequence])
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("Each step needs a sequence of its own."));
        seen[step.sequence] = true;
        Sequence &sequence = m_sequences[step.sequence];
        if (sequence.tokens.size() >= m_capacity)
            return makeError(ErrorCode::LimitExceeded,
                             QStringLiteral("The text is longer than the context of %1 tokens; shorten it.")
                                 .arg(m_capacity));
        GW_CHECK(prepare(sequence, sequence.tokens.size(), sequence.tokens.size() + 1));
    }
    reserveLogits(steps.size());
    for (std::size_t begin = 0; begin < steps.size(); begin += kMaximumPassRows) {
        const auto part = steps.subspan(begin, std::min(kMaximumPassRows, steps.size() - begin));
        for (std::size_t row = 0; row < part.size(); ++row) {
            const Sequence &sequence = m_sequences[part[row].sequence];
            m_passTokens[row] = part[row].token;
            m_places[row] = chainPlace(sequence, sequence.tokens.size());
        }
        GW_CHECK(runPass(std::span(m_passTokens).first(part.size()), 0, begin, stop));
    }
    for (const SequenceStep &step : steps)
        m_sequences[step.sequence].tokens.push_back(step.token);
    return checkLogits(steps.size());
}

void Context::placeTree(std::span<const TreeNode> nodes)
{
    const Sequence &sequence = m_sequences[kMainSequence];
    const std::size_t begin = sequence.tokens.size();
    bool isChain = true;
    for (std::size_t node = 0; node < nodes.size(); ++node)
        isChain = isChain && nodes[node].parent == (node == 0 ? TreeNode::kRoot : node - 1);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        if (isChain) {
            m_places[node] = chainPlace(sequence, begin + node);
            continue;
        }
        std::uint32_t *tail = m_tails.data() + node * kMaximumTreeNodes;
        std::size_t depth = 0;
        if (const std::size_t parent = nodes[node].parent; parent != TreeNode::kRoot) {
            depth = m_places[parent].position + 1 - begin;
            std::copy_n(m_tails.data() + parent * kMaximumTreeNodes, depth, tail);
        }
        tail[depth] = slotOf(sequence, begin + node);
        const auto inPlace = static_cast<std::uint32_t>(begin - sequence.hidden);
        m_places[node] = {sequence.pages.data(),
                          static_cast<std::uint32_t>(begin + depth),
                          tail[depth],
                          inPlace + static_cast<std::uint32_t>(depth) + 1,
                          inPlace,
                          tail};
    }
}

Result<void> Context::evaluateTree(std::span<const TreeNode> nodes, std::stop_token stop)
{
    if (nodes.empty() || nodes.size() > kMaximumTreeNodes)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("A tree has between 1 and %1 nodes.").arg(kMaximumTreeNodes));
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        m_passTokens[node] = nodes[node].token;
        if (nodes[node].parent != TreeNode::kRoot && nodes[node].parent >= node)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("A node of a tree stands before its parent."));
    }
    const auto tokens = std::span(m_passTokens).first(nodes.size());
    GW_CHECK(checkTokens(tokens));
    GW_CHECK(prepare(m_sequences[kMainSequence], length(), length() + nodes.size()));
    placeTree(nodes);
    const auto deepest =
        std::max_element(m_places.begin(), m_places.begin() + static_cast<std::ptrdiff_t>(nodes.size()),
                         [](const RowPlace &a, const RowPlace &b) { return a.position < b.position; });
    if (deepest->position >= m_capacity)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The text is longer than the context of %1 tokens; shorten it.").arg(m_capacity));
    reserveLogits(nodes.size());
    GW_CHECK(runPass(tokens, 0, 0, stop));
    GW_CHECK(checkLogits(nodes.size()));
    m_tree.assign(nodes.begin(), nodes.end());
    return {};
}

void Context::acceptPath(std::span<const std::size_t> path)
{
    Sequence &sequence = m_sequences[kMainSequence];
    const std::size_t begin = sequence.tokens.size();
    std::size_t parent = TreeNode::kRoot;
    for (const std::size_t node : path) {
        if (node >= m_tree.size() || m_tree[node].parent != parent)
            break;
        // Nodes come after their parents, so that what is overwritten is never needed again.
        m_pass->cache().copySlot(slotOf(sequence, begin + node), slotOf(sequence, sequence.tokens.size()));
        sequence.tokens.push_back(m_tree[node].token);
        parent = node;
    }
    m_tree.clear();
}

Result<void> Context::beginView(const ViewSettings &settings, std::stop_token stop)
{
    Sequence &sequence = m_sequences[kMainSequence];
    if (!settings.isSound())
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("A view has whole pages of %1 entries, some of them for the last tokens.")
                .arg(pageTokens));
    if (isViewed() || length() < settings.least || length() <= settings.entries)
        return {};
    // What comes is stored behind the view.
    for (; sequence.pages.size() > pagesFor(length()); sequence.pages.pop_back())
        m_pool.drop(sequence.pages.back());
    if (spareTokens() < settings.entries + pageTokens)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("There is no room for a view of the context."));
    std::vector<std::uint32_t> pages;
    while (pages.size() * pageTokens < settings.entries)
        pages.push_back(*m_pool.take());
    AttentionVotes votes(m_model.config(), settings.voters, length());
    if (auto voted = vote(settings, votes, stop); !voted) {
        std::ranges::for_each(pages, [this](std::uint32_t taken) { m_pool.drop(taken); });
        return voted;
    }
    fillView(settings, votes, pages);
    m_wholePages = std::exchange(sequence.pages, std::move(pages));
    sequence.viewed = length();
    sequence.hidden = length() - settings.entries;
    return {};
}

// Evaluates the last tokens once more, which writes what is there already.
Result<void> Context::vote(const ViewSettings &settings, AttentionVotes &votes, const std::stop_token &stop)
{
    m_tree.clear();
    Sequence &sequence = m_sequences[kMainSequence];
    const std::size_t begin = length() - settings.voters;
    GW_CHECK(prepare(sequence, begin, length()));
    for (std::size_t row = 0; row < settings.voters; ++row)
        m_places[row] = chainPlace(sequence, begin + row);
    m_pass->setVotes(&votes);
    const auto passed =
        runPass(std::span(sequence.tokens).subspan(begin), settings.voters, m_logitsRows, stop);
    m_pass->setVotes(nullptr);
    return passed;
}

void Context::fillView(const ViewSettings &settings, AttentionVotes &votes,
                       std::span<const std::uint32_t> pages)
{
    const Sequence &sequence = m_sequences[kMainSequence];
    const std::size_t heads = m_model.config().keyValueHeadCount;
    ThreadPool &pool = m_model.threadPool();
    pool.run([&](unsigned) {
        pool.share(m_model.config().blockCount * heads, 1, [&](std::size_t first, std::size_t last) {
            for (std::size_t item = first; item < last; ++item) {
                const auto chosen = chooseEntries(votes.votes(item / heads, item % heads), settings);
                for (std::size_t entry = 0; entry < chosen.size(); ++entry)
                    m_pass->cache().copyEntry(item / heads, item % heads, slotOf(sequence, chosen[entry]),
                                              pages[entry / pageTokens] * pageTokens + entry % pageTokens);
            }
        });
    });
}

void Context::endView()
{
    if (!isViewed())
        return;
    m_tree.clear();
    Sequence &sequence = m_sequences[kMainSequence];
    for (const std::uint32_t page : sequence.pages)
        m_pool.drop(page);
    sequence.pages = std::exchange(m_wholePages, {});
    sequence.tokens.resize(std::exchange(sequence.viewed, 0));
    sequence.hidden = 0;
}

std::size_t Context::spareTokens() const
{
    // The main sequence is never left without room for its capacity.
    const Sequence &main = m_sequences[kMainSequence];
    const std::size_t all = pagesFor(m_capacity - main.hidden + kMaximumTreeNodes);
    const std::size_t reserved = all - std::min(main.pages.size(), all);
    return (m_pool.freePages() - std::min(m_pool.freePages(), reserved)) * pageTokens;
}

void Context::expectPass()
{
    m_model.threadPool().alert();
}

std::size_t Context::bytes() const
{
    return m_pass->bytes() + m_logits.size() * sizeof(float);
}

} // namespace gatewright::model
