// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/indentation.h"

#include "core/completion/serve/cursor_context.h"

namespace gatewright::completion {

namespace {

// Enough of a file to know its habits.
constexpr std::size_t sampled = 16 * 1024;

std::string blanksOf(int columns, IndentationStyle style)
{
    const auto wide = static_cast<std::size_t>(columns);
    if (style == IndentationStyle::Spaces)
        return std::string(wide, ' ');
    constexpr std::size_t width = CursorContext::tabWidth;
    return std::string(wide / width, '\t') + std::string(wide % width, ' ');
}

} // namespace

LineEnd lineEndOf(std::string_view text)
{
    int windows = 0;
    int lines = 0;
    text = text.substr(0, sampled);
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
        ++lines;
        windows += end > 0 && text[end - 1] == '\r' ? 1 : 0;
    }
    return 2 * windows > lines ? LineEnd::Windows : LineEnd::Unix;
}

std::string withLineEnds(std::string_view text, LineEnd lineEnd)
{
    std::string result;
    for (const char character : text) {
        if (character == '\n' && lineEnd == LineEnd::Windows)
            result += '\r';
        result += character;
    }
    return result;
}

IndentationStyle indentationStyleOf(std::string_view text)
{
    int tabs = 0;
    int spaces = 0;
    text = text.substr(0, sampled);
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        tabs += line.starts_with('\t') ? 1 : 0;
        spaces += line.starts_with("  ") ? 1 : 0;
    }
    return tabs > spaces ? IndentationStyle::Tabs : IndentationStyle::Spaces;
}

std::string withIndentation(std::string_view text, IndentationStyle style)
{
    std::string result;
    bool first = true;
    std::string_view rest = text;
    while (!rest.empty()) {
        const bool ended = rest.find('\n') != std::string_view::npos;
        const std::string_view line = takeLine(rest);
        if (first)
            result.append(line);
        else
            result.append(blanksOf(indentationOf(line), style))
                .append(line.substr(leadingBlanks(line).size()));
        if (ended)
            result += '\n';
        first = false;
    }
    return result;
}

} // namespace gatewright::completion
