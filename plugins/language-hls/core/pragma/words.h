// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

// Words of pragmas, in which the case of ASCII letters does not count.
namespace gatewright::hls {

[[nodiscard]] std::string lowerCase(std::string_view word);
[[nodiscard]] bool equalIgnoringCase(std::string_view one, std::string_view other);
// The word of `known` (in lower case) that `typed` most likely means: at most a third of its letters are
// wrong, missing, too many or swapped. Empty: none.
[[nodiscard]] std::string_view nearestWord(std::string_view typed, std::span<const std::string> known);
// `word` in capitals when `like` has no small letter.
[[nodiscard]] std::string inCaseOf(std::string_view word, std::string_view like);

} // namespace gatewright::hls
