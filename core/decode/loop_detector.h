// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/token.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace gatewright::decode {

using model::TokenId;

// Small models run in circles. Notices when the newest tokens are one sequence over and over.
class LoopDetector
{
public:
    struct Settings
    {
        std::size_t longestPeriod = 32; // tokens of the sequence
        std::size_t repeats = 3;        // how often it stands there, one after the other ...
        std::size_t tokens = 24;        // ... and how many tokens that makes: {0, 0, 0, 0} is no loop yet
    };

    LoopDetector() = default;
    explicit LoopDetector(const Settings &settings)
        : m_settings(settings)
    {
    }

    // Takes the next token. When that completes a loop: how many of the tokens so far to keep, namely those
    // up to the end of the first round. Looks back over one window for each period: a few hundred
    // comparisons.
    [[nodiscard]] std::optional<std::size_t> add(TokenId token);

private:
    Settings m_settings;
    std::vector<TokenId> m_tokens;
};

} // namespace gatewright::decode
