// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/replay_record.h"
#include "core/model/context.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::completion {

// Reads text with a model as if it had written it, and gives what it knew at each token: for text that no
// verify pass went over. About as fast as a verify pass of many rows.
class StateCollector
{
public:
    // Called with consecutive positions of one text, the later calls going on where the one before ended.
    using Sink = std::function<Result<void>(std::vector<learn::ReplayPosition>)>;

    // The context outlives this; what it held is gone after read().
    explicit StateCollector(model::Context &context)
        : m_context(context)
    {
    }

    // A text that is longer than the context is read in windows, each with a quarter of the one before in
    // front. Errors: the model's, the sink's, Cancelled.
    [[nodiscard]] Result<void> read(std::span<const model::TokenId> tokens, const Sink &sink,
                                    const std::stop_token &stop);

private:
    model::Context &m_context;
};

// What the last evaluation left behind at a row: of verify passes too, when the context keeps states.
[[nodiscard]] learn::ReplayPosition replayPosition(const model::Context &context, std::size_t row,
                                                   model::TokenId nextToken);

} // namespace gatewright::completion
