// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

// A place in a snippet's text that is filled in: bytes [begin, end). Stops of one number are one thing in
// several places; 0 is where the caret ends up.
struct SnippetStop
{
    int number = 0;
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const SnippetStop &, const SnippetStop &) = default;
};

// Text with places to fill in.
struct Snippet
{
    std::string text;
    std::vector<SnippetStop> stops; // in the order of the text

    friend bool operator==(const Snippet &, const Snippet &) = default;
};

// Reads a body as LSP has it: $1, ${1:default} (with stops in it), ${1|one,two|} (the first one counts), $0,
// and a backslash before a character that is meant itself. $1 without a default repeats the default that 1
// has elsewhere. A variable, $NAME or ${NAME:default}, is its default or nothing. LimitExceeded: more than a
// thousand stops, or deeper nested than ten. What is no placeholder is text.
[[nodiscard]] Result<Snippet> parseSnippet(std::string_view body);

// The snippet as it goes into a text: line ends as the text has them, each further line indented as the
// first one is, and a tab at the start of a line as one level of the file.
[[nodiscard]] Snippet fitted(const Snippet &snippet, std::string_view newLine, std::string_view indentation,
                             std::string_view level);

} // namespace gatewright
