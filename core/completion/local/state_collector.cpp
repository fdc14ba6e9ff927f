// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/state_collector.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

learn::ReplayPosition replayPosition(const model::Context &context, std::size_t row, model::TokenId nextToken)
{
    const auto hidden = context.hidden(row);
    return {{hidden.begin(), hidden.end()}, nextToken, learn::teacherOf(context.logits(row))};
}

Result<void> StateCollector::read(std::span<const model::TokenId> tokens, const Sink &sink,
                                  const std::stop_token &stop)
{
    m_context.setHiddenStates(model::HiddenStates::Keep);
    m_context.truncate(0);
    std::size_t read = 0;
    while (read + 1 < tokens.size()) {
        if (m_context.length() == m_context.capacity()) {
            const std::size_t again = m_context.capacity() / 4;
            m_context.truncate(0);
            if (again > 0)
                GW_CHECK(
                    m_context.evaluate(tokens.subspan(read - again, again), model::LogitsFor::None, stop));
        }
        const std::size_t count = std::min(
            {model::kMaximumPassRows, tokens.size() - 1 - read, m_context.capacity() - m_context.length()});
        GW_CHECK(m_context.evaluate(tokens.subspan(read, count), model::LogitsFor::All, stop));
        std::vector<learn::ReplayPosition> positions;
        positions.reserve(count);
        for (std::size_t row = 0; row < count; ++row)
            positions.push_back(replayPosition(m_context, row, tokens[read + row + 1]));
        GW_CHECK(sink(std::move(positions)));
        read += count;
    }
    m_context.setHiddenStates(model::HiddenStates::Drop);
    return {};
}

} // namespace gatewright::completion
