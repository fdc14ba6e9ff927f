// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace gatewright::completion {

// How much of `generated` stands before it starts going round in circles: a line, or a group of up to four,
// that repeats the lines directly before it (in `before` or in `generated`), or a line that says the same
// piece over and over. `before` ends where `generated` begins. Blank lines and lone brackets never count as
// repetition.
[[nodiscard]] std::size_t lengthBeforeRepetition(std::string_view before, std::string_view generated);

// A piece of 1–24 bytes, not only blanks, that stands at least six times in a row and fills at least 18
// bytes.
[[nodiscard]] bool repeatsOnePiece(std::string_view line);

} // namespace gatewright::completion
