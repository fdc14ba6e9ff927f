// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace gatewright {

// Counts the changes of one document. Whoever asks for work stamps the request with the revision it saw, and
// drops an answer that carries an older one.
struct Revision
{
    std::int64_t value = 0;

    [[nodiscard]] Revision next() const { return {value + 1}; }
    friend auto operator<=>(const Revision &, const Revision &) = default;
};

} // namespace gatewright
