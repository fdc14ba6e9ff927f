// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::hls {

// The variables that a pragma at `offset` may name: those declared before it in the blocks around it, with
// the parameters of the function, the nearest first and each once. Goes by tokens, so that it works on text
// that does not parse: what looks like "type name" is one, and a name may be missed.
[[nodiscard]] std::vector<std::string> namesInScope(std::string_view text, std::size_t offset,
                                                    const std::stop_token &token);

} // namespace gatewright::hls
