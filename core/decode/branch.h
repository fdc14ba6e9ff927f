// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/context.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace gatewright::decode {

// A sequence of a context that goes on from another one, given back at the end. The context outlives it.
class Branch
{
public:
    // From the end of `from`.
    [[nodiscard]] static Result<Branch> create(model::Context &context,
                                               model::SequenceId from = model::kMainSequence)
    {
        GW_TRY(sequence, context.fork(from, context.tokens(from).size()));
        return Branch(context, sequence);
    }
    Branch(Branch &&other) noexcept
        : m_context(std::exchange(other.m_context, nullptr))
        , m_sequence(other.m_sequence)
    {
    }
    Branch &operator=(Branch &&) = delete;
    ~Branch()
    {
        if (m_context)
            m_context->release(m_sequence);
    }

    // How many branches that become so many tokens longer the context has room for now.
    [[nodiscard]] static std::size_t room(const model::Context &context, int tokens)
    {
        // One page more than its tokens fill, for what it has of the prompt's last.
        return context.spareTokens() /
               (static_cast<std::size_t>(std::max(1, tokens)) + 2 * model::Context::pageTokens);
    }

    [[nodiscard]] model::SequenceId sequence() const { return m_sequence; }
    [[nodiscard]] bool isFull() const
    {
        return m_context->tokens(m_sequence).size() >= m_context->capacity();
    }

private:
    Branch(model::Context &context, model::SequenceId sequence)
        : m_context(&context)
        , m_sequence(sequence)
    {
    }

    model::Context *m_context;
    model::SequenceId m_sequence;
};

} // namespace gatewright::decode
