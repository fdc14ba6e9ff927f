// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/code_scan.h"
#include "core/text/language.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gatewright::completion {

// How far a suggestion may reach.
enum class Shape {
    SingleLine, // up to the end of the cursor's line: text stands right of it, or it is a comment, pragma or
                // string
    Line,       // finishes the cursor's line, and goes on into the block if that line opens one
    Block,      // whole lines from here on: the line is empty, or it has just opened a block
};

// What the other functions want to know about the place of the cursor. Views into the text that it was made
// from, which has LF line ends and must outlive it.
struct CursorContext
{
    Language language = Language::PlainText;
    std::string_view before;     // all text up to the cursor
    std::string_view after;      // all text from the cursor on
    std::string_view linePrefix; // of the cursor's line: left of the cursor
    std::string_view lineSuffix; // right of it, without the line end
    std::string_view following;  // the lines after the cursor's line
    CodeState state = CodeState::Code;
    Shape shape = Shape::Line;
    int indentation = 0; // columns of the cursor's line, tabs to multiples of tabWidth

    static constexpr int tabWidth = 4;

    // Text right of the cursor that is more than blanks.
    [[nodiscard]] bool isMidLine() const;
};

// `cursor` is a byte offset of `text`, at a character's start.
[[nodiscard]] CursorContext cursorContext(Language language, std::string_view text, std::size_t cursor);

// Small things on lines that several files of this module need.
[[nodiscard]] bool isBlank(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::string_view trimmedRight(std::string_view text);
[[nodiscard]] std::string_view leadingBlanks(std::string_view line);
[[nodiscard]] int indentationOf(std::string_view line);
// The first line of `rest` without its line end; `rest` then begins after it. Call only while rest is not
// empty.
[[nodiscard]] std::string_view takeLine(std::string_view &rest);
[[nodiscard]] std::string_view firstFilledLine(std::string_view text);
// LF for CR LF and lone CR.
[[nodiscard]] std::string withUnixLineEnds(std::string_view text);

} // namespace gatewright::completion
