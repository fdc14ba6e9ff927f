// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/language.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace gatewright::completion {

enum class CodeState { Code, LineComment, BlockComment, String };

struct Bracket
{
    std::size_t offset = 0;
    char character = 0; // one of ( [ { ) ] }
};

// The brackets of a piece of text that have no partner inside it, outside strings and comments, and where its
// end stands.
struct CodeScan
{
    std::vector<Bracket> open;   // outermost first
    std::vector<Bracket> closed; // in the order of the text
    CodeState end = CodeState::Code;
};

// A lexer just good enough for brackets, quotes and comments of C++ and Python; other languages have brackets
// only. The text is taken to begin in plain code. A closing bracket pairs with the nearest open one of its
// kind.
[[nodiscard]] CodeScan scanCode(Language language, std::string_view text);

[[nodiscard]] bool isOpening(char character);
[[nodiscard]] bool isClosing(char character);
// ')' for '('; the character itself for anything else.
[[nodiscard]] char partnerOf(char character);

} // namespace gatewright::completion
