// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/attention_pass.h"
#include "core/model/context_view.h"
#include "core/model/page_pool.h"
#include "core/model/token.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::model {

class DecoderPass;
class LlamaModel;

// Which of the evaluated tokens get logits. The output layer is a fifth of the work, so ask for what is
// needed.
enum class LogitsFor { None, Last, All };

// Whether the states behind the final norm, of which the output layer makes the logits, are kept with them:
// what an acceleration head drafts from and learns from.
enum class HiddenStates { Drop, Keep };

// A sequence of a context; the first is always there.
using SequenceId = std::size_t;
inline constexpr SequenceId kMainSequence = 0;

// One more token of a sequence.
struct SequenceStep
{
    SequenceId sequence = kMainSequence;
    TokenId token = 0;
};

// A token that may follow: behind the last token of the sequence or behind another node.
struct TreeNode
{
    static constexpr std::size_t kRoot = static_cast<std::size_t>(-1);

    TokenId token = 0;
    std::size_t parent = kRoot; // the index of an earlier node
};

// The tokens so far with their keys and values, and the logits of the last evaluation. Beside its main
// sequence a context can hold others that begin like one of its sequences; they share the memory of what they
// have in common (as far as that is whole pages of 256 tokens).
//
// What evaluate() computes for a token is a function of that token and those before it alone: the bits do not
// depend on how a prompt was split, what was truncated before, how many rows or threads shared the work, or
// which kernels ran. A context belongs to one thread at a time, and contexts of one model take turns.
class Context
{
public:
    // The model must outlive the context. `capacity` is the most tokens a sequence can hold, at most the
    // model's context length; `spareTokens` is what further sequences can hold beside what they share, each
    // in pages of its own. Memory that is never written is never taken.
    [[nodiscard]] static Result<std::unique_ptr<Context>>
    create(const LlamaModel &model, std::size_t capacity, std::size_t spareTokens = 0);
    ~Context();

    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    // Appends the tokens. On Cancelled (`stop` is polled between layers) and on Corrupt (the weights gave
    // logits that are not finite) part of the tokens may have been appended: length() says how many; there
    // are no logits then. InvalidInput for no tokens and for ids outside the vocabulary, LimitExceeded beyond
    // capacity(): nothing changes.
    [[nodiscard]] Result<void> evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor,
                                        std::stop_token stop = {});

    // An evaluation comes within some tens of microseconds (ThreadPool::alert()).
    void expectPass();

    // Rows of the last successful evaluation: one for Last, one for each token for All. A row has vocabulary
    // size floats, raw (before any temperature), and lives until the next evaluate().
    [[nodiscard]] std::size_t logitsRows() const { return m_logitsRows; }
    [[nodiscard]] std::span<const float> logits(std::size_t row = 0) const;

    // From the next evaluation on; Drop, as it is at first, costs nothing.
    void setHiddenStates(HiddenStates hiddenStates) { m_hiddenStates = hiddenStates; }
    // The state of a row of logits, embeddingLength floats, for as long as its logits; empty unless it was
    // kept.
    [[nodiscard]] std::span<const float> hidden(std::size_t row = 0) const;

    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    // Of the main sequence, as all that names none.
    [[nodiscard]] std::size_t length() const { return m_sequences[kMainSequence].tokens.size(); }
    [[nodiscard]] std::span<const TokenId> tokens() const { return m_sequences[kMainSequence].tokens; }

    // Forgets the tokens from `length` on; longer than length() changes nothing.
    void truncate(std::size_t length);

    // Truncates to what `prompt` has in common with tokens(), leaving at least the last token of the prompt
    // to be evaluated (so that there will be logits), and returns the number of tokens kept.
    std::size_t keepCommonPrefix(std::span<const TokenId> prompt);

    // A new sequence that begins with the first `length` tokens of `from`. LimitExceeded when there is no
    // page left for it.
    [[nodiscard]] Result<SequenceId> fork(SequenceId from, std::size_t length);
    // Ends a sequence other than the main one; its number may come again.
    void release(SequenceId sequence);
    [[nodiscard]] std::span<const TokenId> tokens(SequenceId sequence) const;
    // Appends one token to each of several different sequences, together; one row of logits for each, in
    // their order. Errors as for evaluate(); after one, no sequence has grown.
    [[nodiscard]] Result<void> evaluateSteps(std::span<const SequenceStep> steps, std::stop_token stop = {});

    // Computes what would follow the main sequence along each branch of a tree of at most kMaximumTreeNodes:
    // a row of logits for each node, the bits that evaluate() would give for its path. The sequence stays as
    // it is until acceptPath(). Errors as for evaluate(); InvalidInput for a parent that does not come
    // before.
    [[nodiscard]] Result<void> evaluateTree(std::span<const TreeNode> nodes, std::stop_token stop = {});
    // Appends nodes of the last evaluateTree(), each the parent of the next and the first without one, as if
    // they had been evaluated. Only between an evaluateTree() and the next change.
    void acceptPath(std::span<const std::size_t> path);
    static constexpr std::size_t kMaximumTreeNodes = 64;

    // From here on the main sequence, and those that are forked from it, see what it holds now through a
    // view, which takes as many spare tokens as it has entries, and a page; LimitExceeded when they are not
    // there. Logits stay. Nothing happens where the context is shorter than settings.least or is viewed
    // already.
    [[nodiscard]] Result<void> beginView(const ViewSettings &settings, std::stop_token stop = {});
    // The main sequence is what it was before: tokens that came since are forgotten. So it is by a truncate()
    // to less than it held then.
    void endView();
    [[nodiscard]] bool isViewed() const { return m_sequences[kMainSequence].hidden > 0; }

    // Sequences are stored in pages: what further ones can hold now beside what they share.
    static constexpr std::size_t pageTokens = kAttentionChunk;
    [[nodiscard]] std::size_t spareTokens() const;

    // Memory of the cache and the work buffers, when all of it is in use.
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Sequence
    {
        bool inUse = false;
        std::vector<TokenId> tokens;
        std::vector<std::uint32_t> pages; // of entries [256 i, 256 i + 256)
        // Of a sequence that is viewed: how many tokens it held when its view began, and how many of these
        // have no entry.
        std::size_t viewed = 0;
        std::size_t hidden = 0;
    };

    Context(const LlamaModel &model, std::size_t capacity, std::unique_ptr<DecoderPass> pass, PagePool pool);

    [[nodiscard]] Result<void> checkTokens(std::span<const TokenId> tokens) const;
    // Pages of its own for the positions [begin, end).
    [[nodiscard]] Result<void> prepare(Sequence &sequence, std::size_t begin, std::size_t end);
    [[nodiscard]] Result<void> vote(const ViewSettings &settings, AttentionVotes &votes,
                                    const std::stop_token &stop);
    void fillView(const ViewSettings &settings, AttentionVotes &votes, std::span<const std::uint32_t> pages);
    [[nodiscard]] static std::uint32_t slotOf(const Sequence &sequence, std::size_t position);
    [[nodiscard]] static RowPlace chainPlace(const Sequence &sequence, std::size_t position);
    void placeTree(std::span<const TreeNode> nodes);
    void reserveLogits(std::size_t rows);
    // One pass over `tokens` at m_places; its logits go to the rows from `firstLogits` on.
    [[nodiscard]] Result<void> runPass(std::span<const TokenId> tokens, std::size_t withoutLogits,
                                       std::size_t firstLogits, const std::stop_token &stop);
    [[nodiscard]] Result<void> checkLogits(std::size_t rows);

    const LlamaModel &m_model;
    const std::size_t m_capacity;
    const std::size_t m_logitsStride;
    std::unique_ptr<DecoderPass> m_pass;
    PagePool m_pool;
    std::vector<Sequence> m_sequences; // by number
    // Of the main sequence while it is viewed: those it had before.
    std::vector<std::uint32_t> m_wholePages;
    std::vector<float> m_logits;
    std::size_t m_logitsRows = 0;
    HiddenStates m_hiddenStates = HiddenStates::Drop;
    std::vector<float> m_hidden; // a state for each row of logits; empty when they are not kept
    std::array<TokenId, kMaximumPassRows> m_passTokens;
    std::array<RowPlace, kMaximumPassRows> m_places;
    std::vector<TreeNode> m_tree;       // of the last evaluateTree(); empty when something came after it
    std::vector<std::uint32_t> m_tails; // [node][depth]: where the tokens of its path lie
};

} // namespace gatewright::model
