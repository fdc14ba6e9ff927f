// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatewright {

// Whether a character turns the writing direction of what follows, so that a text can read as another one
// than it is (Unicode Standard Annex 9: the marks, embeddings, overrides and isolates).
[[nodiscard]] constexpr bool turnsDirection(char16_t character)
{
    return character == 0x061c || character == 0x200e || character == 0x200f ||
           (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

} // namespace gatewright
