// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace gatewright {

// Whether a path fits a pattern of .gitignore: `*` and `?` stand for anything but '/', `[a-z]`, `[!a-z]` and
// `[[:digit:]]` for one character but '/', `**/` for any folders or none, `/**` for everything below. A
// backslash takes the next character as it is. Bytes; time grows at most with the product of the lengths.
[[nodiscard]] bool globMatches(std::string_view pattern, std::string_view path);

} // namespace gatewright
