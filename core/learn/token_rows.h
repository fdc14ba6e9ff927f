// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace gatewright::learn {

// The rows of the model that a head works with: what a token goes in as, and what makes its logit. Whoever
// knows the model's files gives them.
class TokenRows
{
public:
    virtual ~TokenRows() = default;

    [[nodiscard]] virtual std::size_t vocabularySize() const = 0;
    [[nodiscard]] virtual std::size_t embedding() const = 0; // the length of a row
    // `row` takes embedding() floats; the token is one of the vocabulary.
    [[nodiscard]] virtual Result<void> inputRow(std::int32_t token, std::span<float> row) const = 0;
    [[nodiscard]] virtual Result<void> outputRow(std::int32_t token, std::span<float> row) const = 0;
};

} // namespace gatewright::learn
