// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::hls {

// A piece of the text: bytes [begin, end).
struct TextPiece
{
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool isEmpty() const { return begin == end; }
    [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// One option of a pragma: "II=2", or a bare keyword such as "off" or "m_axi".
struct PragmaOption
{
    TextPiece name;
    TextPiece value; // empty without "=", and when nothing follows it yet
    bool hasValue = false;

    [[nodiscard]] TextPiece whole() const { return {name.begin, hasValue ? value.end : name.end}; }
};

// One line "#pragma HLS ..." with its continuation lines.
struct PragmaLine
{
    TextPiece keyword; // HLS, AP or AUTOPILOT as it is written
    TextPiece name;    // "PIPELINE"; empty when the line ends before it
    std::vector<PragmaOption> options;
    TextPiece unreadable; // the first thing that is no option: "=", "5"; empty: none
    bool inFunction = false;
};

// What a directive says, or the beginning of one; nothing when it is no HLS pragma. Positions are of `text`.
[[nodiscard]] std::optional<PragmaLine> readPragma(std::string_view text, TextPiece directive);

// All HLS pragmas of a text, which may be half typed: brackets and quotes may be missing anywhere. Looks at
// tokens only: comments, strings and macros' bodies are passed over, of #if branches each is read with the
// braces of its own. Stops early, with what it has, when the token is tripped.
[[nodiscard]] std::vector<PragmaLine> findPragmas(std::string_view text, const std::stop_token &token);

} // namespace gatewright::hls
