// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/token.h"

#include <cstddef>
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

// One sequence: the tokens so far with their keys and values, and the logits of the last evaluation.
//
// What evaluate() computes for a token is a function of that token and those before it alone: the bits do not
// depend on how a prompt was split, what was truncated before, how many rows or threads shared the work, or
// which kernels ran. A context belongs to one thread at a time, and contexts of one model take turns.
class Context
{
public:
    // The model must outlive the context. `capacity` is the most tokens it can hold, at most the model's
    // context length.
    [[nodiscard]] static Result<std::unique_ptr<Context>> create(const LlamaModel &model,
                                                                 std::size_t capacity);
    ~Context();

    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    // Appends the tokens. On Cancelled (`stop` is polled between layers) and on Corrupt (the weights gave
    // logits that are not finite) part of the tokens may have been appended: length() says how many; there
    // are no logits then. InvalidInput for no tokens and for ids outside the vocabulary, LimitExceeded beyond
    // capacity(): nothing changes.
    [[nodiscard]] Result<void> evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor,
                                        std::stop_token stop = {});

    // Rows of the last successful evaluation: one for Last, one for each token for All. A row has vocabulary
    // size floats, raw (before any temperature), and lives until the next evaluate().
    [[nodiscard]] std::size_t logitsRows() const { return m_logitsRows; }
    [[nodiscard]] std::span<const float> logits(std::size_t row = 0) const;

    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t length() const { return m_tokens.size(); }
    [[nodiscard]] std::span<const TokenId> tokens() const { return m_tokens; }

    // Forgets the tokens from `length` on; longer than length() changes nothing.
    void truncate(std::size_t length);

    // Truncates to what `prompt` has in common with tokens(), leaving at least the last token of the prompt
    // to be evaluated (so that there will be logits), and returns the number of tokens kept.
    std::size_t keepCommonPrefix(std::span<const TokenId> prompt);

    // Memory of the cache and the work buffers.
    [[nodiscard]] std::size_t bytes() const;

private:
    Context(const LlamaModel &model, std::size_t capacity, std::unique_ptr<DecoderPass> pass);

    const LlamaModel &m_model;
    const std::size_t m_capacity;
    const std::size_t m_logitsStride;
    std::unique_ptr<DecoderPass> m_pass;
    std::vector<TokenId> m_tokens;
    std::vector<float> m_logits;
    std::size_t m_logitsRows = 0;
};

} // namespace gatewright::model
