// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/encoding.h"

namespace gatewright {

// The encodings that the C library's iconv() knows, from before Unicode. Nothing: it is not one of them.
[[nodiscard]] std::optional<QString> legacyName(Encoding encoding);
[[nodiscard]] const std::vector<Encoding> &legacyEncodings();

// Corrupt: the bytes are not in this encoding. Unsupported: they are, but writing the text again would give
// other bytes, because the encoding has several for one character.
[[nodiscard]] Result<std::string> decodeLegacy(std::string_view bytes, Encoding encoding);
[[nodiscard]] Result<std::string> encodeLegacy(std::string_view text, Encoding encoding);

} // namespace gatewright
